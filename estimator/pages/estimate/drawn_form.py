"""The questions that stand on a person's page while the answer beside them is drawn anew."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from estimator.locales import Words
from estimator.pages.common.elements import Piece
from estimator.pages.estimate.maf import Counter
from estimator.pages.estimate.standing import Room, Standing, changed
from estimator.pages.forms.form import Form, Places

#: The parts of the page, as Streamlit knows them.
QUESTIONS, ANSWER = "questions", "answer"


@dataclass
class Told:
    """An answer as it stands: in which words, with which questions among it, piece by piece."""

    words: Words
    placed: list[Hashable]
    rooms: Mapping[str, Room]
    maf: Counter | None
    #: Section by section, as they stand on the page.
    sections: tuple[list[Standing], ...]

    def again(self, sections: Sequence[Sequence[Piece]]) -> Iterator[ForwardMsg]:
        """What has the browser show the pieces of other sections in place of these."""
        for standing, pieces in zip(self.sections, sections, strict=True):
            yield from changed(standing, pieces)


@dataclass
class DrawnForm:
    """A form as it was drawn last, and the session that knows its questions."""

    places: Places
    outline: list[Hashable]
    just_drawn: bool = True
    #: The answer that stands beside it; None where none does.
    told: Told | None = None

    def __post_init__(self) -> None:
        st.session_state[QUESTIONS] = self

    def first_time(self) -> bool:
        """Whether nobody has asked this before: the answer is drawn together with the questions."""
        first, self.just_drawn = self.just_drawn, False
        return first

    def holds(self, form: Form) -> bool:
        """Whether a form that was read again looks the same.

        A session that was emptied knows no question, and would read the first answers of all.
        """
        return st.session_state.get(QUESTIONS) is self and form.outline == self.outline
