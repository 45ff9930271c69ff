"""A household's counter and plans side by side, in sentences."""

from datetime import date
from decimal import Decimal

import pytest

from estimator import Case, tariffs
from estimator.engine.model.plan import PlannedCourse
from estimator.engine.plan import plan
from estimator.engine.plan.household import Household, HouseholdYear, household_years
from estimator.engine.plan.what_if import Kine, Variant, at_kine, paced, side_by_side, stopped
from estimator.locales import LANGUAGES, words
from estimator.wording.plan.maf import (
    counter_head,
    counter_rows,
    household_notes,
    year_sentences,
)
from estimator.wording.plan.what_if import (
    as_it_is,
    kine_name,
    paced_name,
    stopped_name,
    variant_sentences,
    what_if_notes,
)
from tests.engine.cases import BOOK, case, euros

EN = words("en")
START = date(2026, 3, 2)
FREE = case(conventioned=False, fee="40", start=START)
FREE_2027 = case(conventioned=False, fee="40", start=date(2027, 1, 4))
SHORT_2027 = case(conventioned=False, fee="40", sessions=10, start=date(2027, 1, 4))
AT_HOME = case(setting="home", bim=True, sessions=10, start=START)


def years_of(of: Case, counted: str, *, bim: bool = False) -> tuple[HouseholdYear, ...]:
    """The counter of a plan of one course; the same was counted before in each year."""
    before = {year: euros(counted) for year in (2024, 2026, 2027)}
    household = Household(income_band=0, bim=bim, counted=before)
    return household_years(plan([PlannedCourse(case=of)], tariffs()), household, BOOK)


def test_both_ways_of_counting_are_told() -> None:
    years = years_of(FREE, "100.00")
    assert year_sentences(EN, years[0]) == [
        "We don’t know the ceiling of 2026. We take that of 2024: €254.99. With another ceiling, "
        "the month and the amounts that follow change.",
        "First case: the part lost to the 25% rule does not count. These sessions add €112.50 to "
        "the counter. Counter at the end: €212.50. The ceiling is not reached. Until then remains: "
        "€42.49. Left for you to pay: €388.44.",
        "Second case: that part counts. These sessions add €222.84 to the counter. Counter at the "
        "end: €322.84. The ceiling is reached in April 2026. Left for you to pay, until then: "
        "€274.59; after it: €46.00. Your mutuality also pays you back: €67.85.",
    ]
    notes = household_notes(EN, years)
    assert len(notes) == 4
    assert notes[1] == "Supplements do not count: €165.60. You pay them after the ceiling too."
    assert notes[2].startswith("As for the part lost to the 25% rule, a page of 2018 says that")


def test_a_ceiling_of_its_own_year_reached_before() -> None:
    of = case(start=date(2024, 3, 4), sessions=2)
    (year,) = years_of(of, "254.99")
    assert year_sentences(EN, year) == [
        "In 2024 the ceiling of your household is €254.99.",
        "These sessions add €12.50 to the counter. Counter at the end: €267.49. The ceiling is "
        "reached before these sessions. Your mutuality also pays you back: €12.50. Left for you to "
        "pay: €0.00.",
    ]


def test_travel_that_stays_to_be_paid_is_told() -> None:
    notes = household_notes(EN, years_of(AT_HOME, "0.00", bim=True))
    travel = (
        "Travel that is not paid back does not count: €11.30. You pay it after the ceiling too."
    )
    assert (len(notes), notes[1]) == (3, travel)


@pytest.mark.parametrize(
    ("of", "counted", "said"),
    [
        (FREE_2027, "180.00", "The ceiling is reached between January 2027 and February 2027: not"),
        (SHORT_2027, "150.00", "The ceiling may be reached, in February 2027 at the earliest: not"),
    ],
)
def test_a_month_that_is_not_sure(of: Case, counted: str, said: str) -> None:
    (year,) = years_of(of, counted)
    assert said in year_sentences(EN, year)[2]


def test_the_counter_month_by_month() -> None:
    (year,) = years_of(FREE_2027, "200.00")
    assert counter_head(EN)[0] == "Month"
    assert counter_rows(EN, year.with_reduction)[0] == [
        "January 2027",
        "€50.00 to €99.04",
        "€250.00 to €299.04",
        "€0.00 to €44.05",
        "€123.60 to €128.59",
    ]


def variants() -> tuple[Variant, ...]:
    courses = [PlannedCourse(case=case(sessions=28, start=START))]
    asking = Kine(conventioned=False, fee=Decimal(40))
    return side_by_side(
        {
            as_it_is(EN): courses,
            stopped_name(EN, 1, 12): stopped(courses, 0, 12),
            paced_name(EN, 1, 1): paced(courses, 0, 1),
            kine_name(EN, 1, asking): at_kine(courses, 0, asking),
        },
        tariffs(),
    )


def test_plans_are_told_side_by_side() -> None:
    found = variants()
    assert variant_sentences(EN, found) == [
        "As planned. Left for you to pay: €175.00 to €371.80.",
        "Treatment 1: 12 sessions. Left for you to pay: €75.00. That is between €100.00 and "
        "€296.80 less.",
        "Treatment 1: 1 session a week. Left for you to pay: €175.00 to €371.80. That is the "
        "same amount.",
        "Treatment 1: non-conventioned physiotherapist who asks €40.00 per session. Left for you "
        "to pay: €751.84. That is between €380.04 and €576.84 more.",
    ]
    assert what_if_notes(EN, found) == [
        "How many sessions you need, and how often, is a medical question. Ask your "
        "physiotherapist or doctor before you change anything.",
        "These amounts do not take account of what maximum billing (MAF) pays back.",
    ]
    assert len(what_if_notes(EN, [found[0], found[3]])) == 1


def test_less_or_more_is_told_as_such() -> None:
    """125.00 to 164.36 at a conventioned kiné; at 25 asked, 18 × 6.58 and 2 × 21.34."""
    courses = [PlannedCourse(case=case(sessions=20, start=START))]
    asking = Kine(conventioned=False, fee=euros("25"))
    found = side_by_side({"a": courses, "b": at_kine(courses, 0, asking)}, tariffs())
    assert variant_sentences(EN, found)[1] == (
        "b. Left for you to pay: €161.12. This goes from €3.24 less to €36.12 more: not everything "
        "is known yet."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_stands_in_every_language(language: str) -> None:
    say = words(language)
    for of, counted in ((FREE, "100.00"), (FREE_2027, "180.00"), (SHORT_2027, "150.00")):
        years = years_of(of, counted)
        for year in years:
            assert all(year_sentences(say, year))
            assert all(map(all, counter_rows(say, year.shares)))
        assert all(household_notes(say, years))
    for kine in (Kine(True), Kine(False), Kine(False, Decimal(40))):
        for since in (None, START):
            assert "1" in kine_name(say, 1, kine, since)
    assert all(variant_sentences(say, variants()))
