"""A second pricing of plans, to compare the engine with.

Written from the contract ("A plan") and the rules alone: session by session in order of date, in
decimals. What one session costs, it asks of the oracle of one course. Where the contract leaves a
choice open, the reading taken here is said beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from estimator import Case
from estimator.engine.model.plan import PlannedCourse
from tests.engine import oracle
from tests.engine.oracle import NORMAL_A_YEAR, OVERRUN_A_YEAR, Expected, NoPrice, Place, extra

ORDINARY_CONDITIONS = 3
Amounts = tuple[Decimal, ...]


class Planned(NamedTuple):
    """An item, and the place of its course."""

    course: int
    item: Expected


class Session(NamedTuple):
    """One session of a plan, in order of date; the same day, of entry."""

    day: date
    course: int
    k: int


class OtherGroup(Exception):
    """Courses of one condition that belong to different groups."""


@dataclass
class Condition:
    """The counters of one condition; `first` is its first course by date."""

    first: Case
    sessions: int = 0
    a_year: Counter[int] = field(default_factory=Counter)
    as_current: Counter[int] = field(default_factory=Counter)
    reports: set[int] = field(default_factory=set)
    asked_intake: bool = False


@dataclass
class Person:
    """What all conditions of a person share."""

    conditions: dict[str, Condition] = field(default_factory=dict)
    overrun: Counter[int] = field(default_factory=Counter)
    ordinary: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    intakes: set[int] = field(default_factory=set)


def items_of(courses: Sequence[PlannedCourse]) -> list[Planned]:
    """Every item of a plan, in order of date; the same day, in the order of entry."""
    found: list[Planned] = []
    persons: dict[str, Person] = defaultdict(Person)
    for session in sessions_of(courses):
        course = courses[session.course]
        found += billed(session, course, persons[course.person])
    return found


def sessions_of(courses: Sequence[PlannedCourse]) -> list[Session]:
    """All sessions in order."""
    return sorted(
        Session(of.case.start + timedelta(days=(7 * k) // of.case.per_week), course, k)
        for course, of in enumerate(courses)
        for k in range(of.case.sessions)
    )


def billed(session: Session, course: PlannedCourse, person: Person) -> list[Planned]:
    """The items of one session; it counts them."""
    case, year = course.case, session.day.year
    name = f"of course {session.course}" if course.condition is None else f"={course.condition}"
    opens = name not in person.conditions
    condition = person.conditions.setdefault(name, Condition(case))
    if condition.first.pathology != case.pathology:
        raise OtherGroup(session.course)
    if opens and case.pathology == "current":  # what came before lies before the first session
        person.overrun[year] += max(case.prior_sessions - NORMAL_A_YEAR, 0)
    place = place_of(session, case, name, condition, person)
    found = [oracle.session_item(case, session.k, place)]
    if session.k == 0 and decides_intake(case, opens, condition) and year not in person.intakes:
        intake = extra(case, 0, place, "intake")
        person.intakes |= {year} if intake else set()
        found += intake
    if case.report and report_due(session, place, condition):
        report = extra(case, session.k, place, "report")
        condition.reports |= {year} if report else set()
        found += report
    if oracle.wants_travel(case) and place.code["service"] != "second_session":
        found += oracle.travel(case, session.k, place)
    return [Planned(session.course, item) for item in found]


def decides_intake(case: Case, opens: bool, condition: Condition) -> bool:
    """Whether a course is the one of its condition whose first session may have the intake: the
    first that asks for it where there is a code for it. It alone decides: the same course in two
    parts has no second chance. Without an answer only the condition's first course asks."""
    asked = oracle.wants_intake(case) if opens else case.intake is True
    first = asked and not condition.asked_intake
    has_code = bool(oracle.code_row(str(case.setting), "current", "intake"))
    condition.asked_intake |= first and has_code
    return first


def report_due(session: Session, place: Place, condition: Condition) -> bool:
    """Once a year for heavy and Fb; for Fa once, with the first session of a course."""
    if place.group in ("heavy", "fb"):
        return session.day.year not in condition.reports
    return place.group == "fa" and session.k == 0 and not condition.reports


