"""What the page asks about a list whose columns aren't certain, and how answers are kept."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pyarrow as pa
import pytest

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Field
from estimator.lists import opening
from estimator.lists.columns.model import DayOrder, ListColumns
from estimator.lists.columns.telling import with_meaning
from estimator.lists.first_look.look import Asked, Look, Question, look_at
from estimator.lists.values import day_example
from tests.lists.paging import Paging
from tests.lists.tables import USUAL
from tests.lists.test_page import csv_of

ROW = {"Soin": "current", "Conv.": "false", "Prix": "40", "Fois": "18", "Jour": "2025-05-05"} | {
    "Bilan": "false"
}
LIST = csv_of([ROW | {"Tel": "0"}, ROW | {"Tel": "1", "Fois": "0"}])
CERTAIN: Mapping[str, str | None] = {
    "Soin": "pathology",
    "Conv.": "conventioned",
    "Fois": "sessions",
    "Jour": "start",
    "Bilan": "intake",
}
LEFT = Decimal("388.44")


def uncertain(rows: pa.Table, told: ListColumns | None = None) -> Look:
    """Asks what the price is, who says BIM, and how days are read, until each is told."""
    if "Prix" not in rows.column_names:
        return look_at(rows, told)
    told = told or ListColumns()
    columns = {name: known for name, known in CERTAIN.items() if name in rows.column_names}
    questions = []
    if "Prix" not in told.columns:
        questions.append(Question(Asked.MEANING, "Prix", ("fee", "surcharge")))
    if "bim" not in {**told.sources(), **told.everywhere}:
        questions.append(Question(Asked.WHICH, "bim", ("Tel",)))
    if "Jour" not in told.days:
        questions.append(Question(Asked.DAYS, "Jour", tuple(DayOrder)))
    return Look(told._replace(columns={**columns, **told.columns}), tuple(questions))


@pytest.fixture(autouse=True)
def _uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "look_at", uncertain)


def given(language: str = "en") -> Paging:
    """A page with the list."""
    paging = Paging(language)
    paging.upload("list.csv", LIST)
    return paging


def answer_all(paging: Paging) -> None:
    """Answers the three questions."""
    say = paging.say
    paging.choose(say("list_page.meaning", column="Prix"), "fee")
    paging.choose(say("list_page.which.bim"), ("", "false"))
    paging.choose(say("list_page.days", column="Jour"), DayOrder.DAY_FIRST)


def test_what_is_not_certain_is_asked_with_its_reason() -> None:
    paging = given()
    assert paging.say("list_page.start") not in paging.buttons
    assert "3 questions before it is estimated" in paging.read
    assert paging.say("list_page.meaning.why", column="Prix", values="40") in paging.read
    assert paging.say("list_page.which.why") in paging.read
    paging.choose(paging.say("list_page.meaning", column="Prix"), "fee")
    assert "2 questions before it is estimated" in paging.read


def test_the_answers_lead_to_the_amounts() -> None:
    paging = given()
    answer_all(paging)
    paging.press("list_page.start")
    paging.wait()
    assert paging.job.rows["patient"].to_pylist() == [LEFT, None]
    assert "Done: 2 rows, 1 of them with an error." in paging.read


def test_a_column_says_it() -> None:
    paging = given()
    paging.choose(paging.say("list_page.which.bim"), ("Tel", ""))
    assert paging.given.look.columns.sources()["bim"] == "Tel"
    assert paging.say("list_page.which.bim") not in paging.asked


def test_a_column_may_be_kept_as_it_is() -> None:
    paging = given()
    paging.choose(paging.say("list_page.meaning", column="Prix"), "")
    assert paging.given.look.columns.columns["Prix"] is None


def test_a_second_list_with_the_same_heads_is_not_asked_about() -> None:
    paging = given()
    answer_all(paging)
    paging.upload("other.csv", LIST.replace(b"18", b"30"))
    assert paging.say("list_page.start") in paging.buttons
    paging.upload("wider.csv", csv_of([ROW | {"Tel": "0", "Note": "x"}]))
    assert "3 questions before it is estimated" in paging.read


def test_an_answer_is_seen_and_changed() -> None:
    paging = given()
    answer_all(paging)
    paging.press("list_page.start")
    paging.wait()
    paging.choose(paging.say("list_page.meaning", column="Prix"), "surcharge")
    assert paging.job is None
    assert paging.given.look.columns.columns["Prix"] == "surcharge"
    paging.choose(paging.say("list_page.days", column="Jour"), DayOrder.MONTH_FIRST)
    assert paging.given.look.columns.days == {"Jour": DayOrder.MONTH_FIRST}
    assert "For the whole list – Increased reimbursement (BIM): no" in paging.read
    paging.press("list_page.ask_again")
    assert "3 questions before it is estimated" in paging.read


def test_no_two_columns_mean_the_same() -> None:
    paging = given()
    paging.choose(paging.say("list_page.meaning", column="Tel"), "sessions")
    columns = paging.given.look.columns.columns
    assert (columns["Tel"], columns["Fois"]) == ("sessions", None)


def test_an_answer_that_leaves_something_open_is_asked_about() -> None:
    paging = Paging()
    paging.upload("list.csv", csv_of([USUAL]))
    paging.choose(paging.say("list_page.meaning", column="bim"), "travel")
    paging.choose(paging.say("list_page.which.bim"), ("", "false"))
    assert paging.say("list_page.start") in paging.buttons


def test_a_switch_of_language_loses_no_answer() -> None:
    paging = given("fr")
    paging.choose(paging.say("list_page.meaning", column="Prix"), "fee")
    paging.speak("nl")
    assert paging.say("list_page.meaning", column="Prix") in paging.asked  # to be changed
    assert paging.say("list_page.questions", n=2) in paging.read
    assert paging.given.look.columns.columns["Prix"] == "fee"
    paging.choose(paging.say("list_page.which.bim"), ("", "true"))
    assert paging.given.look.columns.everywhere == {"bim": "true"}


def read_by(_: Field, order: DayOrder | None = None) -> Callable[[object], date]:
    """Reads a day by its order."""

    def read(given: object) -> date:
        if "/" not in str(given):
            raise InvalidAnswer("start", given=given, reason="day")
        day, month, year = map(int, str(given).split("/"))
        return date(year, day, month) if order == DayOrder.MONTH_FIRST else date(year, month, day)

    return read


def test_days_are_asked_by_one_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_example, "reader_of", read_by)
    days = ("soon", "05/05/2026", "03/04/2026")
    paging = Paging("fr")
    paging.upload("list.csv", csv_of([ROW | {"Tel": "0", "Jour": day} for day in days]))
    (asked,) = paging.app.radio
    assert asked.options == ["03/04/2026 est le 3 avril 2026", "03/04/2026 est le 4 mars 2026"]


def test_one_number_for_the_whole_list_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(_: pa.Table, told: ListColumns | None = None) -> Look:
        asked = not (told and told.everywhere)
        return Look(
            told or ListColumns(),
            (Question(Asked.WHICH, "sessions", ("Fois", "Prix")),) if asked else (),
        )

    monkeypatch.setattr(opening, "look_at", look)
    paging = given()
    paging.choose(paging.say("list_page.which.sessions"), ("", ""))
    paging.widget("fixed_typed_sessions").set_value("0")
    paging.run()
    assert "1 – 400" in paging.app.error[0].value
    paging.widget("fixed_typed_sessions").set_value("12")
    paging.run()
    assert paging.given.look.columns.everywhere == {"sessions": "12"}


def sheets(*names: str) -> bytes:
    """A workbook with the same list on several sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for place, name in enumerate(names):
        sheet = book.create_sheet(name)
        for row in (list(USUAL), *([list(USUAL.values())] * (place + 1))):
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_which_sheet_is_asked_and_not_asked_again() -> None:
    paging = Paging()
    paging.upload("book.xlsx", sheets("2024", "2025"))
    paging.choose(paging.say("list_page.sheet"), "2025")
    paging.wait()
    assert paging.given.reading.opened.length == 2
    assert paging.say("list_page.sheet") not in paging.asked
    paging.upload("more.xlsx", sheets("2024", "2025"))
    paging.wait()
    assert paging.given.reading.opened.length == 2


def test_what_was_told_of_a_column_goes_with_its_meaning() -> None:
    told = ListColumns({"Tel": "bim"}, everywhere={"bim": "false", "fee": "30"})
    assert with_meaning(told, "Tel", None) == ListColumns({"Tel": None}, everywhere={"fee": "30"})
