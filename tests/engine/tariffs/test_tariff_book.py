"""What is in force on a day, and gaps: never zero, never the nearest row."""

from datetime import date

import pytest

from estimator import EstimatorError, TariffGap
from estimator.engine.model.notices import reduction_since
from estimator.engine.model.tariff_book import in_force
from estimator.engine.tariffs.files import load
from estimator.engine.tariffs.prices import unit_price
from tests.engine.cases import BOOK
from tests.engine.tariffs.folder import Folder

EVE = date(2023, 12, 31)
DAY = date(2025, 5, 5)


@pytest.mark.parametrize(
    ("on", "value"),
    [("2024-01-01", "a"), ("2024-01-31", "a"), ("2024-02-01", "b"), ("2099-01-01", "b")],
)
def test_the_last_value_that_had_started(on: str, value: str) -> None:
    values = {date(2024, 2, 1): "b", date(2024, 1, 1): "a"}
    assert in_force(values, date.fromisoformat(on)) == value


def test_nothing_is_in_force_before_the_first_day() -> None:
    with pytest.raises(TariffGap, match="holds no price on 2023-12-31") as raised:
        in_force({date(2024, 1, 1): 1}, EVE, "price")
    assert isinstance(raised.value, EstimatorError)
    assert (raised.value.what, raised.value.on) == ("price", EVE)


def test_first_day() -> None:
    assert BOOK.first_day == date(2024, 1, 1)


def test_gaps_of_a_book() -> None:
    with pytest.raises(TariffGap, match="code 999999"):
        BOOK.code("999999", DAY)
    with pytest.raises(TariffGap, match="multiplier of 639111"):
        BOOK.multiplier("639111", DAY)
    with pytest.raises(TariffGap, match="edition"):
        BOOK.multiplier("567011", EVE)
    with pytest.raises(TariffGap, match="nomenclature"):
        BOOK.code("567011", EVE)
    with pytest.raises(TariffGap, match="share unknown"):
        BOOK.copayment("unknown", DAY)
    with pytest.raises(TariffGap, match="limit overrun_cap fb"):
        BOOK.limit("overrun_cap", "fb", DAY)
    with pytest.raises(TariffGap):
        unit_price(BOOK, "999999", DAY, bim=False)


def test_codes_serving_a_service_stand_by_rank() -> None:
    known = BOOK.nomenclature(DAY)
    codes = [code.code for code in known.serving("practice", "fb", "session")]
    assert codes == ["563614", "564270"]
    assert known.serving("garden", "fb", "session") == []


def test_of_a_pair_the_ambulatory_code_serves() -> None:
    known = BOOK.nomenclature(DAY)
    codes = [code.code for code in known.serving("rehabilitation_centre", "current", "session")]
    assert codes == ["567232", "560534"]
    assert [code.code for code in known.serving("hospital", "current", "intake")] == ["567221"]


@pytest.mark.parametrize(("day", "still_open"), [("2025-02-01", False), ("2025-02-02", True)])
def test_an_edition_answers_a_question_about_fees(
    folder: Folder, day: str, still_open: bool
) -> None:
    *others, last = folder.lines("open_questions.csv")
    assert last.startswith("fees_2027,2027-01-01")
    folder.write("open_questions.csv", [*others, last.replace("2027-01-01", day)])
    questions = load(folder.path).open_questions
    assert ("fees_2027" in {question.id for question in questions}) is still_open


def test_a_reduction_that_is_repeated_has_been_in_force_all_the_time(folder: Folder) -> None:
    folder.write(
        "reductions.csv",
        [*folder.lines("reductions.csv"), "2027-01-01,25,published,axxon-668,"],
    )
    repeated = reduction_since(load(folder.path), date(2027, 3, 1))
    assert repeated == (25, date(2025, 5, 1)) == reduction_since(BOOK, DAY)
    assert reduction_since(BOOK, date(2025, 2, 1)) == (0, date(2025, 1, 1))
