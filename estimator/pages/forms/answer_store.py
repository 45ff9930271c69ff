"""Answers from outside the form: from a link, from a scenario, or from the browser, which keeps
the answers of the visit in sessionStorage (docs/privacy.md says what is stored).

A reload or a switch to another server starts a new session. Its page is first rendered with the
default answers; then the browser sends back the answers that it kept, once.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from estimator.documents.link import answers_from
from estimator.embed.presets import ALSO_ANSWERS, PATIENTS, SPECIAL_HOURS, WHO
from estimator.engine.model.case import Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS, TRUTH, Count, one_of
from estimator.engine.model.payment import ASKED
from estimator.engine.model.situations import (
    LONGEST_QUERY,
    PATHOLOGY,
    SETTING,
    answers_of_condition,
)
from estimator.environment.tariffs_in_use import tariffs
from estimator.pages.forms.first_answers import BILLERS, FOUND, REST_HOME, SEARCH
from estimator.pages.forms.form import (
    TAKE_UNKNOWN,
    UNKNOWN,
    Answer,
    Answers,
    wish_of,
)
from estimator.pages.forms.session import FIXED, TYPED, prefill
from estimator.pages.forms.tab_storage import Entry, keep_text

ANSWERS = Entry("kine-answers", f"{FIXED}kept", 2000)
#: Answers were opened in this visit, by a link or from a scenario: they win over those kept before.
OPENED = f"{FIXED}opened"
TAKEN = "address_taken"
#: The fields of a link whose answers can't be used.
DROPPED = f"{FIXED}dropped"
#: Stored with the answers: their format. Answers stored in another format are ignored.
VERSION = ("version", "1")
#: Their options depend on other answers: what the person chose last counts, possible now or not.
WISHED = frozenset({"setting", "service"})


def read_condition(_: str, given: object) -> str:
    """A group, or the code of a situation, as it was given."""
    answers_of_condition(given, tariffs().book.situations)
    return str(given)


#: How every question of the page is read, including those that are not fields of a case.
QUESTIONS: Mapping[str, Callable[[str, object], Any]] = MappingProxyType(
    {
        **{name: field.kind.read for name, field in ASKED.items()},
        "pathology": read_condition,
        FOUND: read_condition,
        SEARCH: lambda _, given: str(given)[:LONGEST_QUERY],
        "biller": partial(one_of, BILLERS),
        WHO: lambda _, given: given,
        SPECIAL_HOURS: TRUTH.read,
        "maf_band": Count(0, 99).read,
        "maf_counted": EUROS.read,
    }
)


def take_answers_from_address() -> None:
    """Opens the answers of a link, and takes them out of the address again.

    An address without any patient's answer holds only a practice's presets; they stay there.
    """
    if st.session_state.setdefault(TAKEN, False):
        return
    st.session_state[TAKEN] = True
    query = st.query_params.to_dict()
    if PATIENTS.isdisjoint(query):
        return
    answers = answers_from(query)
    open_answers(answers)
    st.session_state[DROPPED] += [it for it in ASKED if query.get(it) and it not in answers]
    for field in {*ASKED, *ALSO_ANSWERS}:
        st.query_params.pop(field, None)


def open_answers(answers: Mapping[str, str]) -> None:
    """Fills answers in, over kept ones. The setting `elderly_home` implies an ordinary bed."""
    placed = with_place(answers)
    home = {"biller": REST_HOME} if placed.get("setting") == Setting.ELDERLY_HOME else {}
    fill_in({**placed, **home})
    st.session_state[OPENED] = True
    st.session_state[DROPPED] = [
        field
        for field, given in answers.items()
        if answer_from(field, given) is None or (field == SETTING and placed[field] != given)
    ]


def with_place(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers; in place of the code of the day hospital, what it stands for."""
    with suppress(InvalidAnswer):
        found = answers_of_condition(answers.get(PATHOLOGY, ""), tariffs().book.situations)
        if SETTING in found:
            return {**answers, **{name: str(found[name]) for name in (PATHOLOGY, SETTING)}}
    return dict(answers)


def keep_in_browser(first_answers: Answers) -> None:
    """Has the browser keep the answers given so far."""
    given = answers_given(first_answers)
    text = urlencode([VERSION, *given.items()]) if given else ""
    keep_text(ANSWERS, text, partial(take_back, given), settled=OPENED in st.session_state)


def take_back(given: Mapping[str, str], text: str) -> None:
    """Fills in what the browser kept, but no question that was answered meanwhile."""
    kept = dict(parse_qsl(text))
    if VERSION in kept.items():
        fill_in({field: it for field, it in kept.items() if field not in given})
        st.rerun()


def answers_given(first_answers: Answers) -> dict[str, str]:
    """The answers of the page that differ from the first ones."""
    state = st.session_state
    held = {field: state.get(field, first) for field, first in first_answers.items()}
    held |= {field: state[wish_of(field)] for field in WISHED if wish_of(field) in state}
    return {field: str(it) for field, it in held.items() if it not in (None, first_answers[field])}


def fill_in(answers: Mapping[str, str]) -> None:
    """Sets answers before their widgets are rendered; skips those that no widget can hold."""
    read = {field: answer_from(field, given) for field, given in answers.items()}
    prefill({field: answer for field, answer in read.items() if answer is not None})


def answer_from(field: str, given: str) -> Answer | None:
    """An answer as its question holds it; None for what the question can't hold."""
    if given == UNKNOWN:
        return given if field in TAKE_UNKNOWN else None
    try:
        answer: Answer = QUESTIONS[field](field, given)
    except (KeyError, InvalidAnswer):
        return None
    return answer if field in TYPED or field == SEARCH else given.strip().lower()
