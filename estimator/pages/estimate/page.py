"""The estimate page: asks about a person's situation and shows what is left to pay.

The answer is rendered in a fragment. A change after which the form looks the same reruns only
that fragment; any other change reruns the page. So does the first change from a browser whose
server was lost, because the new server does not know the fragment yet.
"""

from collections.abc import Iterator
from contextlib import suppress
from threading import Semaphore
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitAPIException

from estimator.engine.answers import payment_from
from estimator.engine.payment import Settlement, settlement_of
from estimator.engine.ranges import BothKinds, both_kinds
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words, words
from estimator.operations.counters import ESTIMATES
from estimator.pages.blocks.elements import Part, show
from estimator.pages.common.faults import ESTIMATE, reporting_faults
from estimator.pages.common.language import language_so_far
from estimator.pages.common.page_top import begin
from estimator.pages.estimate.answer import comparison, glance, headline, narrowing
from estimator.pages.estimate.building_up import building_up
from estimator.pages.estimate.details import items, notices, sources, warnings
from estimator.pages.estimate.fee_curve import fee_asked
from estimator.pages.estimate.keep import keeping
from estimator.pages.estimate.maf import counter, maf_form
from estimator.pages.estimate.payment import payer_headline, payer_parts, payment
from estimator.pages.estimate.payment_questions import another_pays
from estimator.pages.estimate.questions import form_of
from estimator.pages.estimate.to_year import add_button, year_offered
from estimator.pages.estimate.who_pays import who_pays
from estimator.pages.forms import session
from estimator.pages.forms.answer_store import DROPPED, keep_in_browser, take_answers_from_address
from estimator.pages.forms.form import Form
from estimator.pages.forms.presets import presets_asked
from estimator.pages.forms.widgets import draw, draw_fold
from estimator.wording.amounts import results_of

#: Runs of this page take turns, first come, first served. Python executes one thread at a time in
#: any case; runs that share the processor in slices would all end late.
TURN = Semaphore()
#: The key of the answer's fragment.
ANSWER = "answer"
#: The session key under which the page, or `changed`, passes the forms to the fragment.
MADE = f"{session.FIXED}made"


class Forms(NamedTuple):
    """The questions about the course, and those about the household where there is an estimate."""

    course: Form
    maf: Form | None

    @property
    def look(self) -> object:
        """Equal where both look the same."""
        return self.course.look, self.maf and self.maf.look


class Places(NamedTuple):
    """Containers outside the fragment that the answer also fills: `maf` below the household's
    questions (None if these are not shown), `keeping` at the end of the page."""

    maf: DeltaGenerator | None
    keeping: DeltaGenerator


def page() -> None:
    """Ask, estimate, show."""
    take_answers_from_address()
    session.resend_values()
    say = begin("page", presets_asked().practice.languages)
    if dropped := st.session_state.get(DROPPED):
        fields = ", ".join(say(f"field.{field}") for field in dropped)
        st.warning(say("link.dropped", fields=fields))
    ask_and_answer(say)


def ask_and_answer(say: Words) -> None:
    """The questions on the left, the answer on the right."""
    session.begin_form()
    st.session_state.pop(MADE, None)
    left, right = st.columns([5, 7], gap="large")
    with TURN:
        forms = forms_of(say)
        with left:
            ask(forms.course)
        with right:
            above = st.container()
            places = Places(ask_about_maf(forms.maf), st.container())
        rendered = forms_of(say)
        if rendered.look != forms.look:
            st.rerun()  # the browser sent answers that only the lost server had received
    st.session_state[MADE] = rendered
    with above:
        answer(say, places)
    session.end_form(forms.look)


def forms_of(say: Words) -> Forms:
    """The forms that fit the answers in the session."""
    today = st.session_state.setdefault(f"{session.FIXED}came", clock.today())
    form = form_of(say, tariffs(), presets_asked(), session.widget_values(), today)
    no_maf = form.refused or form.billed_elsewhere or another_pays(form)
    return Forms(form, None if no_maf else maf_form(form, tariffs().book))


def ask(form: Form) -> None:
    """Renders the questions about the course, and what the practice says in place of some."""
    session.apply_choices(form.choices)
    draw(form, form.items, changed)


def ask_about_maf(maf: Form | None) -> DeltaGenerator | None:
    """Renders the household's questions; returns the container below them, None if not shown."""
    if maf is None:
        return None
    session.apply_choices(maf.choices)
    (fold,) = maf.folds
    expander = draw_fold(maf, fold, changed)
    return expander.container() if fold.items else None


def changed(field: str, options: tuple[str, ...]) -> None:
    """Called when an answer changes: reruns only the fragment if the form looks the same."""
    session.remember_wish(field, options)
    st.session_state.pop(MADE, None)
    st.session_state.pop(DROPPED, None)
    forms = forms_of(words(language_so_far()))
    if session.shows(forms.look):
        st.session_state[MADE] = forms
        with suppress(StreamlitAPIException):  # the server doesn't know the fragment
            st.rerun(ANSWER)


@st.fragment(key=ANSWER)
def answer(say: Words, places: Places) -> None:
    """What the course costs, or what to correct before that can be said."""
    with TURN, reporting_faults(ESTIMATE, say.language):
        form, maf = st.session_state.pop(MADE, None) or forms_of(say)
        for field, sentence in form.refused.items():
            if not form.in_sight(field):
                st.error(sentence)
        if form.refused:
            st.info(say("answer.waiting", n=len(form.refused)))
        elif form.billed_elsewhere:
            st.info(say(f"hint.biller.{form.billed_elsewhere}"))
        else:
            estimate(form, maf, places)
        keep_in_browser(form.first_answers)


def estimate(form: Form, maf: Form | None, places: Places) -> None:
    """The answer, from the amount that counts down to what can be kept."""
    say, book = form.words, tariffs().book
    found = both_kinds(form.answers, form.unknown, tariffs(), clock.today())
    settlement = settlement_of(results_of(found.own), payment_from(form.answers), book)
    instead = settlement.payment.another_pays
    with st.container(key="answer"):
        if instead:
            show([payer_headline(say, found.own, settlement, book)])
        else:
            show([headline(say, found.own, settlement, book, example=form.untouched)])
    show(payer_parts(say, settlement, found.own) if instead else parts(say, found, settlement))
    if maf and places.maf:
        with places.maf:
            show([counter(maf, found.own, book)])
    with places.keeping:
        show([*keeping(say, form, found.own), *year_offered(say, form)])
        add_button(say, form)
    ESTIMATES.add("embed" if st.context.is_embedded else ESTIMATE, say.language)


def parts(say: Words, found: BothKinds, settlement: Settlement) -> Iterator[Part]:
    """What stands below the amount."""
    own, book = found.own, tariffs().book
    insured = settlement.payment.insurance_percent
    yield glance(say, settlement.total.left_after if insured else own.span("patient"))
    yield from narrowing(say, own)
    yield from warnings(say, own)
    yield comparison(say, found, book)
    yield payment(say, settlement)
    yield from building_up(say, found)
    yield from who_pays(say, found)
    yield from fee_asked(say, found, tariffs())
    yield from notices(say, own, book)
    yield items(say, own, book)
    yield sources(say, own)
