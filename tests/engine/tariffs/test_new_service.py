"""A service that the nomenclature lists from a day on, or up to a day: rows of data, no code."""

from datetime import date

import pytest

from estimator.engine.estimate import estimate
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.numbers.layout import lay_out
from estimator.engine.numbers.tables import Sheet
from estimator.engine.reach import check_priced
from estimator.engine.tariffs.files import load
from tests.engine.cases import case
from tests.engine.tariffs.folder import SHEET_2024, Folder

CAME, WENT = "2025-07-01", "2025-10-01"
GROUP = "567999,ambulatory,practice,current,specific_45,1,17,45,12,short,,inferred,cm-courante"
SHEET = "multipliers/2025-02-01.csv"


@pytest.fixture
def added(folder: Folder) -> Folder:
    """A service with 17 of the 18 sessions of a year, from July 2025."""
    nomenclature, multipliers = folder.lines(SHEET_2024), folder.lines(SHEET)
    folder.write(f"nomenclature/{CAME}.csv", [*nomenclature, GROUP])
    folder.write(f"multipliers/{CAME}.csv", [*multipliers, "567999,1.2,,derived,,convention-m25,p"])
    folder.add("editions.csv", f"{CAME},2025-12-31,,derived,convention-m25,")
    assert folder.problems() == []
    return folder


@pytest.fixture
def sheet(added: Folder) -> Sheet:
    """The same, gone again after September."""
    added.write(f"nomenclature/{WENT}.csv", added.lines(SHEET_2024))
    added.write(f"multipliers/{WENT}.csv", added.lines(SHEET))
    added.add("editions.csv", f"{WENT},2025-12-31,,derived,convention-m25,")
    assert added.problems() == []
    return lay_out(load(added.path))


def test_after_its_ranks_the_ordinary_codes_follow(sheet: Sheet) -> None:
    course = case(service="specific_45", start=date(2025, 7, 1), sessions=19)
    codes = [item.code for item in estimate(course, sheet).items]
    assert codes == ["567999"] * 17 + ["560011", "560055"]


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 10, 1)])
def test_a_first_day_without_it_is_refused(sheet: Sheet, day: date) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        check_priced(case(service="specific_45", start=day, sessions=3), sheet)
    assert (refused.value.field, refused.value.reason) == ("start", "service_day")
    assert refused.value.allowed == (date(2025, 7, 1), date(2025, 9, 30))


def test_what_came_may_begin_until_the_last_day(added: Folder) -> None:
    sheet = lay_out(load(added.path))
    with pytest.raises(InvalidAnswer) as refused:
        check_priced(case(service="specific_45", start=date(2025, 6, 30), sessions=3), sheet)
    assert refused.value.allowed == (date(2025, 7, 1), sheet.book.last_start)


def test_a_course_that_outlasts_it_is_refused(sheet: Sheet) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        check_priced(case(service="specific_45", start=date(2025, 9, 29), sessions=3), sheet)
    assert (refused.value.field, refused.value.allowed) == ("sessions", (1, 1))


def test_the_ordinary_session_is_there_all_the_time(sheet: Sheet) -> None:
    check_priced(case(start=date(2025, 6, 23), sessions=50), sheet)
