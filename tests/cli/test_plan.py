"""The command `plan`: several courses from a file, and one line for what can't be used."""

import json
from pathlib import Path
from typing import Any

import pytest

from estimator import plan, tariffs
from estimator.cli.main import main
from estimator.engine.plan.answers import MOST_BYTES_OF_PLAN, household_in, planned_from
from estimator.engine.plan.household import household_years
from estimator.locales import LANGUAGES, words
from estimator.wording.plan.as_json import household_json, plan_json
from estimator.wording.plan.maf import household_notes, year_sentences
from tests.lists.tables import USUAL

Capture = pytest.CaptureFixture[str]
BACK = USUAL | {"sessions": "28", "condition": "back", "person": "An"}
ANKLE = USUAL | {"sessions": "68", "condition": "ankle", "person": "An"}
KNEE = USUAL | {"pathology": "fa-5", "conventioned": "false", "fee": "33,50", "person": "Bo"}
LATER = KNEE | {"start": "2026-12-01"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plan.json"


def written(file: Path, *courses: Any) -> str:
    """A file with a plan of these courses."""
    file.write_text(json.dumps({"courses": courses}))
    return str(file)


def test_a_plan_as_json_is_that_of_the_engine(file: Path, capsys: Capture) -> None:
    courses = [BACK, ANKLE, LATER]
    result = plan(planned_from(courses, tariffs(), None))
    for language in LANGUAGES:
        assert main(["plan", written(file, *courses), "--json", "--lang", language]) == 0
        assert json.loads(capsys.readouterr().out) == plan_json(result, words(language))


def test_the_json_of_a_plan(file: Path, capsys: Capture) -> None:
    assert main(["plan", written(file, ANKLE, BACK, LATER), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [(it["condition"], it["person"]) for it in shown["courses"]] == [
        ("ankle", "An"), ("back", "An"), (None, "Bo")
    ]  # fmt: skip
    assert all("payment" not in course for course in shown["courses"])
    assert [item["date"] for item in shown["items"]] == sorted(it["date"] for it in shown["items"])
    assert {item["course"] for item in shown["items"]} == {1, 2, 3}
    assert list(shown["by_year"]) == ["2025", "2026", "2027"]
    assert shown["by_month"]["2025-05"]["range"] is None
    assert shown["by_year"]["2027"]["range"]["low"] != shown["by_year"]["2027"]["range"]["high"]
    assert list(shown["by_person"]) == ["An", "Bo"]
    assert shown["range"]["low"]["patient"] != shown["range"]["high"]["patient"]
    assert "plan_cap_shared" in {notice["id"] for notice in shown["notices"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_in_words(language: str, file: Path, capsys: Capture) -> None:
    assert main(["plan", written(file, BACK, ANKLE, LATER), "--lang", language]) == 0
    told = capsys.readouterr().out
    result = plan(planned_from([BACK, ANKLE, LATER], tariffs(), None))
    said = words(language)
    ends = [said.euros(end.patient) for end in (result.costs.least, result.costs.most)]
    first, *rest = told.splitlines()
    assert all(end in first for end in ends)
    tables = told.split("\n\n")
    assert [len(table.splitlines()) for table in tables[1:5]] == [
        1 + 3 + 1,
        1 + len(result.by_month),
        1 + len(result.by_year),
        1 + 2,
    ]
    assert ["back" in tables[1], "An" in tables[4]] == [True, True]
    assert said.euros(result.by_person["An"].most.patient) in tables[4]
    assert any(line.startswith("- ") for line in rest)


def test_names_that_nobody_gave_have_no_column(file: Path, capsys: Capture) -> None:
    assert main(["plan", written(file, USUAL), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "Person" not in told
    assert "Condition" not in told
    assert "Treatment 1:" not in told  # what is told of every course needs no number


def test_a_notice_names_its_courses(file: Path, capsys: Capture) -> None:
    assert main(["plan", written(file, KNEE, USUAL, KNEE), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "- Treatments 1, 3: " in told
    assert "- Treatment 2: " in told


def test_amounts_keep_every_digit_that_is_written(file: Path, capsys: Capture) -> None:
    file.write_text(json.dumps({"courses": [KNEE]}).replace('"33,50"', "33.50"))
    assert main(["plan", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["courses"][0]["case"]["fee"] == "33.50"
    file.write_text(json.dumps({"courses": [KNEE | {"sessions": 18.0}]}))
    assert main(["plan", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["courses"][0]["case"]["sessions"] == 18


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "no JSON"),
        (b" " * MOST_BYTES_OF_PLAN + b"{}", "256 KiB"),
        (b"[]", "plan: “[…]”"),
        (b"{}", "courses: the answer is missing"),
        (b'{"courses": []}', "courses: 0 does not fit"),
        (b'{"courses": [5]}', "Treatment 1: course: “5”"),
        (b'{"courses": [{}]}', "Treatment 1: pathology: the answer is missing"),
        (b'{"courses": [{"fees": 1}]}', "Treatment 1: fees is no known name"),
        (b'{"course": []}', "course is no known name"),
        (json.dumps({"courses": [USUAL, USUAL | {"sessions": "a\nb"}]}).encode(),
         "Treatment 2: sessions: ‘a b’ does not fit. Give a whole number in this range: 1 … 400."),
        (json.dumps({"courses": [USUAL | {"fee": float("inf")}]}).encode(), "Treatment 1: fee: "),
        (json.dumps({"courses": [USUAL | {"start": "1999-01-01"}]}).encode(), "Treatment 1: start"),
        (json.dumps({"courses": [USUAL | {"person": 5}]}).encode(), "Treatment 1: person: ‘5’"),
        (json.dumps({"courses": [USUAL | {"condition": "x", "pathology": it}
                                 for it in ("current", "fb")]}).encode(), "Treatment 2: pathology"),
    ],
)  # fmt: skip
def test_one_line_for_what_cant_be_used(
    content: bytes, told: str, file: Path, capsys: Capture
) -> None:
    file.write_bytes(content)
    assert main(["plan", str(file), "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert told in err
    assert (out, err.count("\n")) == ("", 1)


@pytest.mark.parametrize("path", ["missing.json", "", "a\0b"])
def test_a_file_that_cant_be_read(path: str, tmp_path: Path, capsys: Capture) -> None:
    assert main(["plan", f"{tmp_path}/{path}", "--lang", "en"]) == 2
    assert "can’t be read" in capsys.readouterr().err


def test_a_file_is_needed(capsys: Capture) -> None:
    assert main(["plan"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_a_household_reaches_its_ceiling(language: str, file: Path, capsys: Capture) -> None:
    given = {"income_band": 1, "bim": True, "counted": {"2025": "400"}}
    asked = {"courses": [BACK, LATER], "household": given}
    file.write_text(json.dumps(asked))
    household = household_in(asked)
    assert household
    result = plan(planned_from([BACK, LATER], tariffs(), None))
    years = household_years(result, household, tariffs().book)
    said = words(language)
    assert main(["plan", str(file), "--json", "--lang", language]) == 0
    assert json.loads(capsys.readouterr().out) == (
        plan_json(result, said) | {"household": household_json(years, said)}
    )
    assert main(["plan", str(file), "--lang", language]) == 0
    told = capsys.readouterr().out
    assert all(sentence in told for year in years for sentence in year_sentences(said, year))
    assert all(note in told for note in household_notes(said, years))


def test_a_household_that_cant_be_used(file: Path, capsys: Capture) -> None:
    file.write_text(json.dumps({"courses": [BACK], "household": {"income_band": 9}}))
    assert main(["plan", str(file), "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "income_band: ‘9’ does not fit. Give a whole number in this range: 1 … 6.\n"
    )
