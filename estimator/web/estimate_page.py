"""The first page: a person's situation in, what is left to pay out. Reads like the page itself."""

from collections.abc import Iterator

import streamlit as st

from estimator import tariffs
from estimator.engine.errors import InvalidAnswer
from estimator.engine.prospects import Prospects, prospects, to_correct
from estimator.locales import Words
from estimator.operations.counters import ESTIMATES
from estimator.web import clock
from estimator.web.answer import comparison, glance, narrowing, show_left_to_pay
from estimator.web.building_up import building_up
from estimator.web.carried import take_answers_from_address
from estimator.web.details import items, notices, sources, warnings
from estimator.web.faults import ESTIMATE, told
from estimator.web.fee_asked import fee_asked
from estimator.web.form import Form
from estimator.web.keeping import show_keeping
from estimator.web.language import choose_language
from estimator.web.look import dress
from estimator.web.maf_counter import show_maf
from estimator.web.parts import Part, show_parts
from estimator.web.presets_asked import presets_asked
from estimator.web.questions import ask
from estimator.web.refusals import refusal_sentence
from estimator.web.turns import Turns
from estimator.web.who_pays import who_pays

#: Runs of this page are short; those of an advisor's lists may be long, and wait for nobody.
TURNS = Turns()


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
    with TURNS.taken(), told(ESTIMATE, words.language):
        left, right = st.columns([5, 7], gap="large")
        with left:
            form = ask(words, tariffs())
        with right:
            if found := prospects_of(form):
                ESTIMATES.add("embed" if st.context.is_embedded else ESTIMATE, words.language)
                show(words, found, form)


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


def show(words: Words, found: Prospects, form: Form) -> None:
    """The answer, from the amount that counts down to the texts it comes from."""
    show_left_to_pay(words, found.own)
    show_parts(parts(words, found))
    show_maf(words, found.own, form, tariffs().book)
    show_keeping(words, found, form)


def parts(words: Words, found: Prospects) -> Iterator[Part]:
    """What stands below the amount."""
    own, book = found.own, tariffs().book
    yield glance(words, own)
    yield from narrowing(words, own)
    yield from warnings(words, own)
    yield comparison(words, found)
    yield from building_up(words, found)
    yield from who_pays(words, found)
    yield from fee_asked(words, found, tariffs())
    yield from notices(words, own, book)
    yield items(words, own, book)
    yield sources(words, own)
