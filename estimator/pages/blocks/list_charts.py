"""The pictures of a list: how what is left to pay is spread, and what a change of rules does."""

from collections.abc import Sequence
from functools import cache

import altair as alt
import pyarrow as pa

from estimator.lists.summary.spread import Bin
from estimator.locales import Words, words
from estimator.pages.blocks.chart_specs import BLUE, ORANGE, SMALL, Spec, finished

BAR, STEP, AXIS = 26, 56, 60
PALE = 0.45


def range_name(say: Words, of: Bin) -> str:
    """A range of what is left to pay."""
    if of.high is None:
        return say("summary.range.open", low=of.low)
    return say("summary.range", low=of.low, high=of.high)


def spread_numbers(say: Words, bins: Sequence[Bin]) -> pa.Table:
    """The numbers of `spread_spec`."""
    return pa.table(
        {
            "range": [range_name(say, it) for it in bins],
            "place": list(range(len(bins))),
            "courses": [it.courses for it in bins],
        }
    )


@cache
def spread_spec(language: str) -> Spec:
    """A bar for each range of amounts."""
    say = words(language)
    bars = alt.Chart().mark_bar(aria=False, color=BLUE)
    bars = bars.encode(
        x=alt.X(
            "range:N",
            sort=None,
            axis=alt.Axis(title=say("summary.patient"), labelAngle=-45, labelLimit=0),
        ),
        y=alt.Y("courses:Q", axis=alt.Axis(title=say("summary.group"), tickMinStep=1, format="d")),
        tooltip=[
            alt.Tooltip("range:N", title=say("summary.patient")),
            alt.Tooltip("courses:Q", title=say("summary.group"), format=",d"),
        ],
    )
    return finished(bars, language=language)


@cache
def change_spec(language: str, bars: int) -> Spec:
    """Each bar with its name above it; what is only possible is paler."""
    y = alt.Y(
        "name:N",
        axis=None,
        sort=None,
        scale=alt.Scale(paddingInner=0.5, paddingOuter=0.5),
    )
    colour = alt.Color(
        "after:N", legend=None, scale=alt.Scale(domain=[False, True], range=[BLUE, ORANGE])
    )
    axis = alt.Axis(title=None, format="$,.0f", tickCount=4, grid=False)
    sure = alt.Chart().mark_bar(aria=False, height=BAR)
    sure = sure.encode(x=alt.X("least:Q", axis=axis), y=y, color=colour)
    possible = alt.Chart().mark_bar(aria=False, height=BAR, opacity=PALE)
    possible = possible.encode(x=alt.X("most:Q", axis=axis), y=y, color=colour)
    names = alt.Chart().mark_text(aria=False, align="left", dy=-BAR * 0.8, fontSize=SMALL)
    names = names.encode(x=alt.value(0), y=y, text=alt.Text("name:N"))
    return finished(possible, sure, names, language=language, height=AXIS + STEP * bars)
