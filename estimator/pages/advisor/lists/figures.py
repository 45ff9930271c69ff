"""A list in figures: who pays what, by condition, status and BIM; who would pay less elsewhere."""

from collections.abc import Callable, Iterator
from functools import partial

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.result import Totals
from estimator.lists.examples import in_memory
from estimator.lists.jobs import Job
from estimator.lists.summary.before_after import Ends
from estimator.lists.summary.by_cell import BY
from estimator.lists.summary.figures import Figures, ListFigures
from estimator.lists.summary.spread import spread, usual_bin
from estimator.lists.summary.tables import figures_table
from estimator.locales import Words
from estimator.pages.advisor.lists.downloads import way_of
from estimator.pages.advisor.lists.group_words import (
    difference_amount,
    groups_table,
    median_amount,
    told_apart,
)
from estimator.pages.blocks.html import heading, paragraph, table
from estimator.pages.blocks.list_charts import range_name, spread_numbers, spread_spec
from estimator.pages.common.buttons import download
from estimator.wording.amounts import cents_amount, cents_within

FIGURE_FILES = ("csv", "xlsx")
PATIENT = "patient"
GROUP_COLUMNS = tuple(
    f"summary.{it}" for it in ("courses", "charged", "reimbursed", PATIENT, "median.head")
)
BESIDE_COLUMNS = tuple(
    f"summary.gain.{it}" for it in ("compared", "less", "maybe.head", "difference")
)
#: At a conventioned kiné nobody would pay less at a conventioned kiné.
BY_AT_OTHERS = ("pathology", "bim")


def show_figures(words: Words, job: Job) -> None:
    """All figures of a list that was estimated."""
    every = job.figures.whole
    st.html(heading(words("summary.title"), "figures"))
    if not every.courses:
        st.html(paragraph(words("summary.none")))
        return
    st.html(headline(words, every) + amounts_table(words, every))
    for name in told_apart(job.figures, BY):
        st.html(groups_table(words, name, GROUP_COLUMNS, job.figures.by[name], group_cells))
    if every.least != every.most:
        st.html(paragraph(words("summary.open")))
    show_spread(words, every)
    show_at_conventioned(words, job.figures)
    show_files(words, "figures", "summary", partial(figures_table, job.figures), job)


def headline(words: Words, every: Figures) -> Markup:
    """How many courses, what they leave to pay, and how sure that is."""
    left = cents_within(words, every.least, every.most)
    sentences = [words("summary.left", n=every.courses, amount=left)]
    low, high = every.left_least.median, every.left_most.median
    if every.courses > 1 and low is not None and high is not None:
        sentences.append(words("summary.median", amount=cents_within(words, low, high)))
    if every.presumed:
        sentences.append(words("summary.presumed", n=every.presumed))
    sentences.append(words("summary.before_maf"))
    return Markup().join(map(paragraph, sentences))


def amounts_table(words: Words, every: Figures) -> Markup:
    """Who pays which part of the whole list."""
    amounts = {name: words.euros(euros(it)) for name, it in every.totals._asdict().items()}
    amounts[PATIENT] = cents_amount(words, every.least, every.most)
    rows = [[words(f"advisor.total.{name}"), amounts[name]] for name in Totals._fields]
    head = [words("compare.amounts"), words("advisor.total")]
    return table(words("summary.amounts"), head, rows, kind="amounts")


def group_cells(words: Words, of: Figures) -> list[str]:
    """The figures of a group of courses."""
    return [
        words.shown(of.courses),
        words.euros(euros(of.totals.charged)),
        words.euros(euros(of.totals.reimbursed)),
        cents_amount(words, of.least, of.most),
        median_amount(words, of.left_least.median, of.left_most.median),
    ]


def show_spread(words: Words, every: Figures) -> None:
    """How what is left to pay is spread, as a chart and as a table."""
    bins = spread(every.left)
    st.html(heading(words("summary.spread"), "spread"))
    if most := usual_bin(bins):
        told = words(
            "summary.spread.reading",
            range=range_name(words, most),
            n=most.courses,
            all=words.shown(every.courses),
        )
        st.html(paragraph(told))
    st.vega_lite_chart(
        spread_numbers(words, bins), spread_spec(words.language), alt=words("summary.spread.alt")
    )
    with st.expander(words("chart.as_table"), key="spread"):
        cells = [[range_name(words, it), words.shown(it.courses)] for it in bins]
        head = [words("summary.patient"), words("summary.group")]
        st.html(table(words("summary.spread"), head, cells, kind="amounts"))


def show_at_conventioned(words: Words, figures: ListFigures) -> None:
    """Who would pay less at a conventioned kiné."""
    found = figures.whole.at_conventioned
    st.html(heading(words("summary.gain"), "elsewhere"))
    if not found.courses:
        st.html(paragraph(words("summary.gain.none")))
        return
    sentences = [
        words("summary.gain.of", n=found.courses),
        words("summary.gain.surely", n=found.surely),
    ]
    if found.maybe > found.surely:
        sentences.append(words("summary.gain.maybe", n=found.only_maybe))
    told = words(
        "summary.gain.together", amount=difference_amount(words, Ends(found.least, found.most))
    )
    st.html(paragraph(" ".join(sentences)) + paragraph(told))
    for name in told_apart(figures, BY_AT_OTHERS):
        compared = {it: of for it, of in figures.by[name].items() if of.at_conventioned.courses}
        st.html(groups_table(words, name, BESIDE_COLUMNS, compared, at_conventioned_cells))


def at_conventioned_cells(words: Words, of: Figures) -> Iterator[str]:
    """How many courses of a group would leave less to pay, and by how much."""
    found = of.at_conventioned
    yield from map(words.shown, (found.courses, found.surely, found.only_maybe))
    yield difference_amount(words, Ends(found.least, found.most))


def show_files(words: Words, name: str, key: str, make: Callable[[], pa.Table], job: Job) -> None:
    """Figures as files."""
    with st.container(horizontal=True):
        for ending in FIGURE_FILES:
            file = f"{name}.{ending}"

            def content(file: str = file) -> bytes:
                return in_memory(make(), file, way_of(job))

            download(words(f"{key}.{ending}"), f"{name}_{ending}", content, file)
