"""Any colour a practice picks can be read in both themes."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.embed.colour import DARK_GROUNDS, ENOUGH, LIGHT_GROUNDS, contrast, readable

PROJECT = Path(__file__).parents[2]
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0b6e75", "#0b6e75", 1)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
def test_every_colour_becomes_readable(colour: str) -> None:
    accent = readable(colour)
    assert min(contrast(accent.light, ground) for ground in LIGHT_GROUNDS) >= ENOUGH
    assert min(contrast(accent.dark, ground) for ground in DARK_GROUNDS) >= ENOUGH


def test_a_readable_colour_is_left_alone() -> None:
    assert readable("#0b6e75").light == "#0b6e75"
    assert readable("#4db6ac").dark == "#4db6ac"


def test_the_grounds_are_those_of_the_theme() -> None:
    theme = tomllib.loads((PROJECT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    for name, grounds in (("light", LIGHT_GROUNDS), ("dark", DARK_GROUNDS)):
        of_theme = theme[name]
        assert grounds == (of_theme["backgroundColor"], of_theme["secondaryBackgroundColor"])
