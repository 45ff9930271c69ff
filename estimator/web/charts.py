"""The pictures of a result: Vega-Lite specs built once per language, with the numbers put in.

Exact amounts become floats here, at the edge of the drawing, and nowhere else. The two colours
keep a contrast of 3 : 1 on the light and the dark page, and differ in dash for colour-blind eyes.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from estimator.locales import words
from estimator.web.series import Point

BLUE = "#2a7fb8"
ORANGE = "#c2661a"
SOLID = [1, 0]
DASHED = [7, 4]
HEIGHT = 380

Spec = dict[str, Any]


@cache
def cumulative_spec(language: str, kinds: tuple[str, ...]) -> Spec:
    """Lines of what has been left to pay, session by session: one for each kind of kiné."""
    say = words(language)
    names = [say(f"kind.{kind}") for kind in kinds]
    x_axis = alt.Axis(title=say("chart.session"), format="d", tickMinStep=1, grid=False)
    y_axis = alt.Axis(title=None, format="$,.0f", tickMinStep=1, tickCount=5, domain=False)
    legend = alt.Legend(title=None, orient="top", columns=1, symbolSize=500, labelLimit=0)
    chart = (
        alt.Chart()
        .mark_line(aria=False, strokeWidth=3)
        .encode(
            x=alt.X("session:Q", axis=x_axis, scale=alt.Scale(nice=False)),
            y=alt.Y("euros:Q", axis=y_axis),
            color=alt.Color("kind:N", legend=legend, scale=_scale(names, [BLUE, ORANGE])),
            strokeDash=alt.StrokeDash(
                "kind:N", legend=legend, scale=_scale(names, [SOLID, DASHED])
            ),
            tooltip=_tooltip(language),
        )
        .properties(height=HEIGHT, width="container")
        .configure(locale=locale_of(language))
        .configure_axis(aria=False, labelFontSize=14, titleFontSize=14)
        .configure_legend(aria=False, labelFontSize=15)
    )
    return without_data(chart.to_dict())


def without_data(spec: Spec) -> Spec:
    """A spec that waits for its numbers."""
    return {name: part for name, part in spec.items() if name not in ("data", "datasets")}


def cumulative_table(points: Sequence[Point], names: Sequence[str]) -> pa.Table:
    """The numbers of the lines, one row a session and kind."""
    columns = [[point.conventioned for point in points], [p.non_conventioned for p in points]]
    shown = columns[: len(names)]
    return pa.table(
        {
            "session": [point.session for point in points] * len(shown),
            "kind": [name for name in names for _ in points],
            "euros": [float(amount) for column in shown for amount in column],
        }
    )


@cache
def locale_of(language: str) -> dict[str, dict[str, object]]:
    """How the axes write numbers in a language (d3-format), taken from CLDR."""
    say = words(language)
    symbols = say.locale.number_symbols["latn"]
    number = {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": list(say.around_amounts()),
    }
    return {"number": number}


def _scale(names: Sequence[str], values: Sequence[Any]) -> alt.Scale:
    return alt.Scale(domain=list(names), range=list(values[: len(names)]))


def _tooltip(language: str) -> list[alt.Tooltip]:
    say = words(language)
    return [
        alt.Tooltip("kind:N", title=say("chart.kind")),
        alt.Tooltip("session:Q", title=say("chart.session"), format="d"),
        alt.Tooltip("euros:Q", title=say("chart.left"), format="$,.2f"),
    ]
