"""The answers given so far, by the field that each fills: kept in the session, drawn or not."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from estimator.embed.presets import Presets
from estimator.engine.ranges import OPTIONS
from estimator.pages.forms.set_here import FIXED, set_here

UNKNOWN = "unknown"
YES = "true"
NO = "false"
YES_NO = (YES, NO)
YES_NO_UNKNOWN = (UNKNOWN, *YES_NO)
YES_NO_OR_UNKNOWN = (*YES_NO, UNKNOWN)
#: Questions that take "I don't know" for an answer.
TAKE_UNKNOWN = frozenset({*OPTIONS, "travel", "intake", "report"})

Answer = str | int | date | None
FirstAnswers = Mapping[str, Answer]
State = Mapping[Any, Any]


class Given:
    """What was answered. An answer outlives the moments when its question is not shown, or when
    its option can't be chosen. What a practice has said by its presets is an answer too.

    First answers stand in the widgets, not in the session: after a server was lost the browser
    still holds what the person answered, and a value set in the new session would win over it.
    """

    def __init__(self, first_answers: FirstAnswers, presets: Presets, state: State) -> None:
        self.first_answers = first_answers
        self.presets = presets
        #: What the page holds by now: the session, or all that it held at one moment.
        self.state = state
        self.answers: dict[str, str] = {}
        self.unknown: list[str] = []
        #: Nobody bills these sessions to the patient: there is nothing to estimate.
        self.nothing_billed = False

    def fact(self, field: str) -> str:
        """Notes what a practice says of a question."""
        fact = self.presets.fact(field, self.answers)
        if fact:
            self.answers[field] = fact
        return fact

    def held(self, field: str) -> Any:
        """What a question holds, drawn or not."""
        return self.state.get(field, self.first_answers[field])

    def changed(self, field: str) -> bool:
        """Whether a question holds another answer than at first."""
        return bool(self.held(field) != self.first_answers[field])

    def wished(self, field: str) -> Answer:
        """The option that the person chose last, possible now or not."""
        chosen: Answer = self.state.get(wish_of(field), self.first_answers[field])
        return chosen

    def keep_possible(self, field: str, options: Sequence[str]) -> str:
        """The last option the person chose, if it is possible now; else the first that is."""
        possible = first_possible(self.wished(field), options)
        if self.state.get(field, possible) != possible:
            set_here(field, possible)
        return possible

    def chosen(self, field: str, options: Sequence[str], first: str) -> str:
        """Notes the option chosen; one that the browser brought along was the person's wish."""
        answer = self.noted(field, self.state.get(field, first))
        if answer != first:
            wish(field, options)
        return answer

    def noted(self, field: str, given: Any) -> str:
        """Notes an answer; an empty one, and "I don't know" of an extra, mean its default."""
        answer = "" if given is None else str(given)
        if answer == UNKNOWN and field in OPTIONS:
            self.unknown.append(field)
        if answer not in ("", UNKNOWN):
            self.answers[field] = answer
        return answer


def first_possible(wished: Answer, options: Sequence[str]) -> str:
    """The option wished, if it is possible; else the first that is."""
    return str(wished) if wished in options else options[0]


def wish(field: str, options: Sequence[str]) -> None:
    """Keeps the option in sight as the one that the person wants.

    A browser that hasn't heard of a switch of language yet sends words that are no option; one that
    hasn't heard of another page yet, an answer to a question that is not there.
    """
    if st.session_state.get(field) in options:
        st.session_state[wish_of(field)] = st.session_state[field]


def wish_of(field: str) -> str:
    """Where the option that the person chose last is kept, possible now or not."""
    return f"{FIXED}wish.{field}"
