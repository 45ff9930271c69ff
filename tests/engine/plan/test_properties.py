"""What must hold for every plan."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from estimator import Case, estimate, tariffs
from estimator.engine.model.plan import Costs, PlannedCourse, PlanResult
from estimator.engine.model.result import Totals
from estimator.engine.plan import plan
from tests.engine.cases import LAST_START, SOME, cases
from tests.engine.plan.drawing import A_FEW_PLANS, apart, has_ties, plans, split

NOTHING = Totals(*[Decimal(0)] * 6)


def planned(courses: Iterable[PlannedCourse]) -> PlanResult:
    """A plan on the frozen tariffs."""
    return plan(list(courses), tariffs())


def summed(amounts: Iterable[Totals]) -> Totals:
    """Amounts added up, one by one."""
    each = zip(NOTHING, *amounts, strict=True)
    return Totals(*(sum(same, Decimal(0)) for same in each))


def summed_costs(parts: Iterable[Costs]) -> Costs:
    """Costs added up: what is known, the least and the most."""
    return Costs(*map(summed, zip(*parts, strict=True)))


@A_FEW_PLANS
@given(courses=plans().map(apart), data=st.data())
def test_order_of_entering_does_not_matter(
    courses: list[PlannedCourse], data: st.DataObject
) -> None:
    assert not has_ties(courses)
    order = data.draw(st.permutations(range(len(courses))))
    one, other = planned(courses), planned(courses[n] for n in order)
    assert [one.courses[n].items for n in order] == [it.items for it in other.courses]
    assert one.costs == other.costs
    assert one.by_month == other.by_month
    assert one.by_person == other.by_person
    assert Counter(it.id for it in one.notices) == Counter(it.id for it in other.notices)


@SOME
@given(case=cases(), condition=st.none() | st.just("back"), person=st.sampled_from(["", "An"]))
def test_a_plan_of_one_equals_the_estimate(case: Case, condition: str | None, person: str) -> None:
    result = planned([PlannedCourse(case=case, condition=condition, person=person)])
    alone = estimate(case)
    assert result.courses == (alone,)
    assert [it.item for it in result.items] == list(alone.items)
    assert {it.course for it in result.items} == {0}
    assert result.costs == Costs(alone.totals, alone.least, alone.most)
    assert (result.notices, result.sources) == (alone.notices, alone.sources)
    assert (result.status, result.range) == (alone.status, alone.range)
    assert result.open_questions == alone.open_questions


@A_FEW_PLANS
@given(data=st.data(), courses=plans(2), prior=st.booleans())
def test_splitting_a_course_at_any_day_changes_nothing(
    data: st.DataObject, courses: list[PlannedCourse], prior: bool
) -> None:
    """The parts follow each other in the order of entry; what came before the first of them may
    stand with the later ones too, or not."""
    number = data.draw(st.integers(0, len(courses) - 1))
    whole = courses[number]
    named = replace(whole, condition=whole.condition or "a name of its own")
    first, *rest = split(named.case, data.draw(st.integers(1, named.case.sessions)))
    assume(all(it.start <= LAST_START for it in rest))
    if not prior:
        rest = [replace(it, prior_sessions=0, first_session=None) for it in rest]
    parts = [replace(named, case=it) for it in (first, *rest)]
    before, after = planned(courses), planned([*courses[:number], *parts, *courses[number + 1 :]])
    assert [it.item._replace(session=0) for it in before.items] == [
        it.item._replace(session=0) for it in after.items
    ]
    assert before.costs == after.costs
    assert before.by_month == after.by_month


@A_FEW_PLANS
@given(courses=plans())
def test_all_sums_are_the_same(courses: list[PlannedCourse]) -> None:
    result = planned(courses)
    each = [Costs(it.totals, it.least, it.most) for it in result.courses]
    assert result.costs == summed_costs(each)
    assert result.costs == summed_costs(result.by_month.values())
    assert result.costs == summed_costs(result.by_year.values())
    assert result.costs == summed_costs(result.by_person.values())
    assert result.totals == summed(Totals(*it.item[6:12]) for it in result.items)


@A_FEW_PLANS
@given(courses=plans())
def test_identities_and_ranges_of_every_part(courses: list[PlannedCourse]) -> None:
    result = planned(courses)
    parts = [*result.by_month.values(), *result.by_year.values(), *result.by_person.values()]
    for costs in (result.costs, *parts):
        assert costs.least.patient <= costs.totals.patient <= costs.most.patient
        for it in costs:
            assert it.patient == it.charged - it.reimbursed
            assert it.patient == it.copayment + it.reduction + it.supplement
            assert min(it) >= 0


@A_FEW_PLANS
@given(courses=plans())
def test_items_stand_in_order_of_date_and_with_their_course(courses: list[PlannedCourse]) -> None:
    result = planned(courses)
    days = [(it.item.date, it.course, it.item.session) for it in result.items]
    assert days == sorted(days)
    for number, course in enumerate(result.courses):
        assert course.items == tuple(it.item for it in result.items if it.course == number)
    assert list(result.by_month) == sorted({day.replace(day=1) for day, _, _ in days})
    assert list(result.by_year) == sorted({day.year for day, _, _ in days})
    assert set(result.by_person) == {course.person for course in courses}


@A_FEW_PLANS
@given(courses=plans())
def test_a_person_costs_the_same_without_the_others(courses: list[PlannedCourse]) -> None:
    together = planned(courses)
    for person, costs in together.by_person.items():
        own = [number for number, it in enumerate(courses) if it.person == person]
        alone = planned(courses[number] for number in own)
        assert [together.courses[number] for number in own] == list(alone.courses)
        assert costs == alone.costs
