"""The browser is told the same theme as ever, made once."""

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from estimator.web.theme import keep_theme

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar")


def test_the_theme_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fill = getattr(app_session._populate_theme_msg, "__wrapped__", app_session._populate_theme_msg)
    monkeypatch.setattr(app_session, "_populate_theme_msg", fill)
    expected = [CustomThemeConfig() for _ in SECTIONS]
    for theme, section in zip(expected, SECTIONS, strict=True):
        fill(theme, section)
    assert expected[0].primary_color or expected[1].primary_color
    keep_theme()
    for _ in range(2):
        for theme, section in zip(expected, SECTIONS, strict=True):
            told = CustomThemeConfig()
            app_session._populate_theme_msg(told, section)
            assert told == theme


def test_it_is_made_once_and_an_empty_part_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def fill(msg: CustomThemeConfig, section: str = "theme") -> None:
        made.append(section)
        if section == "theme":
            msg.primary_color = "#0b6e75"

    monkeypatch.setattr(app_session, "_populate_theme_msg", fill)
    keep_theme()
    keep_theme()
    theme = CustomThemeConfig()
    for _ in range(3):
        app_session._populate_theme_msg(theme)
        app_session._populate_theme_msg(theme.sidebar, "theme.sidebar")
    assert made == ["theme", "theme.sidebar"]
    assert theme.primary_color == "#0b6e75"
    assert not theme.HasField("sidebar")
