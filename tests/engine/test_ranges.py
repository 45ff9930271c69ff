"""The range of an estimate where some answers aren't known, and the question worth answering."""

from collections.abc import Sequence
from datetime import date

import pytest

from estimator import InvalidAnswer, Pathology, tariffs
from estimator.engine.ranges import OPTIONS, CostRange, EuroRange, both_kinds, possibilities
from tests.engine.cases import euros

TODAY = date(2025, 5, 5)
ANSWERS = {
    "pathology": "current",
    "bim": "false",
    "conventioned": "false",
    "fee": "40",
    "sessions": "18",
    "intake": "false",
}


def seen(unknown: Sequence[str], **answers: str) -> CostRange:
    """What the page shows of the usual answers with changes: the person's own kiné."""
    return both_kinds(ANSWERS | answers, {it: OPTIONS[it] for it in unknown}, tariffs(), TODAY).own


def left(low: str, high: str) -> EuroRange:
    """What is left to pay, from the least to the most."""
    return EuroRange(euros(low), euros(high))


def test_kine_unknown() -> None:
    found = seen(["conventioned"])
    assert found.span("patient") == left("112.50", "388.44")
    assert [end.options for end in found.ends] == [
        {"conventioned": "true"},
        {"conventioned": "false"},
    ]
    assert found.narrowing == "conventioned"


def test_nothing_unknown() -> None:
    found = seen([])
    assert found.span("patient") == left("388.44", "388.44")
    assert found.narrowing is None


def test_answer_that_changes_nothing_narrows_nothing() -> None:
    assert seen(["conventioned"], bim="true").narrowing is None


def test_question_worth_answering_first() -> None:
    """BIM known leaves 45.00 or up to 388.44; the kiné known leaves the wider range at worst."""
    found = seen(["bim", "conventioned"])
    assert found.span("patient") == left("45.00", "388.44")
    assert found.narrowing == "bim"
    wide_at_a_free_kine = 388.44 - 45.00
    wide_without_bim = 388.44 - 112.50
    assert wide_without_bim < wide_at_a_free_kine


def test_everything_unknown() -> None:
    found = possibilities(ANSWERS, OPTIONS, tariffs(), TODAY)
    assert len(found) == 5 * 2 * 2
    assert [possible.options["pathology"] for possible in found][::4] == [
        Pathology.CURRENT,
        Pathology.FA,
        Pathology.FA_POLYTRAUMA,
        Pathology.FB,
        Pathology.HEAVY,
    ]


def test_options_that_the_other_answers_rule_out_are_left_out() -> None:
    found = possibilities(
        ANSWERS | {"setting": "hospital"}, {"pathology": OPTIONS["pathology"]}, tariffs(), TODAY
    )
    assert [possible.options["pathology"] for possible in found] == ["current", "heavy"]
    assert seen(["pathology"], setting="hospital").narrowing == "pathology"


def test_answers_that_allow_nothing_are_refused() -> None:
    with pytest.raises(InvalidAnswer) as raised:
        seen(["pathology", "bim"], sessions="0")
    assert raised.value.field == "sessions"


def test_only_the_possible_values_of_an_unknown_answer_count() -> None:
    """A new knee: the current or the acute list; neither a chronic nor a heavy condition."""
    found = both_kinds(ANSWERS, {"pathology": ("current", "fa")}, tariffs(), TODAY).own
    assert [option for option, _ in found.by_option("pathology")] == ["current", "fa"]
    assert {end.options["pathology"] for end in found.ends} == {"current", "fa"}
