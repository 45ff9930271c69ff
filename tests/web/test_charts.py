"""Chart specs: numbers in the manner of the language, colours seen on both themes, exact data."""

from decimal import Decimal

import pytest

from estimator.locales import LANGUAGES
from estimator.web.charts import BLUE, ORANGE, cumulative_spec, cumulative_table, locale_of
from estimator.web.series import Point
from tests.web.conftest import TODAY

KINDS = ("conventioned", "non_conventioned")
POINTS = [
    Point(1, TODAY, Decimal("6.25"), Decimal("21.59")),
    Point(2, TODAY, Decimal("12.50"), Decimal("43.18")),
]
PAGES = {"light": "#fbfcfc", "dark": "#10191b"}
LINEAR_BELOW = 0.04045


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", PAGES)
@pytest.mark.parametrize("line", [BLUE, ORANGE])
def test_lines_stand_out_on_both_themes(line: str, theme: str) -> None:
    assert contrast(line, PAGES[theme]) >= 3


def test_lines_differ_in_dash_as_well_as_in_colour() -> None:
    encoding = cumulative_spec("fr", KINDS)["encoding"]
    for channel in ("color", "strokeDash"):
        first, second = encoding[channel]["scale"]["range"]
        assert first != second


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spec_is_built_once_per_language(language: str) -> None:
    assert cumulative_spec(language, KINDS) is cumulative_spec(language, KINDS)


def test_a_spec_waits_for_its_numbers() -> None:
    assert "data" not in cumulative_spec("fr", KINDS)
    assert "datasets" not in cumulative_spec("fr", KINDS)


@pytest.mark.parametrize(
    ("language", "decimal", "currency"),
    [
        ("fr", ",", ["", "\N{NO-BREAK SPACE}€"]),
        ("nl", ",", ["", "\N{NO-BREAK SPACE}€"]),
        ("de", ",", ["", "\N{NO-BREAK SPACE}€"]),
        ("en", ".", ["€", ""]),
    ],
)
def test_axes_write_numbers_as_the_language_does(
    language: str, decimal: str, currency: list[str]
) -> None:
    number = locale_of(language)["number"]
    assert (number["decimal"], number["currency"]) == (decimal, currency)


def test_the_table_has_a_row_for_each_session_and_line() -> None:
    assert cumulative_table(POINTS, ["A", "B"]).to_pylist() == [
        {"session": 1, "kind": "A", "euros": 6.25},
        {"session": 2, "kind": "A", "euros": 12.5},
        {"session": 1, "kind": "B", "euros": 21.59},
        {"session": 2, "kind": "B", "euros": 43.18},
    ]


def test_one_line_needs_one_row_a_session() -> None:
    assert cumulative_table(POINTS, ["A"]).num_rows == len(POINTS)
