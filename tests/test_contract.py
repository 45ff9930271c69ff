"""docs/contract.md names the answers, values and amounts that the code has."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from estimator.engine.model.case import FIELDS, Pathology, Service, Setting
from estimator.engine.model.payment import Payer, Payment
from estimator.engine.model.plan import PlanResult
from estimator.engine.model.result import Item, Result
from estimator.engine.payment import Paid
from estimator.engine.plan_answers import (
    LONGEST_NAME,
    MOST_BYTES_OF_PLAN,
    MOST_COURSES,
    MOST_SESSIONS_OF_PLAN,
    NAMES,
)

CONTRACT = (Path(__file__).parents[1] / "docs" / "contract.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", re.MULTILINE)


def section(heading: str) -> str:
    """A section of the contract."""
    return CONTRACT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


ANSWERS = {
    name: (values, default.strip()) for name, values, default in ROW.findall(section("A case"))
}
PAYMENTS = {name: values for name, values, _ in ROW.findall(section("Who pays"))}


def test_every_answer_is_in_the_table() -> None:
    assert sorted(ANSWERS) == sorted(FIELDS)
    assert sorted(PAYMENTS) == sorted(field.name for field in fields(Payment))
    assert re.findall(r"`(\w+)`", PAYMENTS["other_payer"]) == [*Payer]


def test_every_amount_that_changes_hands_is_described() -> None:
    assert {*Paid._fields, "per_session", "by_month", "total", "notes"} <= set(
        re.findall(r"`(\w+)`", section("Who pays"))
    )


def test_the_names_and_bounds_of_a_plan_are_described() -> None:
    assert tuple(name for name, *_ in ROW.findall(section("A plan"))) == NAMES
    assert f"1 to {LONGEST_NAME} characters" in section("A plan")
    sessions = f"{MOST_SESSIONS_OF_PLAN:,}".replace(",", " ")
    assert f"1 to {MOST_COURSES} courses, of at most {sessions} sessions" in section("A plan")
    assert f"at most {MOST_BYTES_OF_PLAN >> 10} KiB" in section("Command line")


@pytest.mark.parametrize(
    ("answer", "kind"), [("pathology", Pathology), ("setting", Setting), ("service", Service)]
)
def test_every_choice_is_in_the_table(
    answer: str, kind: type[Pathology | Setting | Service]
) -> None:
    assert re.findall(r"`(\w+)`", ANSWERS[answer][0]) == [choice.value for choice in kind]


def test_required_answers_have_no_default() -> None:
    required = {field.name for field in FIELDS.values() if field.required}
    assert {
        name
        for name, (_, default) in ANSWERS.items()
        if default.endswith(("required", "required in Python"))
    } == required


@pytest.mark.parametrize(
    ("heading", "record"), [("An item", Item), ("A result", Result), ("A plan", PlanResult)]
)
def test_records_are_described(heading: str, record: type) -> None:
    names = getattr(record, "_fields", None) or [field.name for field in fields(record)]
    assert set(names) <= set(re.findall(r"`(\w+)`", section(heading)))
