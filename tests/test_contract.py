"""docs/contract.md names the answers, values and amounts that the code has."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from estimator.engine.model.case import FIELDS, Pathology, Service, Setting
from estimator.engine.model.result import Item, Result

CONTRACT = (Path(__file__).parents[1] / "docs" / "contract.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", re.MULTILINE)
ANSWERS = {name: (values, default.strip()) for name, values, default in ROW.findall(CONTRACT)}


def test_every_answer_is_in_the_table() -> None:
    assert sorted(ANSWERS) == sorted(FIELDS)


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


@pytest.mark.parametrize(("heading", "record"), [("An item", Item), ("A result", Result)])
def test_records_are_described(heading: str, record: type) -> None:
    section = CONTRACT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    names = getattr(record, "_fields", None) or [field.name for field in fields(record)]
    assert set(names) <= set(re.findall(r"`(\w+)`", section))
