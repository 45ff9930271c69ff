"""Whatever changes while a course lasts is told, with its session: in tariffs in which all that may
change does so in 2026, some of it twice."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from estimator import Case, InvalidAnswer, Result, TariffGap
from estimator.engine.estimate import estimate as estimate_with
from estimator.engine.model.notices import notices_in
from estimator.engine.numbers import batch as many
from estimator.engine.numbers.courses import answers_of
from estimator.engine.numbers.layout import lay_out
from estimator.engine.numbers.tables import Sheet
from estimator.engine.tariffs.files import load
from tests.engine.cases import FEW, SOME, case, cases, euros
from tests.engine.numbers.test_batch import columns_of
from tests.engine.tariffs.folder import Folder
from tests.engine.test_rises import named, rises
from tests.frozen import FROZEN

SHARES, TRAVEL, LIMITS, RANGES = (
    date(2026, 3, 10),
    date(2026, 4, 7),
    date(2026, 5, 5),
    date(2026, 6, 2),
)
REDUCTION, RANGES_AGAIN, CLASSES, FEES = (
    date(2026, 7, 7),
    date(2026, 8, 4),
    date(2026, 9, 8),
    date(2026, 10, 6),
)
TURNS = (SHARES, TRAVEL, LIMITS, RANGES, REDUCTION, RANGES_AGAIN, CLASSES, FEES)
Cells = dict[str, str]


@pytest.fixture(scope="module")
def restless(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    """Tariffs in which everything changes, one after the other."""
    folder = Folder(Path(shutil.copytree(FROZEN, tmp_path_factory.mktemp("kine") / "tariffs")))
    for name, raised in (("current", "3.00,7.00"), ("f_list", "2.50,6.00"), ("heavy", "1.50,4.00")):
        text = f"{SHARES},{name},{raised},official,circular-oa-2023-390,"
        folder.add("copayments.csv", text)
    folder.add("travel.csv", f"{TRAVEL},639133,heavy,2.05,10,0,official,convention-m24,p,")
    folder.add("limits.csv", f"extended_limit,fa_polytrauma,90,,{LIMITS},official,cm-fa,")
    folder.add("reductions.csv", f"{REDUCTION},35,official,axxon-668,")
    nomenclature(folder, RANGES, ranges({18: 15, 60: 50}))
    nomenclature(folder, RANGES_AGAIN, ranges({15: 12, 50: 45}))
    nomenclature(folder, CLASSES, dearer_class)
    nomenclature(folder, FEES, dearer)
    return lay_out(load(folder.path))


def nomenclature(folder: Folder, day: date, change: Callable[[Cells], None]) -> None:
    """A nomenclature from a day on: the last one with each line changed."""
    last = max(path.name for path in (folder.path / "nomenclature").glob("*.csv"))
    head, *lines = folder.lines(f"nomenclature/{last}")
    rows = [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]
    for row in rows:
        change(row)
    made = [",".join(row.values()) for row in rows]
    folder.write(f"nomenclature/{day}.csv", [head, *made])


def ranges(moved: dict[int, int]) -> Callable[[Cells], None]:
    """Ranges of sessions that end, and begin, at other ranks."""

    def change(row: Cells) -> None:
        for column, more in (("first_session", 1), ("last_session", 0)):
            rank = int(row[column] or 0) - more
            if row["service"] in ("session", "overrun") and rank in moved:
                row[column] = str(moved[rank] + more)

    return change


def dearer_class(row: Cells) -> None:
    """Other classes of fixed shares."""
    others = {"short": "heavy", "heavy": "f_list", "f_list": "current"}
    row["copayment_class"] = others.get(row["copayment_class"], row["copayment_class"])


def dearer(row: Cells) -> None:
    """Each fee twice what it was."""
    if row["group"] != "travel":
        row["coefficient"] = str(2 * float(row["coefficient"]))


def starts() -> st.SearchStrategy[date]:
    """First days shortly before something changes."""
    turns = st.sampled_from(TURNS)
    return st.builds(lambda day, before: day - timedelta(before), turns, st.integers(0, 60))


@st.composite
def courses(draw: st.DrawFn) -> Case:
    """Cases of 2026."""
    course = draw(cases(start=draw(starts())))
    assume(course.first_session is None)
    return course


def priced(course: Case, sheet: Sheet) -> Result:
    """The estimate; rejects a course that has no price there."""
    try:
        return estimate_with(course, sheet)
    except (InvalidAnswer, TariffGap):
        assume(False)
        raise


@SOME
@given(course=courses())
def test_no_rise_is_silent(restless: Sheet, course: Case) -> None:
    result = priced(course, restless)
    told = named(result)
    assert [visit for visit in rises(result) if visit.session not in told] == []


@FEW
@given(drawn=st.lists(courses(), min_size=1, max_size=20))
def test_lists_tell_the_same(restless: Sheet, drawn: list[Case]) -> None:
    results = [priced(course, restless) for course in drawn]
    rows = [answers_of(course) for course in drawn]
    totals = many.batch_totals(columns_of(rows), len(rows), restless)
    for row, result in enumerate(results):
        told = tuple(dict.fromkeys(notice.id for notice in result.notices))
        assert notices_in(int(totals.notices[row])) == told


def sessions_of(result: Result, name: str) -> Iterator[object]:
    """The sessions that one notice names, in its order."""
    return (notice.values["session"] for notice in result.notices if notice.id == name)


def test_each_change_of_the_limits_is_told(restless: Sheet) -> None:
    """15 normal sessions from 2 June on, 12 from 4 August on."""
    course = case(start=date(2026, 5, 28), prior_sessions=14, sessions=40)
    result = estimate_with(course, restless)
    assert [visit.session for visit in rises(result)][:1] == [3]
    assert list(sessions_of(result, "limit_change")) == [3, 21]


def test_limits_that_change_after_the_fa_year_are_told(restless: Sheet) -> None:
    course = case(
        pathology="fa",
        start=date(2026, 5, 4),
        first_session=date(2025, 5, 5),
        prior_sessions=10,
        sessions=20,
    )
    result = estimate_with(course, restless)
    assert list(sessions_of(result, "fa_after_year")) == [2]
    assert list(sessions_of(result, "limit_change")) == [10]


def test_limits_of_before_the_course_are_no_news(restless: Sheet) -> None:
    result = estimate_with(case(start=date(2026, 8, 4), sessions=3), restless)
    assert list(sessions_of(result, "limit_change")) == []


def test_another_class_of_the_fixed_share_is_told(restless: Sheet) -> None:
    course = case(pathology="heavy", service="specific_45", start=date(2026, 9, 1), per_week=1)
    result = estimate_with(course, restless)
    assert list(sessions_of(result, "share_change")) == [2]


def test_another_coefficient_is_another_tariff(restless: Sheet) -> None:
    course = case(start=date(2026, 10, 1), per_week=7, sessions=8)
    result = estimate_with(course, restless)
    fees = [item.official_fee for item in result.items]
    assert fees[4:6] == [euros("30.80"), euros("61.61")]
    assert list(sessions_of(result, "tariff_change")) == [6]
