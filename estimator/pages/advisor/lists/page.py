"""A whole list, one step after the other: its file, what is asked, ten rows, the result."""

from collections.abc import Callable

import streamlit as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.answered import Ground
from estimator.lists.first_look.look import Look
from estimator.lists.jobs import Job
from estimator.lists.opening import Opened
from estimator.locales import Words
from estimator.operations.counters import ESTIMATES
from estimator.pages.advisor.lists import state
from estimator.pages.advisor.lists.asking import (
    SHEET_ASKED,
    Asking,
    ask_sheet,
    show_questions,
)
from estimator.pages.advisor.lists.meanings import show_forgetting, show_meanings
from estimator.pages.advisor.lists.preview import show_preview
from estimator.pages.advisor.lists.results import show_result
from estimator.pages.advisor.lists.state import GivenList
from estimator.pages.advisor.lists.upload import (
    read_again,
    show_progress,
    show_stopped,
    show_upload,
)
from estimator.pages.advisor.lists.what_if import keep_choices
from estimator.pages.common.buttons import button
from estimator.wording.refusals import contract_refusal

WORTH_TRYING = ("lists_busy", "not_done")
"""The reasons of refusals that another try may mend."""


def show_lists(words: Words) -> None:
    """The file, and how far it is."""
    given = show_upload(words)
    keep_choices()
    if given:
        show_list(words, given)


def show_list(words: Words, given: GivenList) -> None:
    """The next step of a list that was given."""
    reading = given.reading
    if not reading.over:
        show_progress(words, reading, "list_page.reading", "reading")
    elif reading.refused:
        show_refusal(words, given, reading.refused)
    elif not reading.opened:
        show_stopped(words, lambda: read_again(given), "reading")
    elif not reading.opened.length:
        st.info(words("list_page.no_rows"))
    else:
        show_opened(words, given, reading.opened)


def show_refusal(words: Words, given: GivenList, refused: InvalidAnswer) -> None:
    """Why a file can't be read; the choice of a sheet where it has several."""
    if refused.reason != SHEET_ASKED:
        show_why_not(words, refused, lambda: read_again(given))
        return
    sheets = tuple(map(str, refused.allowed))

    def take(sheet: str) -> None:
        state.sheets_chosen()[sheets] = sheet
        read_again(given, sheet)

    if chosen := state.sheets_chosen().get(sheets):
        read_again(given, chosen)
        st.rerun()
    ask_sheet(words, "sheet", sheets, take)


def show_why_not(words: Words, refused: InvalidAnswer, again: Callable[[], None]) -> None:
    """Why something can't be done; a way to try again where that may help."""
    st.error(contract_refusal(words, refused))
    if refused.reason in WORTH_TRYING:
        button(words, words("list_page.again"), "again_no_room", again)


def show_opened(words: Words, given: GivenList, opened: Opened) -> None:
    """What is asked of a list that was read; then its preview, or its result."""
    opened = state.with_mended(given, opened)
    state.look_at_columns(given)
    if given.refused:
        st.error(contract_refusal(words, given.refused))
        if given.heads in state.remembered():
            show_forgetting(words, given)
    if not given.look:
        return
    asking = Asking(words, given, given.look, opened.chunks[:2][-1])
    if given.look.questions:
        show_questions(asking)
    show_meanings(asking)
    if not given.look.questions:
        show_estimating(asking, opened)


def show_estimating(asking: Asking, opened: Opened) -> None:
    """The button that estimates the list, and what was read of it; then how far the estimate is;
    then the result."""
    words, given, look, _ = asking

    def start() -> None:
        state.end_job(given)
        given.job, given.again = Job(opened, ground(words, look)), False

    if given.again or (given.job and is_in_another_language(given.job, words)):
        start()
    job = given.job
    if job is None:
        button(words, words("list_page.start"), "start", start)
        show_preview(asking)
    elif not job.over:
        show_progress(words, job, "list_page.working", "job")
    elif job.refused:
        show_why_not(words, job.refused, start)
    elif job.rows is None:
        show_stopped(words, start, "job")
    else:
        if given.counted is not job:
            ESTIMATES.add("advisor", words.language, job.done)
            given.counted = job
        show_result(words, given, job)


def ground(words: Words, look: Look) -> Ground:
    """What the rows of the list are estimated on."""
    return Ground(tariffs(), words, clock.today(), look.columns)


def is_in_another_language(job: Job, words: Words) -> bool:
    """Whether the errors of a result are in another language than the page."""
    return job.over and bool(job.rows) and job.errors > 0 and job.language != words.language