def place_of(
    session: Session, case: Case, name: str, condition: Condition, person: Person
) -> Place:
    """The group, the code and the fate of a session."""
    day, setting = session.day, str(case.setting)
    pathology, service = str(case.pathology), str(case.service)
    if setting == "day_hospital":
        row = oracle.code_row(setting, "day_hospital", "session")[0]
        return Place(day, "day_hospital", row, True)
    condition.sessions += 1
    condition.a_year[day.year] += 1
    first = condition.first
    rank = first.prior_sessions + condition.sessions
    if pathology in ("current", "fb"):
        before = first.prior_sessions if day.year == first.start.year else 0
        rank = before + condition.a_year[day.year]
    if falls_back(pathology, setting, rank, day, first):
        condition.as_current[day.year] += 1
        pathology, service, rank = "current", "session", condition.as_current[day.year]
    if service == "lymphoedema_45" and rank > oracle.LYMPHOEDEMA_SESSIONS:
        service = "session"
    group = oracle.GROUPS.get(pathology, pathology)
    if group != "current":
        return Place(day, group, oracle.code_at(setting, group, service, rank, pathology), True)
    further = setting != "hospital" and is_further(name, day.year, person)
    row = ordinary_code(setting, service, rank, further=further)
    if row["code"] not in oracle.CAPPED:
        return Place(day, group, row, True)
    person.overrun[day.year] += 1
    return Place(day, group, row, person.overrun[day.year] <= OVERRUN_A_YEAR)


def falls_back(pathology: str, setting: str, rank: int, day: date, first: Case) -> bool:
    """Whether a session is priced as current: Fa after its year, perinatal past nine."""
    if pathology in ("fa", "fa_polytrauma"):
        return day >= oracle.a_year_after(first.first_session or first.start)
    past = rank > oracle.PERINATAL_SESSIONS
    return pathology == "perinatal" and setting != "hospital" and past


def is_further(name: str, year: int, person: Person) -> bool:
    """Whether three other conditions had sessions priced as current that year before this one, in a
    place where a limit holds."""
    conditions = person.ordinary[year]
    if name not in conditions:
        conditions.append(name)
    return conditions.index(name) >= ORDINARY_CONDITIONS


def ordinary_code(setting: str, service: str, rank: int, *, further: bool) -> oracle.Row:
    """The code of a session priced as current: `further`, an overrun code from the first on; in a
    rehabilitation centre there is none, so no price."""
    if not further:
        return oracle.code_at(setting, "current", service, rank, "current")
    starred = oracle.code_row(setting, "current", "overrun")
    if not starred:
        raise NoPrice(f"a fourth condition in {setting}")
    return starred[0]


# Sums -------------------------------------------------------------------------------------------


def totals_of(items: Sequence[Planned]) -> Amounts:
    """The six amounts summed."""
    return oracle.totals_of([each.item for each in items]) or (oracle.NOTHING,) * 6


def by_month(items: Sequence[Planned]) -> dict[date, Amounts]:
    """The six amounts of each month that has items, by its first day."""
    months = sorted({each.item.day.replace(day=1) for each in items})
    return {
        month: totals_of([of for of in items if of.item.day.replace(day=1) == month])
        for month in months
    }


def by_year(items: Sequence[Planned]) -> dict[int, Amounts]:
    """The same of each year."""
    years = sorted({each.item.day.year for each in items})
    return {year: totals_of([of for of in items if of.item.day.year == year]) for year in years}


def least_and_most(
    courses: Sequence[PlannedCourse], items: Sequence[Planned]
) -> tuple[Decimal, Decimal]:
    """What is left to pay at least and at most, where only the fee of an overrun session is open:
    before 2027."""
    least = most = oracle.NOTHING
    for n, course in enumerate(courses):
        own = [each.item for each in items if each.course == n]
        low, high = oracle.least_and_most(course.case, own)
        least, most = least + (low if oracle.bound(course.case) else high), most + high
    return least, most
