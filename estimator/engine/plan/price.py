"""What several courses cost together, course by course, month by month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from estimator.engine.estimate import Bill, bill_of, check_complete, result_of
from estimator.engine.model.case import FA, MAX_SESSIONS, Case
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import EPOCH
from estimator.engine.model.plan import Costs, CourseRefused, PlannedCourse, PlannedItem, PlanResult
from estimator.engine.model.result import Notice, Result, Totals
from estimator.engine.model.tariff_book import weakest
from estimator.engine.numbers.courses import Course
from estimator.engine.numbers.tables import Sheet
from estimator.engine.plan.conditions import Counted
from estimator.engine.plan.months import costs_by_month
from estimator.engine.plan.person import counted_together
from estimator.engine.reach import check_limit, check_reach

#: Notices about what came before a course, which the plan knows for a later one.
OF_A_BEGINNING = frozenset({"treatment_start", "first_session_missing", "perinatal_prior"})
#: Notices that only one condition is counted, which the plan makes wrong or says better.
OF_ONE_CONDITION = frozenset({"overrun_cap_one_condition", "further_condition"})
#: Notices that suppose normal sessions, of which a fourth condition of the year has none.
OF_NORMAL_SESSIONS = frozenset({"overrun_at_once"})
#: Notices with the amount of another reading, priced as if there were no other course.
AS_IF_ALONE = frozenset({"fa_conditions", "first_session_missing"})


def plan(courses: Sequence[PlannedCourse], sheet: Sheet) -> PlanResult:
    """What some courses cost together. Raises `CourseRefused` for a course without a price, and
    `InvalidAnswer` where there is no course."""
    if not courses:
        raise InvalidAnswer("courses", given=0, reason="no_courses", allowed=(1,))
    reached = [within_reach(number, of.case, sheet) for number, of in enumerate(courses, 1)]
    counted: dict[int, Counted] = {}
    shared: list[Notice] = []
    for places in places_by_person(courses).values():
        of_person, notices = counted_together(
            {place: courses[place] for place in places},
            {place: reached[place] for place in places},
            sheet,
        )
        counted |= of_person
        shared += notices
    bills = [
        billed_in_plan(number, of.case, counted[number - 1], sheet)
        for number, of in enumerate(courses, 1)
    ]
    results = [
        result_in_plan(of.case, counted[place], bills[place], sheet)
        for place, of in enumerate(courses)
    ]
    months = costs_by_month(
        (counted[place].part.course, of_course) for place, of_course in enumerate(bills)
    )
    return summed_up(courses, results, months, shared)


def places_by_person(courses: Sequence[PlannedCourse]) -> dict[str, list[int]]:
    """The places of the courses of each person."""
    found: dict[str, list[int]] = {}
    for place, of in enumerate(courses):
        found.setdefault(of.person, []).append(place)
    return found


def within_reach(number: int, case: Case, sheet: Sheet) -> Course:
    """A course whose first session has a price. Raises `CourseRefused`."""
    try:
        return check_reach(case, sheet)
    except InvalidAnswer as refusal:
        raise CourseRefused(number, refusal) from refusal


def billed_in_plan(number: int, case: Case, counted: Counted, sheet: Sheet) -> list[Bill]:
    """Everything billed for one course, as counted in the plan. Raises `CourseRefused`."""
    part, tables = counted.part, sheet.tables
    bills = [bill_of(run, part, tables) for run in counted.runs]
    try:
        if tables.counting[part.course.schedule].ends:
            check_limit(case, counted.runs)
        check_complete(case, bills)
    except (InvalidAnswer, TariffGap) as refusal:
        raise CourseRefused(number, refusal) from refusal
    return bills


def result_in_plan(case: Case, counted: Counted, bills: Sequence[Bill], sheet: Sheet) -> Result:
    """What one course costs, as counted in the plan."""
    result = result_of(as_counted(case, counted), counted.part, bills, sheet)
    notices = tuple(notices_in_plan(result.notices, counted))
    return result if notices == result.notices else replace(result, notices=notices)


def notices_in_plan(notices: Iterable[Notice], counted: Counted) -> Iterator[Notice]:
    """The notices of a course without those that the plan makes wrong, or says better; an amount
    that counts nothing else is left out."""
    unsaid = OF_A_BEGINNING if counted.later else frozenset()
    if counted.beside_others:
        unsaid |= OF_ONE_CONDITION
    if counted.further:
        unsaid |= OF_NORMAL_SESSIONS
    alone = counted.beside_others or counted.later
    for notice in notices:
        if notice.id not in unsaid:
            yield Notice(notice.id, {}) if alone and notice.id in AS_IF_ALONE else notice


def as_counted(case: Case, counted: Counted) -> Case:
    """The case with what the plan counts before it, and without what an earlier course bills."""
    course, before = counted.part.course, counted.part.before.counted
    if counted.later and before <= MAX_SESSIONS:
        began = date.fromordinal(course.first_session + EPOCH)
        case = replace(
            case,
            prior_sessions=before,
            first_session=began if case.pathology in FA and before else None,
        )
    if (case.intake_billed, case.report_billed) == (course.intake, course.report):
        return case
    return replace(case, intake=course.intake, report=course.report)


def summed_up(
    courses: Sequence[PlannedCourse],
    results: Sequence[Result],
    months: Mapping[date, Costs],
    shared: Sequence[Notice],
) -> PlanResult:
    """The results of all courses as one."""
    persons: dict[str, list[Costs]] = {}
    for of, result in zip(courses, results, strict=True):
        persons.setdefault(of.person, []).append(Costs(result.totals, result.least, result.most))
    years: dict[int, list[Costs]] = {}
    for month, costs in months.items():
        years.setdefault(month.year, []).append(costs)
    sources = {source.id: source for result in results for source in result.sources}
    questions = dict.fromkeys(it for result in results for it in result.open_questions)
    return PlanResult(
        planned=tuple(courses),
        courses=tuple(results),
        items=in_order_of_date(results),
        costs=together(Costs(it.totals, it.least, it.most) for it in results),
        by_month=months,
        by_year={year: together(of) for year, of in years.items()},
        by_person={person: together(of) for person, of in persons.items()},
        shared=tuple(shared),
        sources=tuple(sources.values()),
        status=weakest(result.status for result in results),
        open_questions=tuple(questions),
    )


def in_order_of_date(results: Sequence[Result]) -> tuple[PlannedItem, ...]:
    """All items; those of the same day course by course, each in the order of billing."""
    found = [
        PlannedItem(place, item) for place, result in enumerate(results) for item in result.items
    ]
    return tuple(sorted(found, key=lambda it: it.item.date))


def together(costs: Iterable[Costs]) -> Costs:
    """Some costs as one."""
    return Costs(*map(added, zip(*costs, strict=True)))


def added(amounts: Iterable[Sequence[Decimal]]) -> Totals:
    """The six amounts, each summed."""
    return Totals._make(map(sum, zip(*amounts, strict=True)))
