"""Whole lists: a file in, its result out; nothing of it outlives the visit."""

from functools import partial
from itertools import islice

import altair as alt
import pyarrow as pa
import streamlit as st

from estimator import tariffs
from estimator.advisor.examples import in_memory, template
from estimator.advisor.frames import Ground
from estimator.advisor.jobs import MOST_ROWS, Job
from estimator.advisor.summary import Bin, Summary, summary_of
from estimator.locales import Words
from estimator.spoken import refusal_sentence
from estimator.web import clock
from estimator.web.charts import BLUE, Spec, finished
from estimator.web.markup import bullets, heading, paragraph, table

JOB, FILE = "advisor_job", "advisor_file"
TYPES = ("csv", "xlsx", "parquet")
MOST_MEGABYTES = 100
EVERY = 0.5
ERRORS_SHOWN = 20


def show_lists(words: Words) -> None:
    """The template, the file, the way to the result."""
    st.html(heading(words("advisor.lists"), "lists"))
    st.markdown(words("advisor.lists.how", n=MOST_ROWS))
    with st.container(horizontal=True):
        for ending in ("csv", "xlsx"):
            st.download_button(
                words(f"advisor.template.{ending}"),
                data=partial(template, f"template.{ending}"),
                file_name=f"template.{ending}",
                on_click="ignore",
                key=f"template_{ending}",
            )
    file = st.file_uploader(words("advisor.file"), TYPES, key=FILE, max_upload_size=MOST_MEGABYTES)
    job: Job | None = st.session_state.get(JOB)
    if file is not None and st.button(words("advisor.start"), key="advisor_start"):
        ground = Ground(tariffs(), words, clock.today())
        job = st.session_state[JOB] = Job(file.getvalue(), file.name, ground)
    if file is None and job:
        job.cancel()
        job = st.session_state[JOB] = None
    if job:
        show_job(words, job)


def show_job(words: Words, job: Job) -> None:
    """How far it is; its result once it is over."""
    if not job.over:
        st.fragment(progress, run_every=EVERY)(words, job)
    elif job.refused:
        st.error(refusal_sentence(words, job.refused))
    elif job.rows is None:
        st.info(words("advisor.cancelled"))
    else:
        show_summary(words, summary_of(job.rows))
        show_errors(words, job.rows)
        show_downloads(words, job)


def progress(words: Words, job: Job) -> None:
    """The share done, and a way to end it."""
    if job.over:
        st.rerun()
    st.progress(job.share, words("advisor.working", n=job.done))
    st.button(words("advisor.cancel"), on_click=job.cancel)


def show_summary(words: Words, found: Summary) -> None:
    """The list in figures, and how the amounts are spread."""
    st.html(paragraph(words("list.done", n=found.rows, errors=found.errors)))
    amounts = found.totals._asdict()
    rows = [[words(f"advisor.total.{name}"), words.euros(value)] for name, value in amounts.items()]
    caption = words("advisor.summary")
    st.html(
        table(caption, [words("compare.amounts"), words("advisor.total")], rows, kind="amounts")
    )
    if not found.bins:
        return
    most = max(found.bins, key=lambda it: it.courses)
    st.html(
        paragraph(words("advisor.spread.reading", low=most.low, high=most.high, n=most.courses))
    )
    st.vega_lite_chart(bins_table(found.bins), spread_spec(words), alt=words("advisor.spread"))
    with st.expander(words("chart.as_table"), key="spread"):
        cells = [[f"{it.low} – {it.high} €", str(it.courses)] for it in found.bins]
        head = [words("amount.patient"), words("advisor.courses")]
        st.html(table(words("advisor.spread"), head, cells, kind="amounts"))


def bins_table(bins: tuple[Bin, ...]) -> pa.Table:
    """The numbers of the chart."""
    return pa.Table.from_pylist([it._asdict() for it in bins])


def spread_spec(words: Words) -> Spec:
    """A bar for each range of amounts."""
    bars = alt.Chart().mark_bar(aria=False, color=BLUE)
    bars = bars.encode(
        x=alt.X("low:Q", bin="binned", title=words("amount.patient")),
        x2="high:Q",
        y=alt.Y("courses:Q", title=words("advisor.courses")),
    )
    return finished(bars, language=words.language)


def show_errors(words: Words, rows: pa.Table) -> None:
    """The first rows that couldn't be estimated; all of them stand in the file."""
    found = ((n, e) for n, e in enumerate(rows["error"].to_pylist(), start=2) if e)
    some = list(islice(found, ERRORS_SHOWN))
    if some:
        st.html(bullets(words("advisor.row_error", n=n, error=error) for n, error in some))


def show_downloads(words: Words, job: Job) -> None:
    """The list with its results."""
    with st.container(horizontal=True):
        for ending in TYPES:
            st.download_button(
                words(f"advisor.{ending}"),
                data=partial(in_memory, job.rows, f"result.{ending}", job.dialect),
                file_name=f"result.{ending}",
                on_click="ignore",
                key=f"result_{ending}",
            )
