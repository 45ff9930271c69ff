"""A form looks the same while the same questions stand on it in the same words."""

from datetime import date
from typing import Any

import pytest

from estimator.embed.presets import Presets, presets_from
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import words
from estimator.pages.estimate.questions import form_of
from estimator.pages.forms.form import Form, wish_of

TODAY = date(2025, 5, 5)


def form(presets: Presets | None = None, **held: Any) -> Form:
    said = presets_from([]) if presets is None else presets
    return form_of(words("fr"), tariffs(), said, held, TODAY)


@pytest.mark.parametrize(
    "held",
    [
        {"sessions": 7},
        {"prior_sessions": 3},
        {"fee": "55"},
        {"bim": "unknown"},
        {"setting": "home"},
        {"start": TODAY},
        {"maf_counted": "100"},
    ],
)
def test_answers_that_ask_nothing_else_leave_the_look(held: dict[str, Any]) -> None:
    assert form(**held).look == form().look


@pytest.mark.parametrize(
    "held",
    [
        {"pathology": "fb"},
        {"biller": "rest_home"},
        {"bim": "true"},
        {"conventioned": "false"},
        {"sessions": 4000},
        {"fee": "abc"},
        {"more": True},
        {"start": date(2024, 6, 3)},
        {"per_week": "5"},
    ],
)
def test_other_questions_hints_and_refusals_change_the_look(held: dict[str, Any]) -> None:
    assert form(**held).look != form().look


def test_a_refusal_changes_with_the_answer_refused() -> None:
    assert form(sessions=4000).look != form(sessions=5000).look


def test_what_is_folded_looks_the_same_whatever_is_asked_in_it() -> None:
    assert form(pathology="fa", prior_sessions=3).folds == form(pathology="fa").folds
    opened = form(pathology="fa", prior_sessions=3, more=True).folds
    assert opened != form(pathology="fa", more=True).folds


def test_the_option_chosen_last_counts_while_it_is_possible() -> None:
    wished: dict[str, Any] = {wish_of("setting"): "hospital", "setting": "home"}
    assert form(**wished, pathology="palliative").answers["setting"] == "home"
    assert form(**wished).choices["setting"] == "hospital"


def test_words_that_are_no_option_give_way_to_the_option_chosen_last() -> None:
    wished: dict[str, Any] = {wish_of("setting"): "home", "setting": "Chez moi"}
    assert form(**wished).answers["setting"] == "home"
    assert form(setting="Chez moi").answers["setting"] == "practice"


def test_what_a_practice_says_is_an_answer_and_no_question() -> None:
    said = form(presets_from([("conventioned", "false"), ("fee", "42")]))
    assert said.answers["conventioned"] == "false"
    assert said.answers["fee"] == "42.00"
    asked = {getattr(item, "field", "") for item in said.items}
    assert not asked & {"conventioned", "fee"}
