"""The command line: what it answers, and one sentence with exit code 2 for what it can't."""

import json
from pathlib import Path
from typing import Any

import pytest

from estimator.cli.main import main
from estimator.environment.tariff_folder import SHIPPED
from tests.frozen import FROZEN

ANSWERS = {
    "pathology": "current",
    "bim": "false",
    "conventioned": "false",
    "fee": "40",
    "sessions": "18",
    "start": "2025-05-05",
    "intake": "false",
}


def options(**changes: str) -> list[str]:
    """The answers as options; a change to an empty text leaves one out."""
    answers = {name: value for name, value in {**ANSWERS, **changes}.items() if value}
    return [part for name, value in answers.items() for part in (f"--{name}", value)]


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_estimate_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    shown = document(capsys, "estimate", *options(prior_sessions="0"))
    assert shown["totals"] == {
        "charged": "720.00",
        "reimbursed": "331.56",
        "copayment": "112.50",
        "reduction": "110.34",
        "supplement": "165.60",
        "patient": "388.44",
    }
    assert shown["case"]["travel"] is False
    assert shown["items"][0]["code"] == "567011"
    assert {"reduction", "fee_constant"} <= {notice["id"] for notice in shown["notices"]}
    assert "convention-m25" in {source["id"] for source in shown["sources"]}


def test_who_pays_stands_beside_the_amounts_of_the_mutuality(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = options(insurance_percent="70", insurance_cap="50", third_party="true")
    paid = document(capsys, "estimate", *asked)["payment"]
    assert paid["total"]["desk"] == {"low": "388.44", "high": "388.44"}
    assert paid["total"]["left_after"] == {"low": "338.44", "high": "338.44"}
    assert paid["by_month"][0]["month"] == "2025-05"
    assert [note["id"] for note in paid["notes"]] == ["insurance_rules", "insurance_capped"]
    assert main(["estimate", *asked, "--lang", "en"]) == 0
    assert "Left after the insurance" in capsys.readouterr().out
    assert main(["estimate", *options(insurance_cap="50"), "--lang", "en"]) == 2
    assert "insurance_percent: say also what percentage" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["estimate", "compare"])
