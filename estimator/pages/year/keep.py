"""Keep a plan: on paper, as a table, as a file, as a link on request; and open one that was kept.

As on the estimate page, files come by a plain form from server/kept_files.py.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from estimator.documents.kept_form import (
    ANSWERS,
    FILE,
    KEEP,
    PAGE,
    PLAN_ITEMS,
    PLAN_ITSELF,
    PLAN_PAPER,
    YEAR,
)
from estimator.documents.link import LANGUAGE
from estimator.documents.plan_file import (
    HOUSEHOLD,
    MOST_BYTES,
    NOTHING_TOLD,
    Told,
    UnreadablePlan,
    plan_document,
    plan_refusal,
    plan_told,
    planned_from,
)
from estimator.documents.plan_link import PLAN, packed, plan_query, unpacked
from estimator.engine.model.plan import CourseRefused, PlannedCourse
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.pages.blocks.elements import show
from estimator.pages.blocks.html import buttons, folded, heading, paragraph, to_copy
from estimator.pages.forms.session import FIXED

#: Keys: the file to open, which file was opened last, and a plan that another page wants opened.
TO_READ, LAST_READ, TO_OPEN = f"{FIXED}plan", f"{FIXED}plan_read", f"{FIXED}plan_to_open"
#: The least that Streamlit can be told.
MEGABYTE = 1
#: The files, each with its name in the catalogues.
FILES = {PLAN_PAPER: "paper", PLAN_ITEMS: "table", PLAN_ITSELF: "itself"}


class OpenedPlan(NamedTuple):
    """A plan that was kept: its courses, and what was told of the household."""

    planned: tuple[PlannedCourse, ...]
    household: Told


def keep(words: Words, planned: Sequence[PlannedCourse], household: Told = NOTHING_TOLD) -> None:
    """What can be kept of a plan that can be priced, and below it the way to open one again."""
    if planned:
        show(keeping_plan(words, plan_told(planned, household), page_address()))
    with st.expander(words("plan_paper.open"), key="open-plan"):
        st.html(paragraph(words("plan_paper.open.what")))
        st.file_uploader(
            words("plan_paper.open.file"), "json", key=TO_READ, max_upload_size=MEGABYTE
        )


def keeping_plan(words: Words, told: Told, page: str) -> Iterator[Markup]:
    """The files, and the link; `page` is the address of the server."""
    yield heading(words("plan_paper.heading"), "keep")
    yield paragraph(words("plan_paper.what"))
    sent = {ANSWERS: f"{LANGUAGE}={words.language}", PLAN: packed(told), PAGE: page}
    each = ((file, words(f"plan_paper.{name}")) for file, name in FILES.items())
    yield buttons(KEEP, sent, FILE, each)
    yield paragraph(words("plan_paper.link.what"))
    yield folded(words("plan_paper.link"), own_link(words, told, page), "own-link")
    yield paragraph(words("page.limits"), "small")


def own_link(words: Words, told: Told, page: str) -> Markup:
    """The link to copy, or why there is none."""
    try:
        address = f"{page}{YEAR}?{plan_query(told, words.language)}"
    except UnreadablePlan as refused:
        return paragraph(plan_refusal(words, refused))
    return to_copy(words("plan_paper.link.yours"), address)


def page_address() -> str:
    """The address of the server, as the browser knows it."""
    here = (st.context.url or "").rstrip("/").removesuffix(YEAR)
    return f"{here.rstrip('/')}/"


def opened(words: Words) -> OpenedPlan | None:
    """A plan to open now, once: from another page, from the address (which then loses it), or from
    a file. Says why one can't be opened."""
    try:
        told = told_now()
        if told is None:
            return None
        planned = planned_from(told, tariffs(), clock.today())
        return OpenedPlan(tuple(planned), told.get(HOUSEHOLD, NOTHING_TOLD))
    except (UnreadablePlan, CourseRefused) as refused:
        st.error(plan_refusal(words, refused))
        return None


def told_now() -> Told | None:
    """What a plan says that nobody has opened yet. Raises `UnreadablePlan`."""
    state = st.session_state
    if TO_OPEN in state:
        told: Told = state.pop(TO_OPEN)
        return told
    if (link := st.query_params.get(PLAN)) is not None:
        st.query_params.pop(PLAN)
        return unpacked(link)
    file = state.get(TO_READ)
    if file is None or file.file_id == state.get(LAST_READ):
        return None
    state[LAST_READ] = file.file_id
    return plan_document(file.read(MOST_BYTES + 1))
