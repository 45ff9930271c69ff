"""The written plan, opened and read back, and the table of its items."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from estimator import Pathology, Setting, tariffs
from estimator.documents.plan_sheet import PlanPaper, plan_sheet
from estimator.engine.model.plan import PlannedCourse, PlanResult
from estimator.engine.model.result import Item
from estimator.engine.plan import plan
from estimator.locales import LANGUAGES, words
from estimator.wording.headline import certainty, why_open
from estimator.wording.notices import notice_sentence, source_title
from estimator.wording.spreadsheet import plan_csv
from tests.documents.papers import TODAY, read, root_of, text_of
from tests.documents.plans import ANKLE, BACK, YEAR, course, many

BOOK = tariffs().book
ADDRESS = "https://kine.example/year"
#: Sessions on both sides of a day from which a rule isn't known.
OVER_NEW_YEAR = course("dos", "An", start=date(2026, 12, 21))


def planned(*courses: PlannedCourse) -> PlanResult:
    return plan(courses, tariffs())


def written(result: PlanResult, language: str = "fr") -> bytes:
    return plan_sheet(PlanPaper(words(language), BOOK, result, ADDRESS), TODAY)


def bare(text: str) -> str:
    """A text without spaces and hyphens, which change where a line ends."""
    return re.sub(r"[\s\N{SOFT HYPHEN}\N{HYPHEN}-]", "", text)


def missing(sentences: Sequence[str], pdf: bytes) -> list[str]:
    text = bare(text_of(pdf))
    return [it for it in sentences if bare(it) not in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_what_each_course_month_year_and_person_leaves_to_pay(language: str) -> None:
    result, say = planned(*YEAR), words(language)
    parts = [result.by_month, result.by_year, result.by_person]
    amounts = [it.totals.patient for part in parts for it in part.values()]  # type: ignore[attr-defined]
    amounts += [it.totals.patient for it in result.courses]
    amounts += [result.totals.patient, result.totals.charged, result.totals.reimbursed]
    assert missing([say.euros(it) for it in amounts], written(result, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_describes_every_course(language: str) -> None:
    result, say = planned(*YEAR), words(language)
    told = [
        *("An · back", "Zoé · cheville", "Zoé"),
        *(say(f"pathology.{it}") for it in ("current", "heavy")),
        *(say(f"setting.{it}") for it in ("practice", "home")),
        say("field.bim"),
        say("field.report"),
        *(say.day(it.case.start) for it in YEAR),
        *(say.day(it.items[-1].date) for it in result.courses),
        say.euros(Decimal(40)),
        *(say(f"kind.{it}") for it in ("conventioned", "non_conventioned")),
    ]
    assert missing(told, written(result, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_rests_on_and_what_it_is_not(language: str) -> None:
    result, say = planned(*YEAR), words(language)
    told = [
        say("plan_paper.made", day=TODAY),
        say("page.limits"),
        say("keep.tariff", day=date(2025, 2, 1), status=say("status.derived")),
        certainty(say, BOOK, result.courses),
        *(source_title(say, source) for source in result.sources),
        *(notice_sentence(say, notice) for notice in result.shared),
        ADDRESS,
    ]
    assert missing(told, written(result, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_open_is_a_range_with_its_cause(language: str) -> None:
    result, say = planned(OVER_NEW_YEAR, ANKLE), words(language)
    assert result.range
    low, high = result.range.low.patient, result.range.high.patient
    least, most = result.range.high.reimbursed, result.range.low.reimbursed
    told = [
        say("keep.from_to", low=low, high=high),
        say("keep.from_to", low=least, high=most),
        *why_open(say, BOOK, result.courses),
    ]
    assert missing(told, written(result, language)) == []


def test_a_remark_names_the_courses_that_it_is_about() -> None:
    result, say = planned(BACK, ANKLE), words("fr")
    of_second = [it for it in result.courses[1].notices if it.id == "bim_protected"]
    sentence = notice_sentence(say, *of_second)
    told = say("plan.about", n=1, courses="2", sentence=sentence)
    assert missing([told], written(result)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_courses_of_a_household_stand_on_one_page(language: str) -> None:
    assert len(read(written(planned(*many(8)), language)).pages) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_courses_with_all_that_can_be_told_stand_on_one_page(language: str) -> None:
    long = [
        course(
            f"un problème avec un nom assez long {n}",
            f"Marie-Antoinette {n % 4}",
            pathology=Pathology.FB,
            setting=Setting.HOME,
            bim=n % 2 == 0,
            prior_sessions=n,
            report=True,
            start=date(2026, 2 + n, 1),
            sessions=60,
            per_week=1,
        )
        for n in range(8)
    ]
    assert len(read(written(planned(*long), language)).pages) == 1


def test_a_long_plan_takes_several_pages_and_loses_nothing() -> None:
    result = planned(*many(20))
    pdf = written(result)
    pages = len(read(pdf).pages)
    assert pages > 1
    amounts = [words("fr").euros(it.most.patient) for it in result.courses]
    assert missing([*amounts, f"{pages} / {pages}"], pdf) == []
    assert "en ligne" not in text_of(pdf), "no remark is left out"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_accessible_and_the_same_on_a_day(language: str) -> None:
    pdf = written(planned(BACK, ANKLE), language)
    root, metadata = root_of(pdf), read(pdf).metadata
    assert metadata is not None
    assert metadata.title == words(language)("plan_paper.title")
    assert root["/Lang"] == str(words(language).locale).replace("_", "-")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert pdf == written(planned(BACK, ANKLE), language)


@pytest.mark.parametrize("name", ["😀 back", "物理治療", "שלום", '#"\\[]$*_<b>', "x" * 300])
def test_any_name_can_be_printed(name: str) -> None:
    assert "18" in text_of(written(planned(course(name, name))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_item_with_its_course(language: str) -> None:
    result, separator = planned(BACK, ANKLE), "," if language == "en" else ";"
    content = plan_csv(result, words(language)).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(content), delimiter=separator)
    assert len(head) == 3 + len(Item._fields)
    assert len(rows) == len(result.items)
    assert {tuple(row[:3]) for row in rows} == {("1", "An", "back"), ("2", "Zoé", "cheville")}
    days = [row[head.index(words(language)("keep.column.date"))] for row in rows]
    assert days == sorted(days)


def test_no_name_is_a_formula_in_the_table() -> None:
    content = plan_csv(planned(course("=1+1", "@SUM(A1)")), words("fr")).decode("utf-8-sig")
    assert "'=1+1" in content
    assert "'@SUM(A1)" in content
