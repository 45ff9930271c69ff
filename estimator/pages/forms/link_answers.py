"""The answers that a link carries: taken from the address once, at the start of a session."""

from collections.abc import Mapping

import streamlit as st

from estimator.documents.link import answers_from
from estimator.embed.presets import PATIENTS
from estimator.engine.model.case import FIELDS, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.pages.forms.first_answers import ORDINARY_BED
from estimator.pages.forms.form import TAKE_UNKNOWN, UNKNOWN, Answer
from estimator.pages.forms.session import TYPED, put

TAKEN = "address_taken"


def take_answers_from_address() -> None:
    """Fills the answers in, and takes them out of the address again.

    Without a patient's answer among them they are what a practice says of itself, and stay.
    """
    if st.session_state.setdefault(TAKEN, False):
        return
    st.session_state[TAKEN] = True
    query = st.query_params.to_dict()
    if PATIENTS.isdisjoint(query):
        return
    take(answers_from(query))
    for field in FIELDS:
        st.query_params.pop(field, None)


def take(answers: Mapping[str, str]) -> None:
    """Fills answers in; who is priced by the codes of rest homes lives in one."""
    read = {field: held(field, given) for field, given in answers.items()}
    if answers.get("setting") == Setting.ELDERLY_HOME:
        read["rest_home"] = ORDINARY_BED
    put({field: answer for field, answer in read.items() if answer is not None})


def held(field: str, given: str) -> Answer | None:
    """An answer as its question holds it; None for what the question can't hold."""
    if given == UNKNOWN:
        return given if field in TAKE_UNKNOWN else None
    try:
        answer: Answer = FIELDS[field].read(given)
    except InvalidAnswer:
        return None
    return answer if field in TYPED else given.strip().lower()
