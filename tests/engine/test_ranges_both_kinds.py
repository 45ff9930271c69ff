"""What a person may meet while answers are unknown: every estimate, and nothing beyond."""

from datetime import date
from decimal import Decimal

from estimator import tariffs
from estimator.engine.ranges import OPTIONS, BothKinds, EuroRange, both_kinds, to_correct

DAY = date(2025, 5, 5)
ANSWERS = {
    "pathology": "current",
    "bim": "false",
    "conventioned": "true",
    "fee": "40",
    "sessions": "18",
    "intake": "false",
}


def met(*unknown: str, **answers: str) -> BothKinds:
    known = {name: value for name, value in ANSWERS.items() if name not in unknown}
    return both_kinds({**known, **answers}, {it: OPTIONS[it] for it in unknown}, tariffs(), DAY)


def refused(*unknown: str, **answers: str) -> list[tuple[str, str]]:
    known = {name: value for name, value in ANSWERS.items() if name not in unknown}
    found = to_correct({**known, **answers}, {it: OPTIONS[it] for it in unknown}, tariffs(), DAY)
    return [(refusal.field, refusal.reason) for refusal in found]


def test_known_answers_leave_one_amount_at_each_kind_of_kine() -> None:
    found = met()
    assert found.own is found.conventioned
    assert found.conventioned.span("patient") == EuroRange(Decimal("112.50"), Decimal("112.50"))
    assert found.non_conventioned.low.totals.patient == Decimal("388.44")
    assert found.difference.low == found.least.difference == Decimal("275.94")
    assert len(found.own.ends) == 1
    assert found.own.narrowing is None


def test_an_unknown_kine_is_either_of_both() -> None:
    own = met("conventioned").own
    assert own.span("patient") == EuroRange(Decimal("112.50"), Decimal("388.44"))
    assert own.narrowing == "conventioned"
    assert [option for option, _ in own.by_option("conventioned")] == ["true", "false"]


def test_an_unknown_status_reaches_from_the_least_to_the_most() -> None:
    found = met("bim")
    assert found.conventioned.span("patient") == EuroRange(Decimal("45.00"), Decimal("112.50"))
    assert found.difference == EuroRange(Decimal(0), Decimal("275.94"))
    assert found.most.non_conventioned.totals.patient == Decimal("388.44")


def test_the_ends_are_those_of_every_possible_problem() -> None:
    own = met("pathology", "bim", "conventioned").own
    single = [possible.patient for possible in own.found]
    assert own.span("patient") == EuroRange(min(single), max(single))
    assert [end.patient for end in own.ends] == [min(single), max(single)]


def test_protected_patients_pay_the_same_everywhere() -> None:
    assert met(bim="true").same
    assert not met().same


def test_a_problem_that_the_place_excludes_is_left_out() -> None:
    found = met("pathology", setting="rehabilitation_centre")
    assert {it.options["pathology"] for it in found.own.found}
    assert refused("pathology", setting="rehabilitation_centre") == []


def test_the_fee_is_needed_as_soon_as_it_may_count() -> None:
    assert refused("bim", fee="") == [("fee", "fee_missing")]
    assert refused(bim="true", fee="") == []


def test_each_wrong_answer_is_named_once() -> None:
    assert refused("pathology", "bim", sessions="0") == [("sessions", "number")]


def test_a_place_that_fits_no_problem_is_refused() -> None:
    assert refused(pathology="palliative", setting="hospital") == [("setting", "setting")]


def test_a_problem_that_the_place_does_not_know_is_none_of_the_possible_ones() -> None:
    own = met("pathology", setting="hospital").own
    assert [option for option, _ in own.by_option("pathology")] == ["current", "heavy"]
