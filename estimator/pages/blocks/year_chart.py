"""How a year builds up: a line for each course and one for all together, over the days."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import altair as alt
import pyarrow as pa

from estimator.engine.progress import PlanPoint
from estimator.locales import words
from estimator.pages.blocks.chart_numbers import side
from estimator.pages.blocks.chart_specs import (
    BLUE,
    DASHED,
    DAY,
    HEIGHT,
    ORANGE,
    ROWS,
    SOLID,
    Spec,
    euros_axis,
    finished,
    legend_of_lines,
    marks,
    months_axis,
)

#: One colour and one dash each; each colour has a contrast of 3 : 1 on both pages.
COLOURS = ("#7d8586", BLUE, ORANGE, "#2b8a7e", "#8d6bbf", "#c0507f")
DASHES = (SOLID, DASHED, [2, 3], [12, 3, 2, 3], [4, 2], [16, 4])
#: More lines than that, the one of all together among them, can't be told apart.
MOST_LINES = len(COLOURS)
LEGEND_LINE = 24


@cache
def year_spec(language: str, lines: int) -> Spec:
    """Lines that rise at each session; the days from which something changes are marked."""
    say = words(language)
    x = alt.X("day:T", axis=months_axis(), scale=alt.Scale(type="utc"))
    legend = legend_of_lines()
    tooltip = [
        alt.Tooltip("course:N", title=say("year.head.course")),
        alt.Tooltip("day:T", title=say("year.head.day"), format=DAY),
        alt.Tooltip("euros:Q", title=say("chart.left"), format="$,.2f"),
    ]
    drawn = alt.Chart().mark_line(aria=False, strokeWidth=3, interpolate="step-after")
    drawn = drawn.encode(
        x=x,
        y=euros_axis(),
        color=alt.Color("course:N", sort=None, legend=legend, scale=alt.Scale(range=list(COLOURS))),
        strokeDash=alt.StrokeDash(
            "course:N", sort=None, legend=legend, scale=alt.Scale(range=list(DASHES))
        ),
        tooltip=tooltip,
    )
    height = HEIGHT + LEGEND_LINE * lines  # the legend stands within the height of the chart
    return finished(drawn, *marks("day:T", "step"), language=language, height=height)


def lines_of(names: Sequence[str], together: str) -> list[str]:
    """The lines: of all together, unless there is only one course, then of each course; the first
    alone where they couldn't be told apart."""
    if len(names) == 1:
        return [*names]
    return [together, *names][: 1 if len(names) >= MOST_LINES else None]


def year_table(
    points: Sequence[PlanPoint], lines: Sequence[str], marked: Mapping[date, str]
) -> pa.Table:
    """One row a line and day: what is left to pay up to there. The marks stand with the first
    line."""
    sums = {point.day: point.together for point in points}
    rows = [(0, day, amount) for day, amount in sums.items()]
    if len(lines) > 1:
        by_course = sorted(points, key=lambda point: point.course)
        rows += [(1 + point.course, point.day, point.so_far) for point in by_course]
    places, days, amounts = zip(*rows, strict=True)
    first, last = min(days), max(days)
    steps = {day: (text, n % ROWS) for n, (day, text) in enumerate(marked.items())}
    of_line = [steps.get(day) if place == 0 else None for place, day, _ in rows]
    return pa.table(
        {
            "day": pa.array(days, pa.date32()).cast(pa.timestamp("ms")),
            "course": [lines[place] for place in places],
            "euros": [float(amount) for amount in amounts],
            "step": pa.array([step and step[0] for step in of_line], pa.string()),
            "row": [step[1] if step else 0 for step in of_line],
            "side": [side(*map(date.toordinal, (day, first, last))) for day in days],
        }
    )
