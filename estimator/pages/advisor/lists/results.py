"""The result of a list: how many rows, the files to take, what is wrong, the list in figures."""

from collections.abc import Iterable
from functools import cache
from itertools import chain

import altair as alt
import pyarrow as pa
import streamlit as st

from estimator.lists.jobs import Job
from estimator.lists.summary import Bin, Summary, Wrong, summary_of, wrong_in
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.pages.advisor.lists.downloads import show_downloads
from estimator.pages.advisor.lists.plans import show_plans
from estimator.pages.blocks.chart_specs import BLUE, Spec, finished
from estimator.pages.blocks.html import bullets, heading, paragraph, table

ERRORS_SHOWN, LINES_SHOWN = 20, 5


def show_result(words: Words, job: Job) -> None:
    """All that a list that was estimated gives."""
    found = summary_of(job.rows)
    st.html(
        heading(words("list_page.result"), "result")
        + paragraph(words("list.done", n=found.rows, errors=found.errors))
    )
    show_downloads(words, job)
    show_errors(words, job.rows, chain.from_iterable(job.lines))
    show_plans(words, job.rows)
    show_summary(words, found)


def show_summary(words: Words, found: Summary) -> None:
    """The list in figures, and how the amounts are spread."""
    amounts = found.totals._asdict()
    rows = [[words(f"advisor.total.{name}"), words.euros(value)] for name, value in amounts.items()]
    caption = words("advisor.summary")
    st.html(
        table(caption, [words("compare.amounts"), words("advisor.total")], rows, kind="amounts")
    )
    if not found.bins:
        return
    if (most := found.usual) is not None:
        st.html(
            paragraph(words("advisor.spread.reading", low=most.low, high=most.high, n=most.courses))
        )
    st.vega_lite_chart(
        bins_table(found.bins), spread_spec(words.language), alt=words("advisor.spread")
    )
    with st.expander(words("chart.as_table"), key="spread"):
        cells = [
            [words("advisor.range", low=it.low, high=it.high), words.shown(it.courses)]
            for it in found.bins
        ]
        head = [words("advisor.amount.patient"), words("advisor.courses")]
        st.html(table(words("advisor.spread"), head, cells, kind="amounts"))


def bins_table(bins: tuple[Bin, ...]) -> pa.Table:
    """The numbers of the chart."""
    return pa.Table.from_pylist([it._asdict() for it in bins])


@cache
def spread_spec(language: str) -> Spec:
    """A bar for each range of amounts."""
    say = words_of(language)
    bars = alt.Chart().mark_bar(aria=False, color=BLUE)
    bars = bars.encode(
        x=alt.X(
            "low:Q",
            bin="binned",
            axis=alt.Axis(title=say("advisor.amount.patient"), format="$,.0f", tickCount=6),
        ),
        x2="high:Q",
        y=alt.Y("courses:Q", axis=alt.Axis(title=say("advisor.courses"), tickMinStep=1)),
    )
    return finished(bars, language=language)


def show_errors(words: Words, rows: pa.Table, lines: Iterable[int]) -> None:
    """Why rows couldn't be estimated, and on which lines; the file has it row by row."""
    found = wrong_in(rows, lines, LINES_SHOWN)
    if not found:
        return
    st.html(
        bullets((error_sentence(words, it) for it in found[:ERRORS_SHOWN]), "warning")
        + paragraph(words("advisor.errors.where"))
    )


def error_sentence(words: Words, wrong: Wrong) -> str:
    """The lines with an error, the first by number."""
    lines = ", ".join(map(words.shown, wrong.lines))
    more = " …" if wrong.rows > len(wrong.lines) else ""
    return words("advisor.row_error", n=wrong.rows, lines=f"{lines}{more}", error=wrong.error)
