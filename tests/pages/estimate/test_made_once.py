"""The browser is told the same theme and the same specs as ever, made once."""

import json

import pytest
from streamlit.elements import vega_charts
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from estimator.pages.charts.specs import cumulative_spec
from estimator.pages.estimate.made_once import keep_specs, keep_theme, keep_what_is_made

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
    theme = CustomThemeConfig()
    for _ in range(3):
        app_session._populate_theme_msg(theme)
        app_session._populate_theme_msg(theme.sidebar, "theme.sidebar")
    assert made == ["theme", "theme.sidebar"]
    assert theme.primary_color == "#0b6e75"
    assert not theme.HasField("sidebar")


def test_a_spec_is_the_same_and_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stabilize = vega_charts._stabilize_vega_json_spec
    stabilize = getattr(stabilize, "__wrapped__", stabilize)
    made: list[str] = []

    def counted(spec: str) -> str:
        made.append(spec)
        return stabilize(spec)

    monkeypatch.setattr(vega_charts, "_stabilize_vega_json_spec", counted)
    specs = [json.dumps(cumulative_spec(language, ("either",))) for language in ("fr", "nl")]
    named = json.dumps({"mark": "bar", "name": "view_77", "params": [{"name": "param_5"}]})
    keep_specs()
    for spec in (*specs, named, *specs, named):
        assert vega_charts._stabilize_vega_json_spec(spec) == stabilize(spec)
    assert made == [*specs, named]


def test_all_is_kept_and_a_second_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fill, stabilize = app_session._populate_theme_msg, vega_charts._stabilize_vega_json_spec
    fill, stabilize = (getattr(it, "__wrapped__", it) for it in (fill, stabilize))
    monkeypatch.setattr(app_session, "_populate_theme_msg", fill)
    monkeypatch.setattr(vega_charts, "_stabilize_vega_json_spec", stabilize)
    keep_what_is_made()
    kept = app_session._populate_theme_msg, vega_charts._stabilize_vega_json_spec
    assert fill not in kept
    assert stabilize not in kept
    keep_what_is_made()
    assert (app_session._populate_theme_msg, vega_charts._stabilize_vega_json_spec) == kept
