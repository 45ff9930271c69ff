"""The first page: a person's situation in, what is left to pay out. Reads like the page itself."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from estimator import compare, tariffs
from estimator.engine.answers import case_from, refusals
from estimator.engine.errors import InvalidAnswer
from estimator.engine.result import Comparison
from estimator.locales import Words
from estimator.web import clock
from estimator.web.answer import show_building_up, show_comparison, show_glance, show_left_to_pay
from estimator.web.details import show_items, show_notices, show_sources
from estimator.web.form import YES, Form
from estimator.web.language import choose_language
from estimator.web.look import dress
from estimator.web.presets_asked import presets_asked
from estimator.web.questions import ask
from estimator.web.refusals import refusal_sentence


def page() -> None:
    """Ask, compare, show."""
    dress()
    words = choose_language(presets_asked().languages)
    st.set_page_config(page_title=words("page.title"))
    st.title(words("page.title"), anchor=False)
    st.markdown(words("page.intro"))
    left, right = st.columns([5, 7], gap="large")
    with left:
        form = ask(words, tariffs())
        glance = st.container(key="glance")
    with right:
        if comparison := comparison_of(form):
            show(words, comparison, form.answers["conventioned"] == YES, glance)


def comparison_of(form: Form) -> Comparison | None:
    """What the answers cost at both kinds of kiné; none while an answer won't do."""
    refused = refusals(form.answers, tariffs(), clock.today())
    if not refused:
        try:
            return compare(case_from(form.answers, tariffs(), clock.today()))
        except InvalidAnswer as without_fee_to_compare_with:
            refused = [without_fee_to_compare_with]
    refuse(form, refused)
    return None


def refuse(form: Form, refused: list[InvalidAnswer]) -> None:
    """Says beside each question what to change, and in place of the answer that it waits."""
    for refusal in refused:
        form.refuse(refusal.field, refusal_sentence(form.words, refusal))
    st.info(form.words("answer.waiting", n=len(refused)))


def show(words: Words, comparison: Comparison, conventioned: bool, glance: DeltaGenerator) -> None:
    """The answer, from the amount that counts down to the texts it comes from."""
    own = comparison.conventioned if conventioned else comparison.non_conventioned
    show_glance(words, own, glance)
    show_left_to_pay(words, own)
    show_comparison(words, comparison, own)
    show_building_up(words, comparison)
    show_notices(words, own, tariffs().book)
    show_items(words, own, tariffs().book)
    show_sources(words, own)
    st.caption(words("page.limits"))
