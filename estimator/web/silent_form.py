"""The questions gone through without drawing any: what they hold, and whether they stay."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from estimator.embed.presets import Presets
from estimator.locales import Words
from estimator.web.form import Form
from estimator.web.given import FirstAnswers, first_possible


class SilentForm(Form):
    """Reads the answers; sets none, and draws nothing."""

    def __init__(self, words: Words, first_answers: FirstAnswers, presets: Presets) -> None:
        super().__init__(words, first_answers, presets, places={})

    @contextmanager
    def place(self, name: str) -> Iterator[None]:  # noqa: ARG002
        """What would stand there is noted all the same."""
        outline, self.outline = self.outline, self.placed
        yield
        self.outline = outline

    def keep_possible(self, field: str, options: Sequence[str]) -> str:
        """What would be set; an answer that can't stay is noted as something that changes."""
        possible = first_possible(self.wished(field), options)
        if st.session_state.get(field, possible) != possible:
            self.outline.append((field, possible))
        return possible

    def chosen(self, field: str, options: Sequence[str], first: str) -> str:  # noqa: ARG002
        """The option that can stay."""
        return self.noted(field, first)
