"""The first page: a person's situation in, what is left to pay out. Reads like the page itself."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from estimator import tariffs
from estimator.engine.errors import InvalidAnswer
from estimator.engine.prospects import Prospects, prospects, to_correct
from estimator.locales import Words
from estimator.operations.counters import ESTIMATES
from estimator.web import clock
from estimator.web.answer import show_comparison, show_glance, show_left_to_pay, show_narrowing
from estimator.web.building_up import show_building_up
from estimator.web.carried import take_answers_from_address
from estimator.web.details import show_items, show_notices, show_sources, show_warnings
from estimator.web.faults import ESTIMATE, told
from estimator.web.fee_asked import show_fee_asked
from estimator.web.form import Form
from estimator.web.keeping import show_keeping
from estimator.web.language import choose_language
from estimator.web.look import dress
from estimator.web.maf_counter import show_maf
from estimator.web.presets_asked import presets_asked
from estimator.web.questions import ask
from estimator.web.refusals import refusal_sentence
from estimator.web.who_pays import show_who_pays


def page() -> None:
    """Ask, estimate, show."""
    take_answers_from_address()
    words = choose_language(presets_asked().languages)
    dress(words("page.title"))
    st.title(words("page.title"), anchor=False)
    st.markdown(words("page.intro"))
    ask_and_answer(words)


@st.fragment
def ask_and_answer(words: Words) -> None:
    """What is drawn anew when an answer changes; title, languages and links stay as they are."""
    with told(ESTIMATE, words.language):
        left, right = st.columns([5, 7], gap="large")
        with left:
            form = ask(words, tariffs())
            glance = st.container(key="glance")
        with right:
            if found := prospects_of(form):
                ESTIMATES.add("embed" if st.context.is_embedded else ESTIMATE, words.language)
                show(words, found, form, glance)


def prospects_of(form: Form) -> Prospects | None:
    """What the answers cost at both kinds of kiné; none while an answer won't do."""
    given = form.answers, form.unknown, tariffs(), clock.today()
    refused = to_correct(*given)
    if not refused:
        return prospects(*given)
    refuse(form, refused)
    return None


def refuse(form: Form, refused: list[InvalidAnswer]) -> None:
    """Says beside each question what to change, and in place of the answer that it waits."""
    for refusal in refused:
        form.refuse(refusal.field, refusal_sentence(form.words, refusal))
    st.info(form.words("answer.waiting", n=len(refused)))


def show(words: Words, found: Prospects, form: Form, glance: DeltaGenerator) -> None:
    """The answer, from the amount that counts down to the texts it comes from."""
    book = tariffs().book
    show_glance(words, found.own, glance)
    show_left_to_pay(words, found.own)
    show_narrowing(words, found.own)
    show_warnings(words, found.own)
    show_comparison(words, found)
    show_building_up(words, found)
    show_who_pays(words, found)
    show_fee_asked(words, found, tariffs())
    show_notices(words, found.own, book)
    show_items(words, found.own, book)
    show_sources(words, found.own)
    show_maf(words, found.own, form, book)
    show_keeping(words, found, form)
    st.caption(words("page.limits"))
