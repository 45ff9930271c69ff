"""Situation codes on the command line."""

import json
from pathlib import Path

import pytest

from estimator.cli.main import main

USUAL = ["--bim=false", "--conventioned=false", "--fee=40", "--sessions=3", "--start=2025-05-05"]
Capture = pytest.CaptureFixture[str]


def said(capsys: Capture, *arguments: str) -> str:
    assert main([*arguments, "--lang=en"]) == 0
    return capsys.readouterr().out


def refused(capsys: Capture, *arguments: str) -> str:
    assert main([*arguments, "--lang=en"]) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("command", ["estimate", "compare"])
def test_a_code_in_the_place_of_a_group(command: str, capsys: Capture) -> None:
    code = said(capsys, command, "--pathology", "FA-5", *USUAL)
    group = said(capsys, command, "--pathology", "fa", *USUAL)
    line = "Type of electronic agreement: physiotherapy-fa"
    assert f"{line} (code fa-5)." in code
    assert code.replace(" (code fa-5)", "") == group


def test_json_names_the_code(capsys: Capture) -> None:
    told = json.loads(said(capsys, "estimate", "--pathology", "fa-5", *USUAL, "--json"))
    assert (told["situation"], told["agreement"]) == ("fa-5", "physiotherapy-fa")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--pathology=cr-1"], "pathology: ‘cr-1’ is a single exam"),
        (["--pathology=fa-99"], "or a situation code such as fa-5"),
        (["--pathology=dh-1", "--setting=home"], "setting: ‘home’ does not go with"),
    ],
)
def test_a_code_refused(arguments: list[str], sentence: str, capsys: Capture) -> None:
    err = refused(capsys, "estimate", *arguments, *USUAL)
    assert sentence in err
    assert err.count("\n") == 1


def test_codes_in_a_list(tmp_path: Path, capsys: Capture) -> None:
    source, target = tmp_path / "cases.csv", tmp_path / "results.csv"
    rows = ["fa-5", "fa", "dh-1", "cr-1"]
    lines = [
        "pathology,bim,conventioned,sessions,start",
        *(f"{it},false,true,3,2025-05-05" for it in rows),
    ]
    source.write_text("\n".join(lines) + "\n", "utf-8")
    said(capsys, "batch", str(source), str(target))
    _, first, second, _, exam = target.read_text("utf-8-sig").splitlines()
    assert first.replace("fa-5", "fa", 1) == second
    assert "single exam" in exam


# The search --------------------------------------------------------------------------------------


def test_a_search_names_code_group_and_what_decides(capsys: Capture) -> None:
    told = said(capsys, "situations", "new", "knee")
    assert "  fa-1: Acute condition on the F list (Fa)" in told
    assert "The surgeon or the hospital knows" in told
    assert said(capsys, "situations", "new knee") == told


def test_a_search_as_json(capsys: Capture) -> None:
    first = json.loads(said(capsys, "situations", "genou", "--json"))["candidates"][0]
    fields = ["code", "codes", "group", "label", "decides", "approval", "sessions"]
    assert list(first) == fields


@pytest.mark.parametrize(
    ("code", "group"),
    [("dh-1", "Day hospital"), ("cr-1", "Consultative exam before treatment"), ("FA-16", "Fa")],
)
def test_a_code_finds_itself(code: str, group: str, capsys: Capture) -> None:
    told = said(capsys, "situations", code)
    assert f"  {code.lower()}: " in told
    assert group in told


def test_a_search_that_finds_nothing(capsys: Capture) -> None:
    assert said(capsys, "situations", "xyzzy").startswith("Nothing found.")
    assert json.loads(said(capsys, "situations", "xyzzy", "--json")) == {"candidates": []}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "words: write a few words"),
        ([" "], "words: write a few words"),
        (["x" * 101], "words: at most 100"),
    ],
)
def test_a_search_refused(words: list[str], sentence: str, capsys: Capture) -> None:
    assert refused(capsys, "situations", *words).startswith(sentence)
