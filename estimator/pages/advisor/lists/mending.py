"""The wrong rows of a list, to take away, mend and bring back."""

from functools import partial

import streamlit as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.errors.wrong_rows import NUMBER, WHY
from estimator.lists.examples import in_memory
from estimator.lists.jobs import Job
from estimator.lists.opening import Mending
from estimator.locales import Words
from estimator.pages.advisor.lists.asking import SHEET_ASKED, ask_sheet
from estimator.pages.advisor.lists.downloads import way_of
from estimator.pages.advisor.lists.state import GivenList
from estimator.pages.advisor.lists.upload import MOST_MEGABYTES, TYPES, show_progress
from estimator.pages.blocks.html import heading
from estimator.pages.common.buttons import download
from estimator.pages.forms.session import FIXED
from estimator.wording.refusals import contract_refusal

CORRECTED = f"{FIXED}corrected"
"""Key of the widget that takes the corrected file."""
TAKEN_AS = ("csv", "xlsx")


def show_mending(words: Words, given: GivenList, job: Job) -> None:
    """The rows with an error to take, and where to bring them back corrected."""
    if not (job.errors or given.replaced):
        return
    st.html(heading(words("list_mend.title"), "mend"))
    if given.replaced:
        show_replaced(words, given, job)
    if job.errors:
        show_wrong_rows(words, job)
    st.file_uploader(
        words("list_mend.bring"),
        TYPES,
        key=CORRECTED,
        max_upload_size=MOST_MEGABYTES,
        on_change=take_corrected,
        args=(given,),
    )
    if given.mending:
        show_progress(words, given.mending, "list_page.reading", "mending")
    elif given.not_mended:
        show_refused(words, given, given.not_mended)


def show_replaced(words: Words, given: GivenList, job: Job) -> None:
    """How many rows were replaced, and how many errors are left."""
    told = words("list_mend.replaced", n=given.replaced)
    if job.errors:
        st.info(f"{told} {words('list_mend.left', n=job.errors)}")
    else:
        st.success(f"{told} {words('list_mend.none_left')}")


def show_wrong_rows(words: Words, job: Job) -> None:
    """How to mend the rows, and the files that hold them."""
    st.markdown(words("list_mend.how", number=NUMBER, why=WHY))
    with st.container(horizontal=True):
        for ending in TAKEN_AS:
            name = f"wrong.{ending}"
            download(
                words(f"list_mend.{ending}"), f"wrong_{ending}", partial(made, job, name), name
            )


def made(job: Job, name: str) -> bytes:
    """The rows with an error as a file; a text is like that of the list, or as Belgium has it."""
    return in_memory(job.wrong_rows(), name, way_of(job))


def take_corrected(given: GivenList, sheet: str = "") -> None:
    """Begins to read the corrected file that was given; ends the one before."""
    if given.mending:
        given.mending.cancel()
    given.mending = given.not_mended = None
    file, opened = st.session_state[CORRECTED], given.reading.opened
    if file and opened:
        given.mending = Mending(opened, file.getvalue(), file.name, sheet)


def show_refused(words: Words, given: GivenList, refused: InvalidAnswer) -> None:
    """Why the corrected file can't be taken; the choice of a sheet where it has several."""
    if refused.reason == SHEET_ASKED:
        take = partial(take_corrected, given)
        ask_sheet(words, "corrected_sheet", tuple(map(str, refused.allowed)), take)
    else:
        st.error(contract_refusal(words, refused))
