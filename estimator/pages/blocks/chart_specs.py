"""The pictures of a result: Vega-Lite specs built once per language; the numbers come later.

Colours keep a contrast of 3 : 1 on the light and the dark page. What they tell apart differs in
dash, or bears a letter, as well: for colour-blind eyes, and on paper.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import altair as alt
from babel.dates import get_day_names, get_month_names

from estimator.locales import Words, words

BLUE = "#2a7fb8"
ORANGE = "#c2661a"
PAYERS = ("#2b8a7e", BLUE, "#8d6bbf", ORANGE)
SOLID = [1, 0]
DASHED = [7, 4]
HEIGHT = 380
#: Names of marks stand above the lines in rows of this height, by turns, so that neighbours don't
#: touch.
ROW, ROWS = 16, 2
BAR = 40
BAR_STEP = 96
#: The legend over the bars and the axis below them stand within the height of the chart.
ROUND_BARS = 160
SMALL, LARGE = 14, 15
PAID = ("reimbursed", "copayment", "reduction", "supplement")
LINES = ("conventioned", "non_conventioned")

#: A day as everybody in Belgium writes it.
DAY = "%d/%m/%Y"

Spec = dict[str, Any]


@cache
def cumulative_spec(language: str, kinds: tuple[str, ...]) -> Spec:
    """What has been left to pay, session by session: a line for each kind of kiné, its range as
    an area, and the sessions from which something changes."""
    say = words(language)
    x = alt.X("session:Q", axis=_axis(say("chart.session"), "d"), scale=alt.Scale(nice=False))
    lines = alt.Chart().mark_line(aria=False, strokeWidth=3)
    lines = lines.encode(**_told_apart(say, kinds), x=x, y=euros_axis(), tooltip=_tooltip(say))
    area = alt.Chart().mark_area(aria=False, opacity=0.25)
    area = area.encode(
        x=x, y=euros_axis("least"), y2=alt.Y2("euros:Q"), color=_told_apart(say, kinds)["color"]
    )
    return finished(area, lines, *marks("session:Q", "step"), language=language)


@cache
def fees_spec(language: str) -> Spec:
    """What the course leaves against the fee asked, the official fee and the one asked marked."""
    say = words(language)
    x = alt.X(
        "fee:Q", axis=_axis(say("fees.fee"), "$,.0f"), scale=alt.Scale(zero=False, nice=False)
    )
    tooltip = [
        alt.Tooltip("kind:N", title=say("chart.kind")),
        alt.Tooltip("fee:Q", title=say("fees.fee"), format="$,.2f"),
        alt.Tooltip("euros:Q", title=say("amount.patient"), format="$,.2f"),
    ]
    lines = alt.Chart().mark_line(aria=False, strokeWidth=3)
    lines = lines.encode(**_told_apart(say, LINES), x=x, y=euros_axis(), tooltip=tooltip)
    return finished(lines, *marks("fee:Q", "mark"), language=language)


@cache
def who_pays_spec(language: str, bars: int, words_of: str = "payer") -> Spec:
    """A bar for each kind of kiné, made of the parts that each payer bears."""
    say = words(language)
    y = alt.Y("kind:N", axis=None, sort=None, scale=alt.Scale(paddingInner=0.6, paddingOuter=0.5))
    x = alt.X("euros:Q", stack="zero", axis=_axis(None, "$,.0f"))
    names = [payer_name(say, n, words_of) for n in range(len(PAYERS))]
    legend = alt.Legend(
        title=None, orient="top", columns=1, labelLimit=0, values=names, symbolSize=250
    )
    payer = alt.Color("payer:N", legend=legend, scale=_scale(names, PAYERS), sort=None)
    tooltip = [
        alt.Tooltip("kind:N", title=say("chart.kind")),
        alt.Tooltip("payer:N", title=say("compare.amounts")),
        alt.Tooltip("euros:Q", title=say("amount.charged"), format="$,.2f"),
    ]
    order = alt.Order("order:Q")
    parts = alt.Chart().mark_bar(aria=False, height=BAR)
    parts = parts.encode(x=x, y=y, color=payer, order=order, tooltip=tooltip)
    letters = alt.Chart().mark_text(aria=False, fontSize=SMALL, fontWeight="bold")
    letters = letters.encode(
        x=alt.X("euros:Q", stack="zero", bandPosition=0.5),
        y=y,
        order=order,
        text=alt.Text("letter:N"),
    )
    names_above = alt.Chart().mark_text(aria=False, align="left", dy=-BAR * 0.75, fontSize=SMALL)
    names_above = names_above.transform_filter("datum.order == 0")
    names_above = names_above.encode(x=alt.value(0), y=y, text=alt.Text("kind:N"))
    return finished(
        parts, letters, names_above, language=language, height=ROUND_BARS + BAR_STEP * bars
    )


def payer_name(say: Words, place: int, words_of: str = "payer") -> str:
    """A payer's part in the legend, behind its letter, to the patient or about one."""
    return f"{letter(place)} · {say(f'{words_of}.{PAID[place]}')}"


