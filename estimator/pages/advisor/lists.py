"""Whole lists: a file in, its result out; nothing of it outlives the visit."""

from collections.abc import Iterable
from functools import cache, partial
from itertools import chain

import altair as alt
import pyarrow as pa
import streamlit as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.examples import in_memory, template
from estimator.lists.files.bounds import MOST_ROWS
from estimator.lists.frames import Ground
from estimator.lists.jobs import Job
from estimator.lists.opening import Opening
from estimator.lists.summary import Bin, Summary, Wrong, summary_of, wrong_in
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.operations.counters import ESTIMATES
from estimator.pages.advisor.columns import columns_table
from estimator.pages.advisor.plans import show_plans
from estimator.pages.blocks.chart_specs import BLUE, Spec, finished
from estimator.pages.blocks.html import bullets, heading, paragraph, table
from estimator.pages.common.buttons import button, download, trying
from estimator.pages.forms.session import FIXED
from estimator.wording.refusals import contract_refusal

JOB, FILE = "advisor_job", f"{FIXED}file"
TYPES = ("csv", "xlsx", "parquet")
MOST_MEGABYTES = 100
EVERY = 0.5
ERRORS_SHOWN, LINES_SHOWN = 20, 5


def show_lists(words: Words) -> None:
    """The template, the file, the way to the result."""
    st.html(heading(words("advisor.lists"), "lists"))
    st.markdown(words("advisor.lists.how", n=MOST_ROWS))
    with st.container(horizontal=True):
        for ending in ("csv", "xlsx"):
            name = f"template.{ending}"
            download(words(f"advisor.{name}"), f"template_{ending}", partial(template, name), name)
    with st.expander(words("advisor.columns"), key="columns"):
        st.html(columns_table(words))
    file = st.file_uploader(words("advisor.file"), TYPES, key=FILE, max_upload_size=MOST_MEGABYTES)
    id_of, job = st.session_state.get(JOB, ("", None))
    if job and (file is None or file.file_id != id_of):
        job.cancel()
        job = st.session_state.pop(JOB) and None
    asked = file is not None and st.button(words("advisor.start"), key=f"{FIXED}start")
    if file is not None and (asked or (job and is_in_another_language(job, words))):
        with trying(words, "start"):
            if job:
                job.cancel()
            job = Opening(file.getvalue(), file.name)
            st.session_state[JOB] = file.file_id, job
    if job:
        show_job(words, job)


def is_in_another_language(job: Job | Opening, words: Words) -> bool:
    """Whether the error messages of a result are in another language than the page."""
    return (
        isinstance(job, Job)
        and bool(job.rows)
        and job.errors > 0
        and job.language != words.language
    )


def estimating(words: Words, opening: Opening) -> Job | Opening:
    """The list on its way from its reading to its result."""
    if not opening.opened:
        return opening
    try:
        look = opening.opened.look()
    except InvalidAnswer as refusal:
        opening.refused, opening.opened = refusal, None
        return opening
    return Job(opening.opened, Ground(tariffs(), words, clock.today(), look.columns))


def show_job(words: Words, job: Job | Opening) -> None:
    """How far it is; its result once it is over."""
    if isinstance(job, Opening) and job.over:
        job = estimating(words, job)
        st.session_state[JOB] = st.session_state[JOB][0], job
    if not job.over:
        st.fragment(progress, run_every=EVERY)(words, job)
    elif job.refused:
        st.error(contract_refusal(words, job.refused))
    elif isinstance(job, Opening) or job.rows is None:
        st.info(words("advisor.cancelled"))
    elif not len(job.rows):
        st.info(words("advisor.no_rows"))
    else:
        found = summary_of(job.rows)
        st.html(paragraph(words("list.done", n=found.rows, errors=found.errors)))
        show_downloads(words, job)
        show_errors(words, job.rows, chain.from_iterable(job.lines))
        show_plans(words, job.rows)
        show_summary(words, found)


def progress(words: Words, job: Job | Opening) -> None:
    """The share done, and a way to end it."""
    if job.over:
        ESTIMATES.add("advisor", words.language, job.done)
        st.rerun()
    st.progress(job.share, words("advisor.working", n=job.done))
    button(words, words("advisor.cancel"), "cancel", job.cancel)


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


def show_downloads(words: Words, job: Job) -> None:
    """The list with its results."""
    with st.container(horizontal=True):
        for ending in TYPES:
            name = f"result.{ending}"
            make = partial(in_memory, job.rows, name, job.opened.dialect)
            download(words(f"advisor.{ending}"), f"result_{ending}", make, name)
