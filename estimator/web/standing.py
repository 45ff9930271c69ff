"""The questions that stand on a person's page while the answer beside them is drawn anew."""

from collections.abc import Hashable
from dataclasses import dataclass

from estimator.web.form import Form, Places

#: The parts of the page, as Streamlit knows them.
QUESTIONS, ANSWER = "questions", "answer"


@dataclass
class Standing:
    """A form as it was drawn last."""

    places: Places
    outline: list[Hashable]
    looked_at: bool = False

    def holds(self, form: Form) -> bool:
        """Whether a form that was read again looks the same; right after it was drawn it does."""
        looked_at, self.looked_at = self.looked_at, True
        return not looked_at or form.outline == self.outline