def letter(place: int) -> str:
    """The letter that a part bears in its bar."""
    return "ABCD"[place]


def finished(*layers: alt.Chart, language: str, height: int = HEIGHT) -> Spec:
    """The layers as one spec that waits for its numbers."""
    chart = (
        alt.layer(*layers)
        .properties(height=height, width="container")
        .configure(locale=locale_of(language))
        .configure_axis(aria=False, labelFontSize=SMALL, titleFontSize=SMALL)
        .configure_legend(aria=False, labelFontSize=LARGE)
        .configure_view(strokeWidth=0)
    )
    return without_data(chart.to_dict(validate=False))


def without_data(spec: Spec) -> Spec:
    """A spec, and each of its layers, without numbers."""
    bare = {name: part for name, part in spec.items() if name not in ("data", "datasets")}
    if "layer" in bare:
        bare["layer"] = [without_data(layer) for layer in bare["layer"]]
    return bare


@cache
def locale_of(language: str) -> dict[str, dict[str, object]]:
    """How the axes write numbers and days in a language (d3-format, d3-time-format), from CLDR."""
    say = words(language)
    symbols = say.locale.number_symbols["latn"]
    number = {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": list(say.euros.around),
    }
    return {"number": number, "time": _days_and_months(say)}


def _days_and_months(say: Words) -> dict[str, object]:
    def names(of: Callable[..., Mapping[int, str]], width: str, places: Iterable[int]) -> list[str]:
        return [of(width, locale=say.locale)[place] for place in places]

    sunday_first, months = (6, *range(6)), range(1, 13)
    return {
        "dateTime": f"{DAY} %H:%M",
        "date": DAY,
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": names(get_day_names, "wide", sunday_first),
        "shortDays": names(get_day_names, "abbreviated", sunday_first),
        "months": names(get_month_names, "wide", months),
        "shortMonths": names(get_month_names, "abbreviated", months),
    }


def _axis(title: str | None, number: str) -> alt.Axis:
    return alt.Axis(title=title, format=number, tickMinStep=1, tickCount=5, grid=False)


def months_axis() -> alt.Axis:
    """Days, with a name at the first of a month, as many as there is room for."""
    every_month = alt.TimeIntervalStep(interval="month", step=1)
    return alt.Axis(
        title=None,
        format="%b %Y",
        tickCount=every_month,
        grid=False,
        labelOverlap=True,
        labelFlush=30,
    )


def euros_axis(field: str = "euros") -> alt.Y:
    """Amounts upwards."""
    axis = alt.Axis(title=None, format="$,.0f", tickMinStep=1, tickCount=5, domain=False)
    return alt.Y(f"{field}:Q", axis=axis)


def _told_apart(say: Words, kinds: Sequence[str]) -> dict[str, Any]:
    """The kinds of kiné by colour and by dash, under one legend."""
    names, legend = [say(f"kind.{kind}") for kind in kinds], legend_of_lines()
    return {
        "color": alt.Color("kind:N", legend=legend, scale=_scale(names, [BLUE, ORANGE])),
        "strokeDash": alt.StrokeDash("kind:N", legend=legend, scale=_scale(names, [SOLID, DASHED])),
    }


def legend_of_lines() -> alt.Legend:
    """The names of lines, one below the other, above the names of the marks."""
    return alt.Legend(
        title=None,
        orient="top",
        columns=1,
        labelLimit=0,
        symbolType="stroke",
        symbolSize=500,
        symbolStrokeWidth=3,
        symbolOpacity=1,
        offset=18 + ROWS * ROW,
    )


def marks(where: str, name: str) -> tuple[alt.Chart, alt.Chart]:
    """Upright lines with a name above them, where the data bears one, in its row."""
    marked = alt.Chart().transform_filter(f"isValid(datum.{name})")
    rule = marked.mark_rule(aria=False, strokeDash=[2, 3], color="gray").encode(x=alt.X(where))
    text = marked.mark_text(
        aria=False,
        align=alt.expr("datum.side"),
        baseline="bottom",
        dy=alt.expr(f"-4 - {ROW} * datum.row"),
        fontSize=SMALL,
    )
    return rule, text.encode(x=alt.X(where), y=alt.value(0), text=alt.Text(f"{name}:N"))


def _scale(names: Sequence[str], values: Sequence[Any]) -> alt.Scale:
    return alt.Scale(domain=list(names), range=list(values[: len(names)]))


def _tooltip(say: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("kind:N", title=say("chart.kind")),
        alt.Tooltip("session:Q", title=say("chart.session"), format="d"),
        alt.Tooltip("euros:Q", title=say("chart.left"), format="$,.2f"),
    ]
