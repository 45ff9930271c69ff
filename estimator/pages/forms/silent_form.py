"""The questions gone through without drawing them: what they hold, and whether they stay."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from estimator.embed.presets import Presets
from estimator.locales import Words
from estimator.pages.estimate.standing import Room, sent
from estimator.pages.forms.form import Form
from estimator.pages.forms.given import FirstAnswers, State, first_possible


class SilentForm(Form):
    """Reads the answers; sets none, and draws nothing."""

    def __init__(
        self, words: Words, first_answers: FirstAnswers, presets: Presets, state: State
    ) -> None:
        super().__init__(words, first_answers, presets, state, places={})

    def anew(self) -> "SilentForm":
        """The same, nothing asked yet."""
        return SilentForm(self.words, self.first_answers, self.presets, self.state)

    @contextmanager
    def place(self, name: str) -> Iterator[None]:  # noqa: ARG002
        """What would stand there is noted all the same."""
        outline, self.outline = self.outline, self.placed
        yield
        self.outline = outline

    def keep_possible(self, field: str, options: Sequence[str]) -> str:
        """What would be set; an answer that can't stay is noted as something that changes."""
        possible = first_possible(self.wished(field), options)
        if self.state.get(field, possible) != possible:
            self.outline.append((field, possible))
        return possible

    def chosen(self, field: str, options: Sequence[str], first: str) -> str:  # noqa: ARG002
        """The option that can stay."""
        return self.noted(field, first)


class PlacingForm(SilentForm):
    """Draws what stands in the places of a form that was drawn before."""

    def __init__(self, read: SilentForm, rooms: Mapping[str, Room]) -> None:
        super().__init__(read.words, read.first_answers, read.presets, read.state)
        self.rooms = dict(rooms)
        #: What has the browser show it.
        self.messages: list[ForwardMsg] = []

    @contextmanager
    def place(self, name: str) -> Iterator[None]:
        """Draws as if the place were the page, and puts it there."""
        room = self.rooms[name]
        with super().place(name), room.entered(), sent() as drawn:
            self._drawn = True
            st.empty()
            yield
            self._drawn = False
        self.messages += room.shows([message.delta.new_element for message in drawn])
