"""No surprise: what is left for the patient never rises from one session to the next unless a
notice names that session; what isn't known stays between two ends; nothing is surer than its data.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from hypothesis import given

from estimator import Case, Result, estimate
from estimator.engine.model.notices import is_presumed
from estimator.engine.model.tariff_book import STATUSES, in_force
from estimator.engine.progress import STEPS, Visit, visits
from tests.engine.cases import BOOK, SOME, cases

#: Steps that say what nobody knows yet, or what binds nobody: they explain no rise.
NO_REASON = {"reduction_open", "no_convention"}


def rises(result: Result) -> Iterator[Visit]:
    """The sessions that leave more to pay than the one before, extras included."""
    return (after for before, after in pairwise(visits(result)) if after.patient > before.patient)


def named(result: Result) -> set[object]:
    """The sessions that a notice names because something changes there. The notice about the fee
    of the first session names all others."""
    reasons = (notice for notice in result.notices if notice.id in set(STEPS) - NO_REASON)
    own_fee = {2} if "first_fee" in {notice.id for notice in result.notices} else set()
    return {*own_fee, *(notice.values["session"] for notice in reasons)}


def data(code: str, day: date) -> Iterator[str]:
    """How sure the values are that the price of a code rests on for every patient."""
    if is_presumed(BOOK, day):
        yield "presumed"
    if code in BOOK.travel:
        yield in_force(BOOK.travel[code], day).status
        return
    yield BOOK.multiplier(code, day).status
    yield BOOK.copayment(BOOK.code(code, day).copayment_class, day).status


@SOME
@given(case=cases())
def test_what_is_left_never_rises_without_a_notice_that_names_the_session(case: Case) -> None:
    result = estimate(case)
    told = named(result)
    assert [visit for visit in rises(result) if visit.session not in told] == []


@SOME
@given(case=cases())
def test_every_total_lies_between_the_least_and_the_most(case: Case) -> None:
    result = estimate(case)
    for low, total, high in zip(result.least, result.totals, result.most, strict=True):
        assert min(low, high) <= total <= max(low, high)
    assert result.least.patient <= result.totals.patient <= result.most.patient
    assert (result.range is None) or result.open_questions


@SOME
@given(case=cases())
def test_no_status_is_stronger_than_the_weakest_datum(case: Case) -> None:
    result = estimate(case)
    for item in result.items:
        assert STATUSES.index(item.status) >= max(map(STATUSES.index, data(item.code, item.date)))
        assert STATUSES.index(item.status) <= STATUSES.index(result.status)
    assert result.status in {item.status for item in result.items}
