"""The way from the estimate to the page of the year, with the course; not in a frame, where the
estimate stands alone, and not where another payer than the mutuality pays."""

from collections.abc import Iterator

import streamlit as st
from markupsafe import Markup

from estimator.locales import Words
from estimator.pages.blocks.html import heading, paragraph
from estimator.pages.common.buttons import button
from estimator.pages.estimate.keep import plain
from estimator.pages.estimate.payment_questions import another_pays
from estimator.pages.forms.form import Form
from estimator.pages.forms.year_courses import MOST_COURSES, add_and_show, courses


def year_offered(words: Words, form: Form) -> Iterator[Markup]:
    """What the year is for; which questions a course needs answered."""
    if st.context.is_embedded or another_pays(form):
        return
    yield heading(words("year.title"), "my-year")
    yield paragraph(words("year.offer"))
    if form.unknown:
        fields = ", ".join(words(f"field.{field}") for field in form.unknown)
        yield paragraph(words("year.offer.unknown", fields=fields))
    elif len(courses()) >= MOST_COURSES:
        yield paragraph(words("year.full", n=MOST_COURSES))


def add_button(words: Words, form: Form) -> None:
    """Adds the course, and goes there."""
    full = len(courses()) >= MOST_COURSES
    if st.context.is_embedded or another_pays(form) or form.unknown or full:
        return
    answers = {field: plain(field, given) for field, given in form.answers.items()}
    button(words, words("year.offer.add"), "to_year", add_and_show, answers)
