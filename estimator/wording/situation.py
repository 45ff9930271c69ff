"""The answers that an estimate rests on, in words."""

from collections.abc import Iterator, Sequence

from estimator.engine.model.case import Case, Service, fields_of_kind
from estimator.engine.model.fields import Count
from estimator.locales import Words
from estimator.wording.paper import Paper

EXTRAS = ("intake", "report", "travel")
Row = tuple[str, str]


def situation(paper: Paper) -> list[Row]:
    """Each answer that counts under its name."""
    words, cases = paper.words, [result.case for _, result in paper.own]
    people = who_and_where(words, cases[0], paper.conventioned)
    return [*people, *money(words, cases), *course(paper)]


def who_and_where(words: Words, case: Case, conventioned: bool | None) -> Iterator[Row]:
    """The problem, the place, what is given, and who gives it to whom."""
    yield words("field.pathology"), words(f"pathology.{case.pathology}")
    yield words("field.setting"), words(f"setting.{case.setting}")
    if case.service is not Service.SESSION:
        yield words("field.service"), words(f"service.{case.service}")
    yield words("field.bim"), yes_no(words, case.bim)
    yield words("field.conventioned"), yes_no(words, conventioned)


def money(words: Words, cases: Sequence[Case]) -> Iterator[Row]:
    """What the kiné asks, as far as the kiné is free to ask it."""
    free = [case.fee for case in cases if not case.bound and case.fee is not None]
    if free:
        yield words("field.fee"), words.euros(free[0])
    bound = [case for case in cases if case.bound]
    overrun = [case.overrun_fee for case in bound if case.overrun_fee is not None]
    if overrun:
        yield words("field.overrun_fee"), words.euros(overrun[0])
    surcharges = [case.surcharge for case in cases if case.conventioned and case.surcharge]
    if surcharges:
        yield words("field.surcharge"), words.euros(surcharges[0])


def course(paper: Paper) -> Iterator[Row]:
    """How many sessions, when, and what is billed beside them."""
    words, result = paper.words, paper.own[0][1]
    case = result.case
    for field in fields_of_kind(Count):
        yield words(f"field.{field}"), str(getattr(case, field))
    yield words("field.start"), words.day(case.start)
    if case.first_session and case.first_session != case.start:
        yield words("field.first_session"), words.day(case.first_session)
    yield words("keep.last_session"), words.day(result.items[-1].date)
    yield from extras(words, case)


def extras(words: Words, case: Case) -> Iterator[Row]:
    """What is counted beside the sessions."""
    counted = [words(f"field.{extra}") for extra in EXTRAS if getattr(case, extra)]
    if counted:
        yield words("keep.extras"), ", ".join(counted)


def yes_no(words: Words, answer: bool | None) -> str:
    """A fact as an answer."""
    return words(f"choice.yes_no.{'unknown' if answer is None else str(answer).lower()}")
