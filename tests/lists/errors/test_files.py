"""Wrong rows and corrected ones on the command line and on the page."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from estimator.cli.main import main
from estimator.lists.answered import Ground
from estimator.lists.errors.groups import correction_of
from estimator.lists.examples import in_memory
from estimator.lists.jobs import Job
from estimator.lists.opening import Opened
from tests.lists.tables import FRENCH, SHEET, TODAY, USUAL
from tests.lists.test_page import csv_of, finished, job_of

WRONG: list[dict[str, str]] = [
    {"id": "007"},
    {"id": "=1+1", "sessions": "beaucoup", "bim": "peut-être"},
    {"id": "é;a", "conventioned": "false"},
]
ROWS = [{"id": "", **USUAL, "fee": "", **row} for row in WRONG]
LISTED = [row for n in range(40) for row in [ROWS[n % 3]]]
SENTENCE = "Terminé : 40 lignes, dont {errors} avec une erreur."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_bytes(csv_of(LISTED))
    return path


def run(source: Path, *more: str, out: str = "out.csv") -> int:
    return main(["batch", str(source), str(source.with_name(out)), "--lang", "fr", *more])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def mended(row: dict[str, str]) -> dict[str, str]:
    del row["kine_why"]
    return row | {"sessions": "18", "bim": "false", "fee": "40"}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_wrong_rows_out_and_corrected_rows_in(
    source: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    workers: str,
) -> None:
    wrong, fixed = source.with_name("wrong.csv"), source.with_name("fixed.csv")
    assert run(source, "--wrong", str(wrong), "--workers", workers) == 0
    assert SENTENCE.format(errors=26) in capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")
    given = rows_of(wrong)
    assert [*given[0]] == [*ROWS[0], "kine_row", "kine_why"]
    assert [int(row["kine_row"]) for row in given] == [n for n in range(2, 42) if (n - 2) % 3]
    assert given[0]["kine_why"].count("peut-être") == given[0]["kine_why"].count("beaucoup") == 1

    again = [mended(row) for row in reversed(given)][:-1]
    fixed.write_bytes(csv_of(again))
    asked = ["--corrected", str(fixed), "--wrong", str(wrong), "--workers", workers]
    assert run(source, *asked) == 0
    result = rows_of(source.with_name("out.csv"))
    assert [row["id"] for row in result] == ["007", "'=1+1", "é;a"] * 13 + ["007"]
    assert [n for n, row in enumerate(result) if row["error"]] == [1]
    assert all(row["patient"] for n, row in enumerate(result) if n != 1)
    assert [row["kine_row"] for row in rows_of(wrong)] == ["3"]


def test_a_list_in_parquet_keeps_its_types(source: Path) -> None:
    table = pa.table({name: [row[name] for row in LISTED[:3]] for name in LISTED[0]})
    typed = table.set_column(4, "sessions", pa.array([18, 0, 18], pa.int8()))
    place = typed.column_names.index("sessions")
    pq.write_table(typed, source.with_name("cases.parquet"))
    fixed = source.with_name("fixed.csv")
    told = {"kine_row": "2", "sessions": "20,0", "bim": "true"}
    fixed.write_text(";".join(told) + "\n" + ";".join(told.values()) + "\n")
    asked = ["--corrected", str(fixed)]
    assert run(source.with_name("cases.parquet"), *asked, out="out.parquet") == 0
    result = pq.read_table(source.with_name("out.parquet"))
    assert result.schema[place] == typed.schema[place]
    assert result["sessions"].to_pylist() == [18, 20, 18]


def change(text: str, by: str) -> Callable[[str], str]:
    return lambda content: content.replace(text, by)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            change("kine_row", "row"),
            "n’a pas de colonne «\N{NO-BREAK SPACE}kine_row\N{NO-BREAK SPACE}»",
        ),
        (change("3", "99"), "99"),
        (change("sessions", "Séances"), "Séances"),
    ],
)
def test_a_corrected_file_that_does_not_fit_leaves_all_as_it_was(
    source: Path,
    capsys: pytest.CaptureFixture[str],
    changed: Callable[[str], str],
    told: str,
) -> None:
    fixed = source.with_name("fixed.csv")
    fixed.write_text(
        changed("kine_row,sessions,pathology,bim,conventioned\n3,18,current,true,true\n")
    )
    before = {path.name for path in source.parent.iterdir()}
    assert run(source, "--corrected", str(fixed), "--wrong", str(source.with_name("w.csv"))) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert {path.name for path in source.parent.iterdir()} == before


def test_not_on_a_cluster(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--wrong", "--corrected"):
        assert run(source, "--scheduler", "tcp://x:1", option, "w.csv") == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert (option in line, "--scheduler" in line) == (True, True)


def opened_of(rows: list[dict[str, Any]], name: str = "list.csv") -> Opened:
    job: Job = job_of(csv_of(rows), name)
    finished(job)
    return job.opened


def test_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("estimator.lists.jobs.STEP", 7)
    job = finished(job_of(csv_of(LISTED), "list.csv"))
    assert job.errors == 26
    found = [(it.field, it.rows, it.lines, correction_of(FRENCH, it)) for it in job.kinds]
    assert found == [
        ("bim", 13, (3, 6, 9), "peut-être → oui"),
        ("sessions", 13, (3, 6, 9), "beaucoup → 1 … 400"),
        ("fee", 13, (4, 7, 10), "Écrivez par exemple\N{NO-BREAK SPACE}: 40,00"),
    ]
    wrong = job.wrong_rows()
    assert len(wrong) == 26
    assert in_memory(wrong, "wrong.csv", job.opened.dialect).startswith(b"id,pathology,")

    told = [mended({name: it or "" for name, it in row.items()}) for row in wrong.to_pylist()]
    fixed = job.opened.mended(opened_of(told))
    assert fixed.length == len(LISTED)
    again = finished(Job(fixed, Ground(SHEET, FRENCH, TODAY)))
    assert (again.errors, again.kinds, len(again.wrong_rows())) == (0, [], 0)
    assert again.rows["id"].to_pylist() == [row["id"] for row in LISTED]
    assert job.opened.mended(opened_of(told[:1])).length == len(LISTED)


def test_kinds_are_those_of_the_whole_list_however_it_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = finished(job_of(csv_of(LISTED), "list.csv")).kinds
    monkeypatch.setattr("estimator.lists.jobs.STEP", 1)
    assert finished(job_of(csv_of(LISTED), "list.csv")).kinds == whole
