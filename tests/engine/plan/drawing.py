"""Plans for hypothesis: several persons, conditions and courses that overlap."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby, pairwise

from hypothesis import settings
from hypothesis import strategies as st

from estimator import Case, Pathology, Setting
from estimator.engine.model.plan import PlannedCourse
from tests.engine.cases import COMBINATIONS, IN_CI, LAST_START, Combination, starts, unpriced_cases
from tests.engine.plan import oracle

#: A plan holds many courses already.
A_FEW_PLANS = settings(max_examples=40, deadline=None, derandomize=IN_CI)
#: One person as often as several, who share nothing.
PERSONS = st.just("") | st.sampled_from(["An", "Bo"])
DAYS_A_WEEK = 7
#: Leaves room to move a course to another weekday.
LATEST = LAST_START - timedelta(DAYS_A_WEEK)
#: Ordinary conditions share most, so half of all conditions drawn are of that group.
GROUPS = st.one_of(st.just(Pathology.CURRENT), st.sampled_from(Pathology))
#: Numbers of sessions, often about a limit.
SESSIONS = st.integers(1, 8) | st.integers(9, 40) | st.sampled_from([18, 19, 54, 60, 72, 80, 90])
PRIOR = st.just(0) | st.integers(1, 30) | st.sampled_from([17, 18, 19, 54, 60, 70, 72, 80])


def combinations_of(pathology: Pathology, without: Container[Setting]) -> list[Combination]:
    """The settings and services of a pathology, some settings left out."""
    return [it for it in COMBINATIONS if it[0] is pathology and it[1] not in without]


@st.composite
def courses_of(
    draw: st.DrawFn, pathology: Pathology, around: date, without: Container[Setting]
) -> list[PlannedCourse]:
    """The courses of one condition, each with answers, a place and a service of its own."""
    found = []
    person = draw(PERSONS)
    name = draw(st.sampled_from(["one", "two"])) if draw(st.booleans()) else ""
    combinations = combinations_of(pathology, without)
    for _ in range(draw(st.integers(1, 3))):
        start = min(around + timedelta(draw(st.integers(0, 250))), LATEST)
        fixed = {"start": start, "sessions": draw(SESSIONS), "prior_sessions": draw(PRIOR)}
        case = draw(unpriced_cases(draw(st.sampled_from(combinations)), **fixed))
        found.append(PlannedCourse(case=case, condition=f"{pathology} {name}", person=person))
    return found


@st.composite
def unpriced_plans(
    draw: st.DrawFn, most: int = 5, without: Container[Setting] = (Setting.DAY_HOSPITAL,)
) -> list[PlannedCourse]:
    """Plans of up to five conditions, in any order of entry; in a rehabilitation centre some
    sessions may have no price."""
    around = draw(starts())
    many = st.lists(st.just(Pathology.CURRENT), min_size=most, max_size=most)
    groups = draw(st.lists(GROUPS, min_size=1, max_size=most) | many)
    found = []
    for n, group in enumerate(groups):
        courses = draw(courses_of(group, around, without))
        alone = len(courses) == 1 and draw(st.booleans())
        name = None if alone else f"{courses[0].condition}{draw(st.sampled_from([n, n, '']))}"
        found += [replace(course, condition=name) for course in courses]
    return draw(st.permutations(found))


def plans(most: int = 5) -> st.SearchStrategy[list[PlannedCourse]]:
    """The same, each with a price for every session."""
    return unpriced_plans(most, without=(Setting.DAY_HOSPITAL, Setting.REHABILITATION_CENTRE))


def has_ties(courses: Sequence[PlannedCourse]) -> bool:
    """Whether a person has sessions of different courses on one day: then entry decides."""
    days = sorted((courses[it.course].person, it.day, it.course) for it in sessions(courses))
    return any(
        len({course for _, _, course in same}) > 1
        for _, same in groupby(days, key=lambda day: day[:2])
    )


def sessions(courses: Sequence[PlannedCourse]) -> list[oracle.Session]:
    """All sessions in order."""
    return oracle.sessions_of(courses)


def apart(courses: Sequence[PlannedCourse]) -> list[PlannedCourse]:
    """Up to seven courses, moved to a weekday each, so that no two sessions fall on one day."""
    return [
        replace(course, case=on_weekday(course.case, n))
        for n, course in enumerate(courses[:DAYS_A_WEEK])
    ]


def on_weekday(case: Case, weekday: int) -> Case:
    """The case once a week, from the next such weekday on."""
    start = case.start + timedelta((weekday - case.start.weekday()) % DAYS_A_WEEK)
    return replace(case, start=start, per_week=1)


def split(case: Case, sessions: int) -> Iterator[Case]:
    """The case as several that follow each other on the same days: one that ends after a number of
    sessions, single ones to the end of that week's pattern, and the rest."""
    cuts = [0, sessions]
    while cuts[-1] % case.per_week and cuts[-1] < case.sessions:
        cuts.append(cuts[-1] + 1)
    cuts.append(case.sessions)
    for first, last in pairwise(cuts):
        if first < last:
            start = case.start + timedelta(DAYS_A_WEEK * first // case.per_week)
            first_fee = None if first else case.first_fee
            yield replace(case, start=start, sessions=last - first, first_fee=first_fee)
