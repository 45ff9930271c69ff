"""The next steps in words: what to ask before which session, and the sheet to print."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from estimator.documents.pdf import pdf_of
from estimator.engine.model.result import Result
from estimator.engine.next_steps import NextStep
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.wording.headline import certainty
from estimator.wording.situation import situation


class Moment(NamedTuple):
    """A session, its day, and what to ask before it; `when` says so in words."""

    session: int
    day: date
    when: str
    sentences: list[str]


def moments(words: Words, steps: Iterable[NextStep], conventioned: bool | None) -> list[Moment]:
    """The steps by session; a person who does not know the status of the kiné asks for it first."""
    found: dict[int, Moment] = {}
    for step in steps:
        key = "steps.before_beyond" if step.beyond else "steps.before"
        when = words(key, session=step.session, day=step.day)
        moment = found.setdefault(step.session, Moment(step.session, step.day, when, []))
        sentence = words(f"steps.{step.id}", **step.values)
        moment.sentences.append(
            f"{sentence} {words('steps.presumed')}" if step.presumed else sentence
        )
    if conventioned is None and found:
        next(iter(found.values())).sentences.insert(0, words("steps.status"))
    return list(found.values())


def steps_sheet(
    words: Words, of: Sequence[Moment], result: Result, conventioned: bool | None, today: date
) -> bytes:
    """A sheet with a box to tick for each step; the same day gives the same bytes."""
    return pdf_of("steps.typ", sheet_texts(words, of, result, conventioned, today), today)


def sheet_texts(
    words: Words, of: Sequence[Moment], result: Result, conventioned: bool | None, today: date
) -> dict[str, object]:
    """Everything that the layout needs."""
    return {
        "language": words.language,
        "region": words.locale.territory,
        "title": words("steps.heading"),
        "made": words("keep.made", day=today),
        "intro": words("steps.intro") if of else words("steps.none"),
        "moments": [{"when": it.when, "sentences": it.sentences} for it in of],
        "situation": {
            "heading": words("keep.situation"),
            "rows": [*situation(words, [result], conventioned)],
        },
        "about": [certainty(words, tariffs().book, [result]), words("check.limits")],
    }
