"""All files of an edition are written, or none."""

from pathlib import Path

import pytest

from estimator.editions.intake import GOLDEN, golden_of
from estimator.editions.rows import cell_text, file_text
from estimator.editions.writing import write
from estimator.engine.tables import read_files
from estimator.engine.tariffs import Code, Multiplier
from estimator.tariff_folder import SHIPPED
from tests.editions.circulars import circular_2027
from tests.editions.conftest import Desk, frozen
from tests.frozen import FROZEN


def test_files_and_folders_are_made(tmp_path: Path) -> None:
    write({tmp_path / "a.csv": "a\n", tmp_path / "new/b.csv": "é\n"})
    assert (tmp_path / "a.csv").read_bytes() == b"a\n"
    assert (tmp_path / "new/b.csv").read_bytes() == "é\n".encode()
    assert len(list(tmp_path.rglob("*"))) == 3


@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize("step", ["write_text", "replace"])
def test_all_stay_as_they_were_where_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failing: int
) -> None:
    (tmp_path / "old.csv").write_text("old\n", encoding="utf-8")
    usual, calls = getattr(Path, step), []

    def fails(path: Path, *given: object, **named: object) -> object:
        calls.append(path)
        if len(calls) == failing:
            raise OSError("disk full")
        return usual(path, *given, **named)

    monkeypatch.setattr(Path, step, fails)
    texts = {tmp_path / name: "new\n" for name in ("first.csv", "old.csv", "last.csv")}
    with pytest.raises(OSError, match="disk full"):
        write(texts)
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]
    assert (tmp_path / "old.csv").read_text(encoding="utf-8") == "old\n"


def test_golden_file_that_cannot_be_written_keeps_the_tariffs(desk: Desk) -> None:
    desk.golden.write_text("a file where a folder should be", encoding="utf-8")
    circular = desk.circular(circular_2027())
    assert desk.take_in(circular) == 1
    assert desk.files() == frozen()
    assert desk.complained == f"{desk.golden} cannot be written. Nothing has changed.\n"


def test_index_that_cannot_be_written_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied", "multipliers")

    monkeypatch.setattr("estimator.editions.commands.take_in", fails)
    made = ["index", "--percent", "2", "--from", "2027-01-01", "--folder", str(desk.tariffs)]
    assert desk.run(*made) == 1
    assert desk.complained == "multipliers cannot be written. Nothing has changed.\n"


def test_golden_files_go_with_the_tests_or_stay_in_a_folder_of_its_own(tmp_path: Path) -> None:
    assert golden_of(SHIPPED) == GOLDEN
    assert golden_of(tmp_path) == tmp_path / "golden"


def test_rows_are_written_as_they_stand() -> None:
    files = read_files(FROZEN)
    for record, tables, name in (
        (Multiplier, files.multipliers, "multipliers"),
        (Code, files.nomenclatures, "nomenclature"),
    ):
        for day, rows in tables.items():
            text = (FROZEN / name / f"{day}.csv").read_text(encoding="utf-8")
            assert file_text(record._fields, (row.record for row in rows)) == text


@pytest.mark.parametrize(("value", "cell"), [(True, "true"), (None, ""), (0, "0")])
def test_cells(value: object, cell: str) -> None:
    assert cell_text(value) == cell
