"""The answers that an estimate rests on, as rows of field and answer."""

from collections.abc import Iterator, Sequence

from estimator.engine.model.case import Case, Service, fields_of_kind
from estimator.engine.model.fields import Count
from estimator.engine.model.result import Result
from estimator.engine.model.situations import COMMON_FIRST
from estimator.locales import Words
from estimator.wording.situations import situation_label

EXTRAS = ("intake", "report", "travel")
Answer = tuple[str, str]


def situation(
    words: Words, results: Sequence[Result], conventioned: bool | None
) -> Iterator[Answer]:
    """Every answer that counts. `results` are the person's, `conventioned` the status of the kiné,
    None if they do not know it."""
    cases = [result.case for result in results]
    yield from who_and_where(words, cases[0], conventioned)
    yield from money(words, cases)
    yield from course(words, results[0])


def who_and_where(words: Words, case: Case, conventioned: bool | None) -> Iterator[Answer]:
    """The problem, the place, the kind of session, the patient and the kiné."""
    yield words("field.pathology"), words(f"pathology.{case.pathology}")
    if case.situation:
        yield words("field.situation"), situation_label(words, case.situation)
    yield words("field.setting"), words(f"setting.{case.setting}")
    if case.service is not Service.SESSION:
        yield words("field.service"), words(f"service.{case.service}")
    for field, answer in (("bim", case.bim), ("conventioned", conventioned)):
        option = "unknown" if answer is None else str(answer).lower()
        yield words(f"field.{field}"), words(f"choice.yes_no.{option}")


def money(words: Words, cases: Sequence[Case]) -> Iterator[Answer]:
    """The fees that the kiné is free to ask."""
    fees_of = {
        "fee": [case.fee for case in cases if not case.bound],
        "first_fee": [case.first_fee for case in cases if not case.bound],
        "overrun_fee": [case.overrun_fee for case in cases if case.bound],
        "surcharge": [case.surcharge or None for case in cases if case.conventioned],
    }
    for field, fees in fees_of.items():
        yield from [(words(f"field.{field}"), words.euros(it)) for it in fees if it is not None][:1]


def course(words: Words, result: Result) -> Iterator[Answer]:
    """How many sessions, when, and the extras."""
    case = result.case
    for field in fields_of_kind(Count):
        yield words(f"field.{field}"), str(getattr(case, field))
    yield words("field.start"), words.day(case.start)
    if case.first_session and case.first_session != case.start:
        yield words("field.first_session"), words.day(case.first_session)
    yield words("keep.last_session"), words.day(result.items[-1].date)
    yield from extras(words, case)


def extras(words: Words, case: Case) -> Iterator[Answer]:
    """What is billed in addition to the sessions."""
    billed = [words(f"field.{extra}") for extra in EXTRAS if getattr(case, extra)]
    if billed:
        yield words("keep.extras"), ", ".join(billed)


def agreement(words: Words, result: Result) -> str:
    """The type of agreement that the kiné asks the mutuality for, as far as the answers tell, and
    the situation code given."""
    first, *others = result.agreements
    found = first
    if others:
        key = "agreement.common" if first == COMMON_FIRST else "agreement.either"
        found = words(key, first=first, later=" / ".join(others))
    situation = result.case.situation
    if situation is None:
        return found
    return words("agreement.with_code", agreement=found, code=situation.code)
