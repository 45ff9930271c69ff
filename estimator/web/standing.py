"""The questions that stand on a person's page while the answer beside them is drawn anew."""

from collections.abc import Hashable
from dataclasses import dataclass

import streamlit as st

from estimator.web.form import Form, Places

#: The parts of the page, as Streamlit knows them.
QUESTIONS, ANSWER = "questions", "answer"


@dataclass
class Standing:
    """A form as it was drawn last, and the session that knows its questions."""

    places: Places
    outline: list[Hashable]
    looked_at: bool = False

    def __post_init__(self) -> None:
        st.session_state[QUESTIONS] = self

    def holds(self, form: Form) -> bool:
        """Whether a form that was read again looks the same; right after it was drawn it does.

        A session that was emptied knows no question, and would read the first answers of all.
        """
        looked_at, self.looked_at = self.looked_at, True
        known = st.session_state.get(QUESTIONS) is self
        return not looked_at or (known and form.outline == self.outline)
