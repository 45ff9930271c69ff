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
