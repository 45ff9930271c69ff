"""Month by month: what is left to pay, and what comes back above the ceiling of the household."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import altair as alt
import pyarrow as pa

from estimator.engine.plan.household import MafMonthRange
from estimator.pages.blocks.chart_numbers import WIDE, side
from estimator.pages.blocks.chart_specs import (
    LARGE,
    ORANGE,
    ROW,
    ROWS,
    SMALL,
    Spec,
    euros_axis,
    finished,
    marks,
    months_axis,
)

COLOURS = (ORANGE, "#2b8a7e")
#: Pixels of a bar: a year of them fits on a phone.
WIDTH = 14


@cache
def month_spec(language: str) -> Spec:
    """A bar for each month, its parts one on the other; a letter tells them apart as well."""
    x = alt.X("day:T", axis=months_axis(), scale=alt.Scale(type="utc", padding=WIDTH))
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=1,
        labelLimit=0,
        symbolSize=250,
        labelFontSize=LARGE,
        offset=18 + ROWS * ROW,
    )
    colour = alt.Color("part:N", sort=None, legend=legend, scale=alt.Scale(range=list(COLOURS)))
    order = alt.Order("order:Q")
    bars = alt.Chart().mark_bar(aria=False, width=WIDTH)
    bars = bars.encode(x=x, y=euros_axis(), color=colour, order=order)
    letters = alt.Chart().mark_text(aria=False, fontSize=SMALL, fontWeight="bold")
    middle = alt.Y("euros:Q", stack="zero", bandPosition=0.5)
    letters = letters.encode(x=x, y=middle, order=order, text="letter:N")
    return finished(bars, letters, *marks("day:T", "step"), language=language)


def month_table(
    months: Sequence[MafMonthRange], names: Sequence[str], marked: Mapping[date, str]
) -> pa.Table:
    """One row a month and part, at the most that may be left; marks stand with the first part."""
    first, last = months[0].month, months[-1].month
    rows = [
        (it.month, place, amount)
        for it in months
        for place, amount in enumerate((it.left.high, it.back.low))
    ]
    days = [month for month, _, _ in rows]
    tallest = max(it.left.high + it.back.low for it in months)
    return pa.table(
        {
            "day": pa.array(days, pa.date32()).cast(pa.timestamp("ms")),
            "part": [names[place] for _, place, _ in rows],
            "order": [place for _, place, _ in rows],
            "euros": [float(amount) for _, _, amount in rows],
            "letter": [names[place][0] if it > tallest * WIDE else "" for _, place, it in rows],
            "step": pa.array(
                [None if place else marked.get(month) for month, place, _ in rows], pa.string()
            ),
            "row": [0] * len(rows),
            "side": [side(*map(date.toordinal, (month, first, last))) for month, _, _ in rows],
        }
    )
