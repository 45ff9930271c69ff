"""The written plan: its courses and what they leave to pay, one page A4 up to eight courses."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from estimator.documents.content import Texts, first_of_each, sources
from estimator.documents.fonts_cover import printable
from estimator.documents.pdf import pdf_of, printable_address
from estimator.engine.model.case import Case, Service
from estimator.engine.model.notices import CLIFFS
from estimator.engine.model.plan import Costs, PlannedCourse, PlanResult
from estimator.engine.model.result import Result
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Words
from estimator.wording.amounts import amount, total
from estimator.wording.comparison import TOTALS
from estimator.wording.headline import certainty, why_open
from estimator.wording.notices import listed, notice_sentence
from estimator.wording.plan.courses import span_of
from estimator.wording.situation import extras, money
from estimator.wording.situations import situation_label

COURSE_COLUMNS = ("number", "what", "kine", "days", "sessions", "left")
#: How many remarks about single courses are printed, from all of them down.
REMARKS = (None, 10, 8, 6, 4, 2, 0)
#: How many tables of months stand side by side; two where an amount is a range.
ABREAST, ABREAST_RANGES = 3, 2


class PlanPaper(NamedTuple):
    """What is printed, and where the page is that made it."""

    words: Words
    book: TariffBook
    result: PlanResult
    address: str


def plan_sheet(paper: PlanPaper, today: date) -> bytes:
    """The plan on one page, or on as many as it takes. The same day gives the same bytes."""
    return pdf_of("plan_sheet.typ", plan_texts(paper, today), today)


def plan_texts(paper: PlanPaper, today: date) -> Texts:
    """Everything that the layout needs."""
    words, book, result, address = paper
    courses = [*result.courses]
    return {
        "language": words.language,
        "region": words.locale.territory,
        "title": words("plan_paper.title"),
        "made": words("plan_paper.made", day=today),
        "headline": plan_headline(paper),
        "courses": {
            "heading": words("plan_paper.courses"),
            "head": [words(f"plan_paper.head.{column}") for column in COURSE_COLUMNS],
            "rows": [*course_rows(words, result)],
            "total": [words("items.total"), plan_amount(words, result.costs)],
        },
        "sums": {
            "heading": words("plan_paper.sums"),
            "abreast": ABREAST_RANGES if result.range else ABREAST,
            "tables": [*sums(words, result)],
        },
        "notes": words("notices.heading"),
        "shared": [notice_sentence(words, notice) for notice in result.shared],
        "shapes": [*remarks_left(words, result)],
        "sources": {
            "heading": words("sources.heading"),
            "lines": [*sources(words, book, courses)],
        },
        "again": words("plan_paper.again"),
        "address": printable_address(address),
        "limits": f"{words('plan_paper.before_ceiling')} {words('page.limits')}",
    }


def plan_headline(paper: PlanPaper) -> Texts:
    """The amount left to pay and how sure it is; beside it what is paid first and comes back."""
    words, book, result, _ = paper
    courses = [*result.courses]
    named = [[words(f"amount.{it}"), plan_amount(words, result.costs, it)] for it in TOTALS]
    label, left = named.pop()
    return {
        "label": label,
        "amount": left,
        "range": result.range is not None,
        "note": words("keep.course", n=sum(course.case.sessions for course in courses)),
        "why": [*why_open(words, book, courses)],
        "certainty": certainty(words, book, courses),
        "others": named,
    }


def plan_amount(words: Words, costs: Costs, name: str = "patient") -> str:
    """One of the totals of a part of a plan, as a range while something is open."""
    return amount(words, span_of(costs, name))


def course_rows(words: Words, result: PlanResult) -> Iterator[Texts]:
    """Each course: whose and what for, how it was described, and what it leaves to pay."""
    for number, (course, found) in enumerate(zip(result.planned, result.courses, strict=True), 1):
        name, *about = filter(None, (names_of(course), *described(words, course.case)))
        kind = "conventioned" if course.case.conventioned else "non_conventioned"
        yield {
            "number": str(number),
            "name": name,
            "about": about,
            "kine": words(f"kind.{kind}"),
            "days": [words.day(day) for day in (course.case.start, found.items[-1].date)],
            "sessions": str(course.case.sessions),
            "left": total(words, found, "patient"),
        }


def names_of(course: PlannedCourse) -> str:
    """The names that the person gave, as far as the fonts have their letters; may be empty."""
    told = (printable(name).text for name in (course.person, course.condition or ""))
    return " · ".join(filter(None, told))


def described(words: Words, case: Case) -> Iterator[str]:
    """The answers of a course that stand in no column of their own."""
    situation = case.situation
    yield situation_label(words, situation) if situation else words(f"pathology.{case.pathology}")
    if case.service is not Service.SESSION:
        yield words(f"service.{case.service}")
    yield words(f"setting.{case.setting}")
    if case.bim:
        yield words("field.bim")
    had = [(words("field.prior_sessions"), str(case.prior_sessions))] if case.prior_sessions else []
    for name, answer in (*had, *money(words, [case]), *extras(words, case)):
        yield words("answer.supposed", field=name, answer=answer)


def sums(words: Words, result: PlanResult) -> Iterator[Texts]:
    """What each month of a year leaves to pay, and the year; then each of several persons."""
    for year, costs in result.by_year.items():
        months = {
            format_date(month, "LLLL", locale=words.locale): of
            for month, of in result.by_month.items()
            if month.year == year
        }
        yield sum_table(words, str(year), months, costs)
    if len(result.by_person) > 1:
        unnamed = words("plan.unnamed")
        people = {printable(it).text or unnamed: of for it, of in result.by_person.items()}
        yield sum_table(words, words("plan_paper.people"), people, result.costs)


def sum_table(words: Words, head: str, parts: Mapping[str, Costs], whole: Costs) -> Texts:
    """Some parts of a plan with what they leave to pay, and the sum."""
    return {
        "head": [head, words("plan_paper.head.left")],
        "rows": [[name, plan_amount(words, costs)] for name, costs in parts.items()],
        "total": [words("items.total"), plan_amount(words, whole)],
    }


def remarks_left(words: Words, result: PlanResult) -> Iterator[Texts]:
    """The remarks about single courses, all of them first, then fewer."""
    all_of_them = remarks(words, result)
    for most in REMARKS:
        printed = all_of_them[:most]
        left_out = len(all_of_them) - len(printed)
        more = words("keep.more_notes", n=left_out) if left_out else None
        yield {"notes": printed, "more": more}


def remarks(words: Words, result: PlanResult) -> list[str]:
    """What the courses say beside what they share, the steps first; each with its courses."""
    said: dict[str, list[int]] = {}
    for cliffs in (True, False):
        for number, course in enumerate(result.courses, 1):
            for sentence in own_remarks(words, course, result, cliffs=cliffs):
                said.setdefault(sentence, []).append(number)
    of_all = len(result.courses)
    return [
        sentence if len(numbers) == of_all else of_some(words, numbers, sentence)
        for sentence, numbers in said.items()
    ]


def own_remarks(words: Words, course: Result, result: PlanResult, *, cliffs: bool) -> Iterator[str]:
    """The sentences of a course that the plan does not say already."""
    own = [it for it in course.notices if it not in result.shared and (it.id in CLIFFS) is cliffs]
    return (notice_sentence(words, notice) for notice in first_of_each(own))


def of_some(words: Words, numbers: Sequence[int], sentence: str) -> str:
    """A sentence with the numbers of the courses that it is about."""
    courses = listed(words, map(str, numbers), "standard")
    return words("plan.about", n=len(numbers), courses=courses, sentence=sentence)
