"""The first page: a person's situation in, what is left to pay out. Reads like the page itself.

Questions and answer are parts that Streamlit draws alone: a change that leaves the questions as
they are has the answer drawn only.
"""

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
from estimator.web.drawn_form import ANSWER, QUESTIONS, DrawnForm
from estimator.web.faults import ESTIMATE, told
from estimator.web.fee_asked import fee_asked
from estimator.web.form import Form
from estimator.web.keeping import keeping
from estimator.web.language import choose_language
from estimator.web.look import dress
from estimator.web.maf_counter import show_maf
from estimator.web.parts import Part, show_parts
from estimator.web.presets_asked import presets_asked
from estimator.web.questions import ask, reread
from estimator.web.refusals import refusal_sentence
from estimator.web.set_here import all_heard, set_again
from estimator.web.together import together
from estimator.web.turns import Turns
from estimator.web.who_pays import who_pays

#: Runs of this page are short; those of an advisor's lists may be long, and wait for nobody.
TURNS = Turns()


def page() -> None:
    """Ask, estimate, show."""
    take_answers_from_address()
    set_again()
    words = choose_language(presets_asked().languages)
    dress(words("page.title"))
    st.title(words("page.title"), anchor=False)
    st.markdown(words("page.intro"))
    ask_and_answer(words)


@st.fragment(key=QUESTIONS)
def ask_and_answer(words: Words) -> None:
    """What the answers decide; title, languages and links stay as they are."""
    with together(), told(ESTIMATE, words.language):
        left, right = st.columns([5, 7], gap="large")
        with TURNS.taken(), left:
            form = ask(words, tariffs())
        with right:
            refuse(form)
            answer(words, DrawnForm(form.places, form.outline))


@st.fragment(key=ANSWER)
def answer(words: Words, drawn: DrawnForm) -> None:
    """What is drawn anew when an answer changes and leaves the questions as they are."""
    with TURNS.taken(), together(), told(ESTIMATE, words.language):
        with_questions = drawn.first_time()
        in_sight = with_questions or all_heard()
        form = reread(words, tariffs(), drawn.places)
        refused = refuse(form)
        if not (with_questions or (in_sight and drawn.holds(form))):
            st.rerun()
        if refused:
            st.info(words("answer.waiting", n=len(refused)))
            return
        ESTIMATES.add("embed" if st.context.is_embedded else ESTIMATE, words.language)
        show(words, prospects(form.answers, form.unknown, tariffs(), clock.today()), form)


def refuse(form: Form) -> list[InvalidAnswer]:
    """The answers that won't do; says beside each question what to change."""
    refused = to_correct(form.answers, form.unknown, tariffs(), clock.today())
    for refusal in refused:
        form.refuse(refusal.field, refusal_sentence(form.words, refusal))
    return refused


def show(words: Words, found: Prospects, form: Form) -> None:
    """The answer, from the amount that counts down to the texts it comes from."""
    show_left_to_pay(words, found.own)
    show_parts(parts(words, found))
    show_maf(words, found.own, tariffs().book)
    show_parts(keeping(words, form))


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
