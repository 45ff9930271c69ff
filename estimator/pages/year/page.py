"""The page "My year": the courses on the left, what they cost together on the right.

The answer is rendered in a fragment; a change after which the courses look the same reruns only it.
"""

from collections.abc import Iterator, Sequence

import streamlit as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.plan import PlanResult
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.operations.counters import ESTIMATES
from estimator.pages.blocks.elements import Part, show
from estimator.pages.common.faults import reporting_faults
from estimator.pages.common.page_top import begin
from estimator.pages.estimate.answer import glance
from estimator.pages.forms import session
from estimator.pages.forms.year_courses import courses, keep_year_in_browser
from estimator.pages.year.answer import headline, notices, shared, tables
from estimator.pages.year.building_up import building_up
from estimator.pages.year.comparing import show_what_if
from estimator.pages.year.courses import ANSWER, look_of, name_of, show_courses
from estimator.pages.year.household import show_household
from estimator.pages.year.household_told import household_told
from estimator.pages.year.keep import keeping
from estimator.pages.year.opening import offer_opening, open_kept
from estimator.pages.year.plan_of import priced
from estimator.wording.plan.courses import course_names, short_names, span_of
from estimator.wording.refusals import refusal_sentence


def page() -> None:
    """Ask, price, show."""
    session.resend_values()
    words = begin("year")
    open_kept(words)
    session.begin_form()
    left, right = st.columns([5, 7], gap="large")
    with left:
        look = look_of(words)
        show_courses(words)
        offer_opening(words)
    if look_of(words) != look:
        st.rerun()  # the browser sent answers that only the lost server had received
    with right:
        answer(words)
    session.end_form(look)


@st.fragment(key=ANSWER)
def answer(words: Words) -> None:
    """What the year costs, or what to correct before that can be said."""
    with reporting_faults("year", words.language):
        if courses():
            price(words)
        keep_year_in_browser()


def price(words: Words) -> None:
    """The amounts, or the courses that have none."""
    try:
        found = priced(courses())
    except InvalidAnswer as too_many:
        st.error(refusal_sentence(words, too_many))
        st.info(words("year.waiting"))
        return
    if isinstance(found, list):
        for place, refusal in found:
            sentence = refusal_sentence(words, refusal)
            name = name_of(words, place, courses()[place])
            st.error(words("year.about", courses=name, sentence=sentence))
        st.info(words("year.waiting"))
        return
    with st.container(key="answer"):
        show([headline(words, found, tariffs().book)])
    short = short_names(words, found.planned)
    show(parts(words, found, short))
    show_household(words, found, tariffs().book)
    show_what_if(words, found, short, tariffs())
    show(keeping(words, found.planned, household_told(min(found.by_year))))
    ESTIMATES.add("year", words.language)


def parts(words: Words, plan: PlanResult, short: Sequence[str]) -> Iterator[Part]:
    """What stands below the amount."""
    book = tariffs().book
    yield glance(words, span_of(plan.costs, "patient"))
    yield from shared(words, plan)
    yield from tables(words, plan, course_names(words, book, plan.planned))
    yield from building_up(words, plan, short)
    yield from notices(words, plan, short, book)
