"""Puts questions on a page, with room beside each typed answer to say what to change."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from estimator.embed.presets import Presets
from estimator.locales import Words
from estimator.web.given import YES_NO, FirstAnswers, Given, State, wish
from estimator.web.standing import Room, sent

Places = Mapping[str, DeltaGenerator]


class Form(Given):
    """The questions asked so far. Every widget is known by the field it fills (contract.md).

    Options are the contract's English values, shown by their words. What a practice has said by
    its presets is not asked.

    A form draws its questions, but leaves places for those that come and go with other answers.
    One that is given the places of a form drawn before reads all answers, and draws only there.
    """

    def __init__(
        self,
        words: Words,
        first_answers: FirstAnswers,
        presets: Presets,
        state: State,
        places: Places | None = None,
    ) -> None:
        super().__init__(first_answers, presets, state)
        self.words = words
        self.places = dict(places or {})
        #: All that is drawn outside the places: while it is the same, a form drawn before holds.
        self.outline: list[Hashable] = []
        #: All that is drawn in the places.
        self.placed: list[Hashable] = []
        #: How they were drawn, where this form has drawn them.
        self.rooms: dict[str, Room] = {}
        self._rereads = places is not None
        #: Room below each typed answer in sight; None where another form has drawn it.
        self._beside: dict[str, DeltaGenerator | None] = {}
        #: Of what comes next: whether it is drawn here, in sight, and part of the outline.
        self._drawn = not self._rereads
        self._open = self._noted = True

    @contextmanager
    def place(self, name: str) -> Iterator[None]:
        """Where questions stand that are drawn together with the answer."""
        drawn, outline = self._drawn, self.outline
        self._drawn, self.outline = self._rereads, self.placed
        if not self._rereads:
            self.places[name] = st.container()
        with self.places[name], sent() as messages:
            if self._drawn:
                st.empty()  # where the answer wrote nothing at first, it may write nothing later
            yield
        if self._drawn:
            self.rooms[name] = Room(messages)
        self._drawn, self.outline = drawn, outline

    @contextmanager
    def folded(self, name: str, label: str, fields: Collection[str]) -> Iterator[bool]:
        """Questions that most people never see; tells whether they are drawn.

        They are while the part is open, and while it holds an answer.
        """
        draws = self._drawn
        with st.expander(label, key=name, on_change="rerun") if draws else nullcontext():
            self._open = bool(self.state.get(name))
            self._noted = self.in_use(name, fields)
            self._drawn = draws and self._noted
            yield self._drawn
        self._drawn, self._open, self._noted = draws, True, True

    def in_use(self, name: str, fields: Collection[str]) -> bool:
        """Whether a folded part is open, or holds another answer than at first."""
        return bool(self.state.get(name)) or any(map(self.changed, fields))

    def radio(self, field: str, options: Sequence[str], official: Callable[[str], str]) -> str:
        """One choice of a few, each with its official name in small print."""
        first = self.keep_possible(field, options)
        if self._draws(field):
            st.radio(
                self._label(field),
                options,
                index=options.index(first),
                format_func=self._named(field),
                captions=[official(option) for option in options],
                key=field,
                on_change=wish,
                args=(field, options),
                persist_state="session",
            )
        return self.chosen(field, options, first)

    def select(
        self, field: str, options: Sequence[str], named: Callable[[str], str] | None = None
    ) -> str:
        """One choice of many."""
        if (fact := self.fact(field)) in options:
            return fact
        first = self.keep_possible(field, options)
        if self._draws(field, *options):
            st.selectbox(
                self._label(field),
                options,
                index=options.index(first),
                format_func=named or self._named(field),
                key=field,
                on_change=wish,
                args=(field, options),
                filter_mode=None,
                persist_state="session",
            )
        return self.chosen(field, options, first)

    def pick(self, field: str, options: Sequence[str] = YES_NO, names: str = "yes_no") -> str:
        """One choice of two or three, side by side."""
        if fact := self.fact(field):
            return fact
        if self._draws(field):
            st.segmented_control(
                self._label(field),
                options,
                default=self.first_answers[field],
                format_func=self._named(names) if names else str,
                key=field,
                required=True,
                wrap=True,
                persist_state="session",
            )
        return self.noted(field, self.held(field))

    def text(self, field: str, label: str = "") -> str:
        """A few typed characters that the engine reads: an amount."""
        if fact := self.fact(field):
            return fact
        if self._draws(field):
            st.text_input(
                self.words(label) if label else self._label(field),
                str(self.first_answers[field]),
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
                value=int(str(self.first_answers[field])),
                step=1,
                key=field,
                persist_state="session",
            )
        return self._typed(field)

    def day(self, field: str) -> str:
        """A day of the calendar, any day: the engine says when it has no tariff for it."""
        first = self.first_answers[field]
        if self._draws(field):
            st.date_input(
                self._label(field),
                None if first is None else date.fromisoformat(str(first)),
                min_value=date.min,
                max_value=date.max,
                format="DD/MM/YYYY",
                key=field,
                persist_state="session",
            )
        return self._typed(field)

    def hint(self, field: str, wording: str = "", **values: str) -> None:
        """A sentence under a question that helps to answer it; `wording` where it has several."""
        key = wording or field
        if not self.presets.fact(field, self.answers) and self._draws(key, *values.values()):
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

    def _label(self, field: str) -> str:
        return self.words(f"question.{field}")

    def _named(self, names: str) -> Callable[[str], str]:
        return lambda option: self.words(f"choice.{names}.{option}")

    def _typed(self, field: str) -> str:
        """Notes a typed answer; where it is in sight, keeps room below to say what to change."""
        if self._open:
            self._beside[field] = st.empty() if self._drawn else None
        return self.noted(field, self.held(field))