def test_where_another_pays_nothing_is_said_of_the_mutuality(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    asked = options(other_payer="army", third_party="true", sessions="19")
    assert main([command, *asked, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "You have €" not in said
    assert "567011" not in said, "the codes and their reimbursement"
    assert "174.80 to €194.48" in said


def test_where_another_pays_only_the_fees_are_open(capsys: pytest.CaptureFixture[str]) -> None:
    asked = options(other_payer="work_accident", start="2027-01-04", sessions="1")
    assert main(["estimate", *asked, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "25 %" not in said
    assert "The fees from 1 January 2027 are not known" in said


def test_what_nobody_knows_yet_is_a_range(capsys: pytest.CaptureFixture[str]) -> None:
    shown = document(capsys, "estimate", *options(start="2027-01-04", sessions="1"))
    assert [shown["range"][end]["patient"] for end in ("low", "high")] == ["15.45", "21.58"]
    assert (shown["status"], shown["items"][0]["status"]) == ("presumed", "presumed")
    assert shown["open_questions"] == ["reduction_2027", "fees_2027"]
    assert main(["estimate", *options(start="2027-01-04", sessions="1"), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "You have between €15.45 and €21.58 left to pay" in said
    assert "Nobody knows yet whether the mutuality will still pay back 25 % less" in said
    assert "the official list was not read" in said


def test_what_is_known_is_no_range(capsys: pytest.CaptureFixture[str]) -> None:
    shown = document(capsys, "estimate", *options())
    assert (shown["range"], shown["open_questions"]) == (None, [])
    assert document(capsys, "estimate", *options(start="2024-02-05", sessions="5"))["status"] == (
        "official"
    )


def test_compare_needs_no_status(capsys: pytest.CaptureFixture[str]) -> None:
    shown = document(capsys, "compare", *options(conventioned=""))
    assert shown["conventioned"]["totals"]["patient"] == "112.50"
    assert shown["difference"] == "275.94"


@pytest.mark.parametrize("bim", ["true", "false"])
def test_compare_in_words(capsys: pytest.CaptureFixture[str], bim: str) -> None:
    assert main(["compare", *options(bim=bim), "--lang", "en"]) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    expected = ["€45.00"] if bim == "true" else ["€112.50", "€388.44", "€275.94"]
    assert all(amount in said for amount in expected)


def test_show_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    shown = document(capsys, "tariffs", "show", "567011", "--on", "2025-05-05")
    assert shown["multiplier"] == "1.283500"
    assert shown["not_bim"]["reimbursed_not_conventioned"] == "18.42"
    assert main(["tariffs", "show", "639133", "--on", "2024-03-01"]) == 0
    assert "1,13" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        ("567011", "not_bim", ("18.42", None, "derived")),
        ("567011", "bim", ("28.30", "30.80", "derived")),
        ("564211", "not_bim", ("27.72", "27.72", "assumed")),
        ("564211", "bim", ("27.72", "27.72", "assumed")),
    ],
)
def test_a_code_at_a_kine_without_convention(
    capsys: pytest.CaptureFixture[str], code: str, kind: str, told: tuple[str | None, ...]
) -> None:
    shown = document(capsys, "tariffs", "show", code, "--on", "2025-06-01")[kind]
    names = ("reimbursed_not_conventioned", "ceiling_not_conventioned", "status_not_conventioned")
    assert tuple(shown[name] for name in names) == told
    assert shown["status"] == "derived"


@pytest.mark.parametrize(
    ("code", "on", "rows"),
    [
        ("567011", "2025-06-01", ["not BIM €6.25 €24.55 €18.42 free fee calculated",
                                  "BIM €2.50 €28.30 €28.30 €30.80 calculated"]),
        ("564211", "2025-06-01", ["not BIM €0.00 €27.72 €27.72 €27.72 assumed",
                                  "BIM €0.00 €27.72 €27.72 €27.72 assumed"]),
        ("567011", "2027-02-01",
         ["not BIM €6.25 €24.55 €18.42 to €24.55 free fee last known tariff"]),
    ],
)  # fmt: skip
def test_the_table_of_a_code(
    capsys: pytest.CaptureFixture[str], code: str, on: str, rows: list[str]
) -> None:
    assert main(["tariffs", "show", code, "--on", on, "--lang", "en"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert set(rows) <= set(lines)


def test_what_changes_between_two_days(capsys: pytest.CaptureFixture[str]) -> None:
    changed = document(capsys, "tariffs", "diff", "2024-01-31", "2024-02-01")
    assert {"kind": "fee", "code": "567011", "before": "28.60", "after": "30.00"} in changed
    assert len(changed) == 144
    assert document(capsys, "tariffs", "diff", "2024-02-01", "2024-03-31") == []
    assert main(["tariffs", "diff", "2025-01-31", "2025-02-01"]) == 0
    assert "30,80" in capsys.readouterr().out


def test_what_changes_is_more_than_fees(capsys: pytest.CaptureFixture[str]) -> None:
    changed = document(capsys, "tariffs", "diff", "2024-03-31", "2024-04-01")
    assert changed == [{"kind": "reduction", "before": 0, "after": 25}]
    assert main(["tariffs", "diff", "2024-12-31", "2025-01-01", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "25%" in said
    assert "0%" in said
    assert "M/24" in said
    assert "none" in said
    assert main(["tariffs", "diff", "2024-02-01", "2024-03-31", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Nothing changes")


@pytest.mark.parametrize("folder", [SHIPPED, FROZEN], ids=["shipped", "frozen"])
def test_the_tariffs_have_no_fault(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert document(capsys, "tariffs", "check", "--folder", str(folder)) == []


@pytest.mark.parametrize(
    ("changes", "field", "given"),
    [
        ({"pathology": "back"}, "pathology", "back"),
        ({"pathology": "perinatal", "setting": "elderly_home"}, "setting", "elderly_home"),
        ({"service": "respiratory_60"}, "service", "respiratory_60"),
        ({"bim": "perhaps"}, "bim", "perhaps"),
        ({"sessions": "0"}, "sessions", "0"),
        ({"sessions": "401"}, "sessions", "401"),
        ({"fee": "-5"}, "fee", "-5"),
        ({"fee": "33,505"}, "fee", "33,505"),
        ({"fee": "forty"}, "fee", "forty"),
        ({"fee": ""}, "fee", ""),
        ({"start": "2023-12-31"}, "start", "2023-12-31"),
        ({"start": "2025-02-30"}, "start", "2025-02-30"),
        ({"surcharge": "5", "setting": "hospital"}, "surcharge", "5"),
    ],
)
def test_refused_answers(
    capsys: pytest.CaptureFixture[str], changes: dict[str, str], field: str, given: str
) -> None:
    assert main(["estimate", *options(**changes)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (sentence,) = printed.err.splitlines()
    assert sentence.startswith(field)
    assert given in sentence


def test_a_fact_named_alone_is_true(capsys: pytest.CaptureFixture[str]) -> None:
    shown = document(capsys, "estimate", *options(bim=""), "--third-party", "--bim")
    assert shown["case"]["bim"] is True
    assert shown["payment"]["answers"]["third_party"] is True
    assert main(["estimate", *options(), "--json", "--third-party"]) == 0
    assert json.loads(capsys.readouterr().out)["payment"]["answers"]["third_party"] is True


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--insurance-percent"], "insurance_percent: ‘’ does not fit. Give a whole number"),
        (["--insurance-percent", "--third-party"], "insurance_percent: ‘’ does not fit."),
        (["--insurance-cap"], "insurance_cap: ‘’ is not an amount. Write for example 33.50"),
        (["--insurance-from"], "insurance_from: ‘’ is not a date. Write year-month-day"),
        (["--other-payer"], "other_payer: ‘’ is not a possible answer. Choose from: none,"),
    ],
)
def test_another_answer_named_alone_is_refused(
    capsys: pytest.CaptureFixture[str], flags: list[str], said: str
) -> None:
    assert main(["estimate", *options(), "--lang", "en", *flags]) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith(said)


def test_an_empty_answer_is_not_given(capsys: pytest.CaptureFixture[str]) -> None:
    empty = ["--other-payer", "", "--third-party=", "--insurance-percent", ""]
    answers = document(capsys, "estimate", *options(), *empty)["payment"]["answers"]
    assert (answers["other_payer"], answers["third_party"]) == ("none", None)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["guess"],
        ["estimate", "--pathologie", "current"],
        ["estimate", *options(), "--lang", "xx"],
        ["tariffs", "show", "123456"],
        ["tariffs", "show", "567011", "--on", "2020-01-01"],
        ["tariffs", "diff", "yesterday", "2025-01-01"],
        ["tariffs", "diff", "2020-01-01", "2025-01-01"],
    ],
)
def test_requests_not_understood(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("fee", ["33,50", "33.50"])
def test_comma_and_point_are_read_alike(capsys: pytest.CaptureFixture[str], fee: str) -> None:
    assert document(capsys, "estimate", *options(fee=fee))["case"]["fee"] == "33.50"
