"""Many courses at once give the totals and notices of each one, compiled or not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba.core import caching

from estimator import Case, estimate, tariffs
from estimator.engine.model.fields import UNANSWERED
from estimator.engine.model.money import euros
from estimator.engine.model.notices import notices_in
from estimator.engine.numbers import batch as many
from estimator.engine.numbers import machine_code as compiled
from estimator.engine.numbers.courses import Answers, answers_of
from estimator.engine.numbers.tables import Span
from tests.engine.cases import COMBINATIONS, FEW, case, cases

SHEET = tariffs()
Fill = Callable[..., None]


@pytest.fixture(autouse=True, scope="module")
def as_in_a_new_process() -> None:
    """Nothing is ready yet, whichever tests ran before."""
    many.tables_for.cache_clear()
    many.compiled_fill.cache_clear()
    compiled.rules_stamp.cache_clear()


def columns_of(rows: list[Answers]) -> list[many.Column]:
    """Some answers as columns: each different value once."""
    found = []
    for column in zip(*rows, strict=True):
        values = list(dict.fromkeys(column))
        code = np.array([values.index(value) for value in column], np.int32)
        found.append(many.Column(code, np.array(values, np.int64)))
    return found


def worked_out(rows: list[Answers], fill: Fill | None = None) -> many.BatchTotals:
    """The totals of some answers: by the rules as they stand, or as long lists are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "FEW", 1 if fill else 1 + len(rows))
        patch.setattr(many, "compiled_fill", lambda: fill)
        patch.setattr(many, "SHARE", 7)
        if fill is many.fill:
            patch.setattr(many, "tables_for", lambda sheet: [sheet.tables])
            answers = compiled.record_of(Answers._fields).view(np.recarray)
            patch.setattr(many, "room", lambda: ([many.Sums()], answers, answers.view(np.int64)))
        return many.batch_totals(columns_of(rows), len(rows), SHEET)


def agree(drawn: list[Case]) -> None:
    """To the cent, notice by notice, in the order of the rows."""
    rows = [answers_of(of) for of in drawn]
    for fill in (None, many.fill, many.compiled_fill()):
        totals = worked_out(rows, fill)
        assert totals.complete.all()
        for row, of in enumerate(drawn):
            result = estimate(of)
            amounts = [euros(int(amount)) for amount in totals.amounts[:, row, 0]]
            assert tuple(amounts) == result.totals
            told = notices_in(int(totals.notices[row]))
            assert told == tuple(dict.fromkeys(notice.id for notice in result.notices))
            patient = [euros(int(end)) for end in totals.patient[:, row, 0]]
            assert patient == [result.least.patient, result.most.patient]


@FEW
@given(drawn=st.lists(cases(), min_size=1, max_size=20))
def test_any_courses(drawn: list[Case]) -> None:
    agree(drawn)


@FEW
@given(data=st.data())
def test_courses_of_every_combination(data: st.DataObject) -> None:
    agree([data.draw(cases(of)) for of in COMBINATIONS[:: data.draw(st.integers(3, 9))]])


def test_the_highest_fees_for_the_longest_courses() -> None:
    dear = {"conventioned": False, "fee": "99999.99", "sessions": 400}
    agree([case(**dear), case(**dear, pathology="fb", per_week=7), case(**dear | {"fee": "20000"})])


def test_no_courses() -> None:
    none = [many.Column(np.zeros(0, np.int32), np.zeros(1, np.int64)) for _ in Answers._fields]
    totals = many.batch_totals(none, 0, SHEET)
    assert totals.amounts.shape == (6, 0, 2)
    assert len(totals.notices) == len(totals.complete) == 0


USUAL = answers_of(case(conventioned=False, fee="40"))
NO_CASE = {
    "a refused answer": {"per_week": many.REFUSED},
    "no code for it": {"pathology": 5, "setting": 6},
    "no fee": {"fee": UNANSWERED},
    "before the first tariff": {"start": USUAL.start - 700},
    "after the last start": {"start": (date(2100, 1, 1) - date(1970, 1, 1)).days},
    "a surcharge in hospital": {"setting": 7, "surcharge": 1, "conventioned": 1},
}


@pytest.mark.parametrize(
    "fill", [None, many.fill, many.compiled_fill()], ids=["few", "plain", "code"]
)
@pytest.mark.parametrize("wrong", NO_CASE.values(), ids=NO_CASE)
def test_what_makes_no_case_has_no_amounts(wrong: dict[str, int], fill: Fill | None) -> None:
    totals = worked_out([USUAL, USUAL._replace(**wrong), USUAL], fill)
    assert totals.complete.tolist() == [True, False, True]
    assert not totals.amounts[:, 1].any()
    assert totals.notices[1] == 0


def test_no_answer_stands_last() -> None:
    columns = columns_of([USUAL, USUAL])
    place = Answers._fields.index("travel")
    columns[place] = many.Column(np.array([0, -1], np.int32), np.array([1, 0, UNANSWERED]))
    for few in (1, 9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(many, "FEW", few)
            totals = many.batch_totals(columns, 2, SHEET)
        names = [notices_in(int(bits)) for bits in totals.notices]
        assert ["travel_not_billed" in each for each in names] == [True, False]


# The compiler -----------------------------------------------------------------------------------


def doubled(numbers: Any) -> None:
    """Something to compile."""
    for n in range(len(numbers)):
        numbers[n] *= 2


def test_machine_code_is_made_anew_with_any_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    for keeper in (compiled.BesideTheRules, compiled.InTheUsersCache):
        before = keeper(many.fill, many.__file__).get_source_stamp()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "read_bytes", lambda path: path.name.encode())
            compiled.rules_stamp.cache_clear()
            assert keeper(many.fill, many.__file__).get_source_stamp() != before
        compiled.rules_stamp.cache_clear()
        assert keeper(many.fill, many.__file__).get_source_stamp() == before


def test_without_room_on_disk_it_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = classmethod(lambda *_: None)
    monkeypatch.setattr(caching.InTreeCacheLocator, "from_function", refused)
    monkeypatch.setattr(caching.UserWideCacheLocator, "from_function", refused)
    numbers = np.arange(3)
    compiled.compiled(doubled)(numbers)
    assert numbers.tolist() == [0, 2, 4]


def test_records_of_a_table_as_one_array() -> None:
    table = [[Span(1, 2, 3, 4), Span(5, 6, 7, 8)]]
    assert compiled.array_of(table)[0, 1]["year"] == 7
    assert compiled.array_of([[1, 2], [3, 4]]).tolist() == [[1, 2], [3, 4]]
    assert compiled.array_of(5) == 5


def test_answers_that_make_no_case_together_are_left_out() -> None:
    """As `Case` refuses them: a first session for a current pathology, a fee of the first session
    without that of the others, a surcharge in hospital."""
    usual = answers_of(case())
    rows = [
        usual,
        usual._replace(first_session=usual.start - 7, prior_sessions=1),
        usual._replace(bim=1, first_fee=5_000),
        answers_of(case(setting="hospital"))._replace(surcharge=500),
    ]
    assert worked_out(rows).complete.tolist() == [True, False, False, False]
