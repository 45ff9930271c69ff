"""The first page: a person's situation in, what is left to pay out. Reads like the page itself.

Questions and answer are parts that Streamlit draws alone: a change that leaves the questions as
they are has the answer drawn only.
"""

from collections.abc import Iterator

import streamlit as st
from streamlit.errors import StreamlitInvalidLayoutContextError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.ranges import BothKinds, both_kinds, to_correct
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.operations.counters import ESTIMATES
from estimator.pages.common.elements import Part, Piece, Ready, pieces
from estimator.pages.common.faults import ESTIMATE, told
from estimator.pages.common.language import choose_language
from estimator.pages.common.look import dress
from estimator.pages.estimate.answer import comparison, glance, headline, narrowing
from estimator.pages.estimate.building_up import building_up
from estimator.pages.estimate.details import items, notices, sources, warnings
from estimator.pages.estimate.drawn_form import ANSWER, QUESTIONS, DrawnForm, Told
from estimator.pages.estimate.fee_curve import fee_asked
from estimator.pages.estimate.keep import keeping
from estimator.pages.estimate.maf import retold_maf, show_maf
from estimator.pages.estimate.questions import ask, new_form, place, read_silently, reread
from estimator.pages.estimate.standing import draw, known
from estimator.pages.estimate.together import together
from estimator.pages.estimate.turns import Turns
from estimator.pages.estimate.who_pays import who_pays
from estimator.pages.forms.form import Form
from estimator.pages.forms.link_answers import take_answers_from_address
from estimator.pages.forms.presets import presets_asked
from estimator.pages.forms.set_here import all_heard, set_again
from estimator.wording.refusals import refusal_sentence

#: Runs of this page are short; those of an advisor's lists may be long, and wait for nobody.
TURNS = Turns()
#: Sessions of a course that takes longer to tell than anybody should wait for somebody else.
LONG = 120


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
        drawn.told = None
        with_questions = drawn.first_time()
        in_sight = with_questions or all_heard()
        try:
            form = reread(words, tariffs(), drawn.places)
        except StreamlitInvalidLayoutContextError:
            st.rerun()  # the run that drew the questions was cut off before it drew their places
        refused = refuse(form)
        if not (with_questions or (in_sight and drawn.holds(form))):
            st.rerun()
        if refused:
            st.info(words("answer.waiting", n=len(refused)))
            return
        if form.nothing_billed:
            st.info(words("hint.nursing_bed"))
            return
        drawn.told = show(answer_to(form), form)
        count(form)


def retold() -> list[ForwardMsg] | None:
    """What has the browser tell the answer to other answers of the person; None where that takes
    more than other pieces in the places of those that stand."""
    drawn: DrawnForm | None = st.session_state.get(QUESTIONS)
    if drawn is None or drawn.told is None or not all_heard():
        return None
    words, book = drawn.told.words, tariffs().book
    form = read_silently(words, tariffs())
    if not drawn.holds(form) or form.nothing_billed:
        return None
    if to_correct(form.answers, form.unknown, tariffs(), clock.today()) or long(form):
        return None
    found = answer_to(form)
    counter = retold_maf(form.anew(), found.own, book, drawn.told.maf)
    above, between, below = sections(found, form)
    if counter is None or not known([*above, *between, *counter, *below]):
        return None
    messages = [*drawn.told.again([above, between, counter, below])]
    if drawn.told.placed != form.placed:
        messages = [*place(form, tariffs(), drawn.told.rooms), *messages]
        drawn.told.placed = form.placed
    count(form)
    return messages


def long(form: Form) -> bool:
    """Whether telling the answer would keep others waiting; runs that take long make room."""
    return int(form.answers["sessions"]) > LONG


def refuse(form: Form) -> list[InvalidAnswer]:
    """The answers that won't do; says beside each question what to change."""
    refused = to_correct(form.answers, form.unknown, tariffs(), clock.today())
    for refusal in refused:
        form.refuse(refusal.field, refusal_sentence(form.words, refusal))
    return refused


def answer_to(form: Form) -> BothKinds:
    """What the course costs, at both kinds of kiné."""
    return both_kinds(form.answers, form.unknown, tariffs(), clock.today())


def count(form: Form) -> None:
    """One estimate more."""
    ESTIMATES.add("embed" if st.context.is_embedded else ESTIMATE, form.words.language)


def show(found: BothKinds, form: Form) -> Told:
    """The answer, from the amount that counts down to the texts it comes from."""
    above, between, below = sections(found, form)
    with st.container(key="answer"):
        first = draw(above)
    with st.container():  # pieces come and go, and what stands below keeps its place
        then = draw(between)
    maf = show_maf(new_form(form.words), found.own, tariffs().book)
    standing = first, then, maf.pieces if maf else [], draw(below)
    return Told(form.words, form.placed, form.rooms, maf, standing)


def sections(found: BothKinds, form: Form) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The pieces of the answer: the amount, why, and what can be kept."""
    words = form.words
    return (
        [Ready(headline(words, found.own, tariffs().book))],
        [*pieces(parts(words, found))],
        [*pieces(keeping(words, form))],
    )


def parts(words: Words, found: BothKinds) -> Iterator[Part]:
    """What stands below the amount."""
    own, book = found.own, tariffs().book
    yield glance(words, own)
    yield from narrowing(words, own)
    yield from warnings(words, own)
    yield comparison(words, found, book)
    yield from building_up(words, found)
    yield from who_pays(words, found)
    yield from fee_asked(words, found, tariffs())
    yield from notices(words, own, book)
    yield items(words, own, book)
    yield sources(words, own)
