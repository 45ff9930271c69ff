"""The courses of a plan by their names, and what each part of the plan costs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from estimator.engine.model.case import Pathology
from estimator.engine.model.plan import Costs, PlannedCourse, PlanResult
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.ranges import EuroRange
from estimator.locales import Words
from estimator.wording.amounts import amount, total
from estimator.wording.comparison import TOTALS
from estimator.wording.plan.maf import month_name
from estimator.wording.situations import label_of


def problem_name(words: Words, book: TariffBook, given: str) -> str:
    """The everyday name of a group or of a situation; of an answer that is none, a general one."""
    if given in book.situations:
        return label_of(words, book, given)
    return words(f"choice.group.{given}" if given in {*Pathology} else "year.treatment")


def course_name(words: Words, book: TariffBook, place: int, given: str, person: str = "") -> str:
    """A course by its number (that of the first, place 0, is 1), its problem and its person."""
    key = "year.course_of" if person else "year.course"
    what = problem_name(words, book, given)
    return words(key, number=place + 1, what=what, person=person)


def course_names(words: Words, book: TariffBook, planned: Iterable[PlannedCourse]) -> list[str]:
    """The names of the courses of a plan."""
    return [
        course_name(words, book, place, given_of(course), course.person)
        for place, course in enumerate(planned)
    ]


def short_names(words: Words, planned: Iterable[PlannedCourse]) -> list[str]:
    """The same in a few words, to stand in a chart or before a sentence."""
    return [
        words("year.short_of" if it.person else "year.short", number=number, person=it.person)
        for number, it in enumerate(planned, 1)
    ]


def given_of(course: PlannedCourse) -> str:
    """The situation of a course, else its group."""
    case = course.case
    return case.situation.code if case.situation else case.pathology


def person_name(words: Words, person: str) -> str:
    """A person by name; who has none is the reader."""
    return person or words("year.you")


def span_of(costs: Costs, name: str) -> EuroRange:
    """One of the amounts, from the least to the most."""
    return EuroRange(*sorted((getattr(costs.least, name), getattr(costs.most, name))))


def cost_cells(words: Words, costs: Costs) -> list[str]:
    """What is paid, what comes back, what is left."""
    return [amount(words, span_of(costs, name)) for name in TOTALS]


def course_rows(words: Words, plan: PlanResult, names: Sequence[str]) -> Iterator[list[str]]:
    """What each course costs."""
    for name, result in zip(names, plan.courses, strict=True):
        yield [name, *(total(words, result, each) for each in TOTALS)]


def month_rows(words: Words, parts: Mapping[date, Costs]) -> Iterator[list[str]]:
    """What each month costs."""
    for month, costs in parts.items():
        yield [month_name(words, month), *cost_cells(words, costs)]
