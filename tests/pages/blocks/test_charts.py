"""Chart specs: numbers in the manner of the language, colours seen on both themes, exact data."""

from datetime import date
from decimal import Decimal

import altair as alt
import pytest
from jsonschema.exceptions import ValidationError

from estimator.engine.fee_curve import AtFee, FeeCurve
from estimator.engine.model.result import Totals
from estimator.engine.progress import STEPS, Point, Step
from estimator.locales import LANGUAGES, words
from estimator.pages.blocks.chart_numbers import cumulative_table, fees_table, who_pays_table
from estimator.pages.blocks.chart_specs import (
    BLUE,
    ORANGE,
    PAYERS,
    Spec,
    cumulative_spec,
    fees_spec,
    locale_of,
    who_pays_spec,
)
from estimator.pages.estimate.building_up import step_line
from tests.pages.conftest import TODAY

KINDS = ("conventioned", "non_conventioned")
POINTS = [
    Point(1, TODAY, Decimal("6.25"), Decimal("21.59")),
    Point(2, TODAY, Decimal("12.50"), Decimal("43.18")),
]
PAIRS = [(point, point) for point in POINTS]
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


@pytest.mark.parametrize(
    "spec",
    [
        cumulative_spec("fr", KINDS),
        cumulative_spec("nl", ("either",)),
        fees_spec("de"),
        who_pays_spec("en", 4),
        who_pays_spec("fr", 1),
    ],
    ids=["course", "course, one line", "fees", "who pays", "who pays, one bar"],
)
def test_every_spec_follows_the_schema(spec: Spec) -> None:
    """It is not looked at while the server starts."""
    found = alt.LayerChart.from_dict({**spec, "data": {"values": []}})
    assert found.to_dict()["layer"]
    with pytest.raises(ValidationError):
        alt.LayerChart.from_dict({**spec, "layer": [{"mark": "no such mark"}]})


def test_lines_differ_in_dash_as_well_as_in_colour() -> None:
    layers = cumulative_spec("fr", KINDS)["layer"]
    encoding = next(layer["encoding"] for layer in layers if layer["mark"]["type"] == "line")
    for channel in ("color", "strokeDash"):
        first, second = encoding[channel]["scale"]["range"]
        assert first != second


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spec_is_built_once_per_language(language: str) -> None:
    assert cumulative_spec(language, KINDS) is cumulative_spec(language, KINDS)


def test_a_spec_waits_for_its_numbers() -> None:
    for spec in (cumulative_spec("fr", KINDS), fees_spec("fr"), who_pays_spec("fr", 2)):
        for part in (spec, *spec["layer"]):
            assert not {"data", "datasets"} & part.keys()


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
    assert cumulative_table(PAIRS, ["A", "B"], [2]).to_pydict() == {
        "session": [1, 2, 1, 2],
        "kind": ["A", "A", "B", "B"],
        "least": [6.25, 12.5, 21.59, 43.18],
        "euros": [6.25, 12.5, 21.59, 43.18],
        "step": [None, "2", None, None],
        "row": [0, 0, 0, 0],
        "side": ["left", "right", "left", "right"],
    }


def test_marks_side_by_side_stand_in_different_rows() -> None:
    assert cumulative_table(PAIRS, ["A"], [1, 2])["row"].to_pylist() == [0, 1]


def test_one_line_needs_one_row_a_session() -> None:
    assert cumulative_table(PAIRS, ["A"], []).num_rows == len(POINTS)


def test_a_bar_has_a_row_for_each_payer_and_letters_where_there_is_room() -> None:
    totals = Totals(*map(Decimal, ("100", "80", "18", "2", "0", "20")))
    rows = who_pays_table([("A", totals)], "en").to_pylist()
    assert [row["euros"] for row in rows] == [80, 18, 2, 0]
    assert [row["letter"] for row in rows] == ["A", "B", "", ""]
    assert rows[0]["payer"] == "A · Your mutuality"


def test_the_curve_has_its_marks_and_the_other_kind_as_a_level() -> None:
    official, asked, dearest = (
        AtFee(Decimal(fee), Decimal(left)) for fee, left in ((30, 100), (40, 300), (60, 700))
    )
    fees = FeeCurve(official, asked, dearest, (official, asked, dearest))
    rows = fees_table(fees, Decimal(50), "en").to_pylist()
    told = ("fee", "euros", "mark", "row", "side")
    assert [tuple(row[name] for name in told) for row in rows] == [
        (30, 50, None, 0, "left"),
        (60, 50, None, 0, "right"),
        (30, 100, "official fee", 0, "left"),
        (40, 300, "fee you gave", 1, "center"),
        (60, 700, None, 0, "right"),
    ]


@pytest.mark.parametrize("spec", [cumulative_spec("fr", KINDS), fees_spec("fr")])
def test_every_line_chart_tells_lines_apart_by_dash_and_marks_by_name(spec: Spec) -> None:
    marks = [layer["mark"]["type"] for layer in spec["layer"]]
    assert {"line", "rule", "text"} <= set(marks)


def test_payers_stand_out_on_both_themes_and_bear_letters() -> None:
    assert min(contrast(colour, page) for colour in PAYERS for page in PAGES.values()) >= 3
    assert "text" in [layer["mark"]["type"] for layer in who_pays_spec("fr", 2)["layer"]]


def test_names_of_marks_stand_above_the_lines() -> None:
    for spec in (cumulative_spec("fr", KINDS), fees_spec("fr")):
        (text,) = (layer for layer in spec["layer"] if layer["mark"]["type"] == "text")
        assert text["encoding"]["y"] == {"value": 0}
        assert text["mark"]["baseline"] == "bottom"
        assert "angle" not in text["mark"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_above_the_chart_names_every_change(language: str) -> None:
    say, day = words(language), date(2027, 1, 1)
    line = step_line(say, Step(9, day, STEPS))
    assert all(say(f"step.{name}") in line for name in STEPS)
