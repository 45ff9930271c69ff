"""Puts questions on a page; keeps each answer by its field, and room beside it for a refusal."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from estimator.embed.presets import Presets
from estimator.engine.unknowns import OPTIONS
from estimator.locales import Words

UNKNOWN = "unknown"
YES = "true"
NO = "false"
YES_NO = (YES, NO)
YES_NO_UNKNOWN = (UNKNOWN, *YES_NO)
YES_NO_OR_UNKNOWN = (*YES_NO, UNKNOWN)
#: Questions that take "I don't know" for an answer.
TAKE_UNKNOWN = frozenset({*OPTIONS, "travel", "intake", "report"})

Answer = str | int | date
Places = Mapping[str, DeltaGenerator]


class Form:
    """The questions asked so far. Every widget is known by the field it fills (contract.md).

    Options are the contract's English values, shown by their words. An answer outlives the
    moments when its question is not shown, or when its option can't be chosen. What a practice
    has said by its presets is not asked.

    First answers stand in the widgets, not in the session: after a server was lost the browser
    still holds what the person answered, and a value set in the new session would win over it.

    A form draws its questions, but leaves places for those that come and go with other answers.
    One that is given the places of a form drawn before reads all answers, and draws only there.
    """

    def __init__(
        self,
        words: Words,
        first_answers: Mapping[str, Answer],
        presets: Presets,
        places: Places | None = None,
    ) -> None:
        self.words = words
        self.presets = presets
        self.answers: dict[str, str] = {}
        self.unknown: list[str] = []
        self.places = dict(places or {})
        #: All that is drawn outside the places: while it is the same, a form drawn before holds.
        self.outline: list[Hashable] = []
        self._rereads = places is not None
        self._first_answers = first_answers
        #: Room below each typed answer in sight; None where another form has drawn it.
        self._beside: dict[str, DeltaGenerator | None] = {}
        #: Of what comes next: whether it is drawn here, in sight, and part of the outline.
        self._drawn = not self._rereads
        self._open = self._noted = True

    @contextmanager
    def place(self, name: str) -> Iterator[None]:
        """Where questions stand that are drawn together with the answer."""
        drawn = self._drawn
        self._drawn, self._noted = self._rereads, False
        if not self._rereads:
            self.places[name] = st.container()
            # Where nothing was written at first, Streamlit takes nothing later.
            self.places[name].empty()
        with self.places[name]:
            yield
        self._drawn, self._noted = drawn, True

    @contextmanager
    def folded(self, name: str, label: str, fields: Collection[str]) -> Iterator[bool]:
        """Questions that most people never see; tells whether they are drawn.

        They are while the part is open, and while it holds an answer: the browser keeps what is
        drawn for a server that takes over. Such a server draws them once, so that what the
        browser brings along finds its question.
        """
        draws, seen = self._drawn, f"{name}.seen"
        with st.expander(label, key=name, on_change="rerun") if draws else nullcontext():
            self._open = bool(st.session_state.get(name))
            self._noted = self._open or any(map(self._given, fields))
            self._drawn = draws and (self._noted or seen not in st.session_state)
            st.session_state[seen] = True
            yield self._drawn
        self._drawn, self._open, self._noted = draws, True, True

    def radio(self, field: str, options: Sequence[str], official: Callable[[str], str]) -> str:
        """One choice of a few, each with its official name in small print."""
        first = self._keep_possible(field, options)
        if self._draws(field):
            st.radio(
                self._label(field),
                options,
                index=options.index(first),
                format_func=self._named(field),
                captions=[official(option) for option in options],
                key=field,
                on_change=self._wish,
                args=(field,),
                persist_state="session",
            )
        return self._chosen(field, first)

    def select(
        self, field: str, options: Sequence[str], named: Callable[[str], str] | None = None
    ) -> str:
        """One choice of many."""
        if (fact := self._fact(field)) in options:
            return fact
        first = self._keep_possible(field, options)
        if self._draws(field, *options):
            st.selectbox(
                self._label(field),
                options,
                index=options.index(first),
                format_func=named or self._named(field),
                key=field,
                on_change=self._wish,
                args=(field,),
                filter_mode=None,
                persist_state="session",
            )
        return self._chosen(field, first)

    def pick(self, field: str, options: Sequence[str] = YES_NO, names: str = "yes_no") -> str:
        """One choice of two or three, side by side."""
        if fact := self._fact(field):
            return fact
        if self._draws(field):
            st.segmented_control(
                self._label(field),
                options,
                default=self._first_answers[field],
                format_func=self._named(names) if names else str,
                key=field,
                required=True,
                wrap=True,
                persist_state="session",
            )
        return self._answered(field)

    def text(self, field: str, label: str = "") -> str:
        """A few typed characters that the engine reads: an amount."""
        if fact := self._fact(field):
            return fact
        if self._draws(field):
            st.text_input(
                self.words(label) if label else self._label(field),
                str(self._first_answers[field]),
                key=field,
                autocomplete="off",
                persist_state="session",
            )
        return self._typed(field)

    def count(self, field: str) -> str:
        """A whole number; the engine, not the browser, says when it won't do."""
        if self._draws(field):
            st.number_input(
                self._label(field),
                value=int(str(self._first_answers[field])),
                step=1,
                key=field,
                persist_state="session",
            )
        return self._typed(field)

    def day(self, field: str) -> str:
        """A day of the calendar, any day: the engine says when it has no tariff for it."""
        if self._draws(field):
            st.date_input(
                self._label(field),
                date.fromisoformat(str(self._first_answers[field])),
                min_value=date.min,
                max_value=date.max,
                format="DD/MM/YYYY",
                key=field,
                persist_state="session",
            )
        return self._typed(field)

    def hint(self, key: str, **values: str) -> None:
        """A sentence under a question that helps to answer it."""
        if not self.presets.fact(key, self.answers) and self._draws(key):
            st.caption(self.words(f"hint.{key}", **values))

    def refuse(self, field: str, sentence: str) -> None:
        """Says what to change in an answer: beside its question, or here where that is folded."""
        beside = self._beside.get(field, None if self._rereads else st)
        self.outline.append((field, sentence, field in self._beside))
        if beside is not None:
            beside.error(sentence)

    def _draws(self, *what: Hashable) -> bool:
        """Whether something is drawn now; in any case it is part of what the form is."""
        if self._noted:
            self.outline.append(what)
        return self._drawn

    def _given(self, field: str) -> bool:
        """Whether a question holds another answer than at first."""
        return bool(self._held(field) != self._first_answers[field])

    def _held(self, field: str) -> Any:
        """What a question holds, drawn or not."""
        return st.session_state.get(field, self._first_answers[field])

    def _fact(self, field: str) -> str:
        """Notes what a practice says of a question."""
        fact = self.presets.fact(field, self.answers)
        if fact:
            self.answers[field] = fact
        return fact

    def _label(self, field: str) -> str:
        return self.words(f"question.{field}")

    def _named(self, names: str) -> Callable[[str], str]:
        return lambda option: self.words(f"choice.{names}.{option}")

    def _keep_possible(self, field: str, options: Sequence[str]) -> str:
        """The last option the person chose, if it is possible now; else the first that is."""
        wished = st.session_state.get(wish_of(field), self._first_answers[field])
        possible = str(wished) if wished in options else options[0]
        if st.session_state.get(field, possible) != possible:
            st.session_state[field] = possible
        return possible

    def _chosen(self, field: str, first: str) -> str:
        """Notes the option chosen; one that the browser brought along was the person's wish."""
        answer = self._answered(field, first)
        if answer != first:
            self._wish(field)
        return answer

    def _wish(self, field: str) -> None:
        st.session_state[wish_of(field)] = st.session_state[field]

    def _typed(self, field: str) -> str:
        """Notes a typed answer; where it is in sight, keeps room below to say what to change."""
        if self._open:
            self._beside[field] = st.empty() if self._drawn else None
        return self._answered(field)

    def _answered(self, field: str, first: str | None = None) -> str:
        """Notes an answer; an empty one, and "I don't know" of an extra, mean its default."""
        given = self._held(field) if first is None else st.session_state.get(field, first)
        answer = "" if given is None else str(given)
        if answer == UNKNOWN and field in OPTIONS:
            self.unknown.append(field)
        if answer not in ("", UNKNOWN):
            self.answers[field] = answer
        return answer


def wish_of(field: str) -> str:
    """Where the option that the person chose last is kept, possible now or not."""
    return f"wish.{field}"
