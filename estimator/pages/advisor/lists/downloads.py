"""The files of a result: CSV first, as it is ready at once; a long one as Excel on request."""

from functools import partial

import streamlit as st

from estimator.lists.examples import FRENCH_WAY, in_memory
from estimator.lists.files.column_format import ColumnFormat
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.formats import ending_of
from estimator.lists.jobs import Job
from estimator.lists.layout.kinds import ANNOUNCED, TEXT
from estimator.lists.results.making import Making
from estimator.lists.results.own_formats import own_formats
from estimator.locales import Words
from estimator.pages.advisor.lists.state import begin_making, making_of
from estimator.pages.advisor.lists.upload import show_progress
from estimator.pages.blocks.html import paragraph
from estimator.pages.common.buttons import button, download
from estimator.wording.refusals import contract_refusal

AT_ONCE = 5_000
"""Rows of an Excel file that is made when its button is pressed."""
EXCEL = "xlsx"
ENDINGS = ("csv", EXCEL, "parquet")


def show_downloads(words: Words, job: Job) -> None:
    """The list with its results."""
    making = making_of(job)
    long = job.rows is not None and len(job.rows) > AT_ONCE
    if long:
        st.html(paragraph(words("list_results.csv_first")))
    with st.container(horizontal=True):
        for ending in ENDINGS:
            if ending == EXCEL and long:
                show_excel(words, job, making)
            else:
                make = partial(in_memory, job.rows, name_of(ending), *look_of(job))
                download(words(f"advisor.{ending}"), f"result_{ending}", make, name_of(ending))
    if making and making.refused:
        st.error(contract_refusal(words, making.refused))
    elif making and not making.over:
        show_progress(words, making, "list_results.making", "making")


def show_excel(words: Words, job: Job, making: Making | None) -> None:
    """The button that begins the Excel file; once it is made, the file."""
    if making and (content := making.content) is not None:
        download(words(f"advisor.{EXCEL}"), f"result_{EXCEL}", lambda: content, name_of(EXCEL))
        return

    def begin() -> None:
        begin_making(Making(job.rows, name_of(EXCEL), *look_of(job)))

    at_work = making is not None and not making.over
    button(words, words("list_results.prepare"), "prepare_excel", begin, disabled=at_work)


def look_of(job: Job) -> tuple[Dialect, dict[str, ColumnFormat]]:
    """How the list was written, and how its columns look."""
    return way_of(job), own_formats(job.opened.formats, job.ground.columns)


def way_of(job: Job) -> Dialect:
    """How text is written: like a list that is text, else as Excel in Belgium opens it."""
    is_text = ANNOUNCED[ending_of(job.opened.name)] == TEXT
    return job.opened.dialect if is_text else FRENCH_WAY


def name_of(ending: str) -> str:
    """What the file is called."""
    return f"result.{ending}"
