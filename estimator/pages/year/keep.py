"""Keep the year: on paper, as a table, as a file, as a link on request.

As on the estimate page, files come by a plain form from server/kept_files.py.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

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
from estimator.documents.plan_file import NOTHING_TOLD, Told, UnreadablePlan, plan_told
from estimator.documents.plan_link import PLAN, plan_query
from estimator.engine.model.plan import PlannedCourse
from estimator.links.packing import packed
from estimator.locales import Words
from estimator.pages.blocks.html import buttons, folded, heading, paragraph, to_copy
from estimator.pages.forms.year_courses import OURS

#: The files, each with its name in the catalogues.
FILES = {PLAN_PAPER: "paper", PLAN_ITEMS: "table", PLAN_ITSELF: "itself"}


def keeping(
    words: Words, planned: Sequence[PlannedCourse], household: Told = NOTHING_TOLD
) -> Iterator[Markup]:
    """What can be kept and what it carries, and how far an estimate goes."""
    told, page = plan_told(with_names(words, planned), household), page_address()
    yield heading(words("plan_paper.heading"), "keep")
    yield paragraph(words("plan_paper.what"))
    sent = {ANSWERS: f"{LANGUAGE}={words.language}", PLAN: packed(told), PAGE: page}
    each = ((file, words(f"plan_paper.{name}")) for file, name in FILES.items())
    yield buttons(KEEP, sent, FILE, each)
    yield paragraph(words("plan_paper.link.what"))
    yield folded(words("plan_paper.link"), own_link(words, told, page), "own-link")
    yield paragraph(words("keeping.print"), "aside")
    yield paragraph(words("page.limits"), "small")


def own_link(words: Words, told: Told, page: str) -> Markup:
    """The link to copy, or why there is none."""
    try:
        address = f"{page}{YEAR}?{plan_query(told, words.language)}"
    except UnreadablePlan as refused:
        return paragraph(words(f"plan_paper.refused.{refused.reason}"))
    return to_copy(words("plan_paper.link.yours"), address)


def with_names(words: Words, planned: Sequence[PlannedCourse]) -> list[PlannedCourse]:
    """The courses, with a name to read for a condition that several share and none for the others,
    where nobody has given one."""
    courses = Counter(course.condition for course in planned)
    ours = [it for it in courses if it and it.startswith(OURS)]
    shared = [it for it in ours if courses[it] > 1]
    numbered = (words("plan_paper.problem", n=n) for n in count(1))
    free = (name for name in numbered if name not in courses)
    names = dict.fromkeys(ours) | dict(zip(shared, free, strict=False))
    return [replace(it, condition=names.get(it.condition or "", it.condition)) for it in planned]


def page_address() -> str:
    """The address of the server, as the browser knows it."""
    here = (st.context.url or "").rstrip("/").removesuffix(YEAR)
    return f"{here.rstrip('/')}/"
