"""Any list in figures is what its courses are one by one, summed up by hand of Python's own."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from estimator import Case, Result
from estimator.engine.estimate import estimate
from estimator.engine.model.money import cents
from estimator.engine.policy import Policy, sheet_under
from estimator.lists.answered import Ground, answered, priced
from estimator.lists.row_figures import row_figures
from estimator.lists.summary.before_after import Ends, list_changes, rows_left
from estimator.lists.summary.cells import RowFigures
from estimator.lists.summary.figures import AtConventioned, Figures, list_figures
from tests.engine.cases import SOME, cases
from tests.lists.tables import FRENCH, SHEET, table, texts

POLICIES = {
    policy: sheet_under(SHEET, policy)
    for policy in (
        Policy(no_reduction=True),
        Policy(raised_not_bim=Decimal(1)),
        Policy(raised_bim=Decimal("0.50"), raised_not_bim=Decimal(2), most_above=Decimal(5)),
        Policy(no_reduction=True, most_above=Decimal(0)),
    )
}


def rows_of(courses: Sequence[Case], sheet: object = SHEET) -> RowFigures:
    """The courses as a list."""
    ground = Ground(sheet, FRENCH)  # type: ignore[arg-type]
    rows = priced(answered(table(map(texts, courses)), ground), ground.sheet)
    assert rows.totals.complete.all()
    return row_figures(rows, ground.sheet)


def half_up(amount: float) -> int:
    """The nearest whole number, a half goes up."""
    return int(Decimal(str(amount)) + Decimal("0.5"))


@SOME
@given(st.lists(cases(), min_size=1, max_size=8))
def test_the_figures_of_any_list(courses: list[Case]) -> None:
    found = list_figures(rows_of(courses))
    assert_figures(found.whole, courses)
    for name in ("pathology", "conventioned", "bim"):
        for answer, of in found.by[name].items():
            assert_figures(of, [it for it in courses if getattr(it, name) == answer])


def assert_figures(found: Figures, courses: Sequence[Case]) -> None:
    """Holds figures against the single estimates of their courses."""
    results = [estimate(it, SHEET) for it in courses]
    sums = zip(*(result.totals for result in results), strict=True)
    assert found.totals == tuple(cents(sum(of)) for of in sums)
    for ends, amounts, counts in (
        (found.least, [cents(it.least.patient) for it in results], found.left_least),
        (found.most, [cents(it.most.patient) for it in results], found.left_most),
    ):
        assert ends == sum(amounts)
        assert counts.median == half_up(median(amounts))
    assert found.at_conventioned == beside(courses, results)


def beside(courses: Sequence[Case], results: Sequence[Result]) -> AtConventioned:
    """The courses at kinés without convention beside the same at conventioned ones."""
    differences = []
    for course, here in zip(courses, results, strict=True):
        if course.conventioned:
            continue
        there = estimate(replace(course, conventioned=True, fee=None, first_fee=None), SHEET)
        pairs = [(here.least, there.least), (here.most, there.most)]
        if not course.bound:
            pairs = [(here.least, there.most), (here.most, there.least)]
        differences.append(sorted(cents(one.patient - other.patient) for one, other in pairs))
    return AtConventioned(
        len(differences),
        sum(low > 0 for low, _ in differences),
        sum(high > 0 for _, high in differences),
        sum(low for low, _ in differences),
        sum(high for _, high in differences),
    )


@SOME
@given(st.lists(cases(), min_size=1, max_size=6), st.sampled_from(list(POLICIES)))
def test_any_list_under_other_rules(courses: list[Case], policy: Policy) -> None:
    sheet = POLICIES[policy]
    found = list_changes(rows_left(rows_of(courses)), rows_left(rows_of(courses, sheet))).whole
    low = high = insurer = 0
    for course in courses:
        before, after = estimate(course, SHEET), estimate(course, sheet)
        ends = [
            cents(after.least.patient - before.least.patient),
            cents(after.most.patient - before.most.patient),
        ]
        low, high = low + min(ends), high + max(ends)
        insurer += cents(after.totals.reimbursed - before.totals.reimbursed)
    assert found.more == Ends(low, high)
    assert found.insurer == insurer
    assert found.courses == len(courses)
