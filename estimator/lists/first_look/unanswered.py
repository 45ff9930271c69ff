"""What is left to ask about a list, as a refusal that names each question."""

import json
from typing import Any

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Choice, Truth
from estimator.lists.columns.heads import claimed_by
from estimator.lists.first_look.look import Asked, Look, Question


class OpenQuestions(InvalidAnswer):
    """The refusal of a list whose questions nobody answered. `each`: every question as a refusal of
    its own, the first of which this one is."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.each = tuple(question_refusal(look, question) for question in look.questions)
        first = self.each[0]
        super().__init__(first.field, given=first.given, reason=first.reason, allowed=first.allowed)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it is pickled for another process."""
        return type(self), (self.look,)

    def example(self) -> str:
        """An answer to all questions, as a mapping file has it."""
        answer: dict[str, dict[str, str | None]] = {}
        for question in self.look.questions:
            taken = frozenset(answer.get("columns", {}).values())
            for part, told in possible_answer(question, taken).items():
                answer.setdefault(part, {}).update(told)
        return json.dumps(answer, ensure_ascii=False)


def question_refusal(look: Look, question: Question) -> InvalidAnswer:
    """A question as a refusal: about which column or name of the contract, and what is possible."""
    own = look.columns.sources()
    given = own.get(question.about, question.about)
    reason = f"columns_{question.kind}"
    return InvalidAnswer("columns", given=given, reason=reason, allowed=question.choices)


def possible_answer(
    question: Question, taken: frozenset[str | None]
) -> dict[str, dict[str, str | None]]:
    """One of the answers to a question; no column means what another one is taken for."""
    about, choices = question.about, question.choices
    match question.kind:
        case Asked.DAYS:
            return {"days": {about: choices[0]}}
        case Asked.MEANING:
            return {"columns": {about: next((it for it in choices if it not in taken), None)}}
        case Asked.EMPTY:
            return {"everywhere": {about: choices[0]}}
    kind = FIELDS[about].kind
    closed = isinstance(kind, Truth | Choice)
    if choices and (not closed or about in claimed_by(choices[0])):
        return {"columns": {choices[0]: about}}
    return {"everywhere": {about: "false" if isinstance(kind, Truth) else str(kind.allowed[0])}}
