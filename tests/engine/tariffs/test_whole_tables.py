"""Every table is there, whole, with as many rows as the manifest says; else file and line are
named, wherever tariffs are read."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from estimator.cli.main import main
from estimator.engine.model.errors import TariffFault
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import MANIFEST, load
from tests.engine.tariffs.folder import Folder
from tests.frozen import FROZEN

#: Of the editions, which all have the same columns, the newest.
EDITIONS = sorted(FROZEN.glob("multipliers/*.csv"))[:-1]
TABLES = sorted(
    path.relative_to(FROZEN).as_posix() for path in {*FROZEN.rglob("*.csv")} - {*EDITIONS}
)
#: What is checked alike in all of them is tried on three: a small one, a long one, the manifest.
SOME_TABLES = ("history.csv", "multipliers/2025-02-01.csv", MANIFEST)
#: What another table could hide, as each has columns, keys and a reader of its own.
OF_EACH = ("empty", "without its last line", "with a line twice", "with another header", "missing")
#: Not even root can read its beginning.
UNREADABLE = "/proc/self/mem"
RENEW = "if this is meant: python -m estimator tariffs rows"


def cut(part: Callable[[list[bytes]], bytes]) -> Callable[[Path], None]:
    """Some of a file's content, made of its lines."""

    def spoil(path: Path) -> None:
        path.write_bytes(part(path.read_bytes().splitlines(keepends=True)))

    return spoil


def in_place_of(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Something else where a file was."""

    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def halved(lines: list[bytes]) -> bytes:
    content = b"".join(lines)
    return content[: len(content) // 2]


SPOILT: dict[str, Callable[[Path], None]] = {
    "empty": cut(lambda _: b""),
    "only a header": cut(lambda lines: lines[0]),
    "halved": cut(halved),
    "halved between two lines": cut(lambda lines: b"".join(lines[: -(len(lines) // 2)])),
    "without its last line": cut(lambda lines: b"".join(lines[:-1])),
    "cut in its last line": cut(lambda lines: b"".join(lines)[: -len(lines[-1]) // 2]),
    "cut before its last line end": cut(lambda lines: b"".join(lines)[:-1]),
    "with a line twice": cut(lambda lines: b"".join([*lines, lines[-1]])),
    "with an empty line": cut(lambda lines: b"".join([*lines, b"\n"])),
    "not UTF-8": cut(lambda lines: b"".join([*lines[:-1], b"\xff" + lines[-1]])),
    "in UTF-16": cut(lambda lines: b"".join(lines).decode().encode("utf-16")),
    "with a NUL": cut(lambda lines: b"".join([*lines[:-1], b"\0" + lines[-1]])),
    "zeroed": cut(lambda lines: bytes(len(b"".join(lines)))),
    "with another header": cut(lambda lines: b"".join([b"x," + lines[0], *lines[1:]])),
    "without its header": cut(lambda lines: b"".join(lines[1:])),
    "with a quote left open": cut(lambda lines: b"".join([*lines[:-1], b'"' + lines[-1]])),
    "missing": Path.unlink,
    "a folder": in_place_of(Path.mkdir),
    "a link to nowhere": in_place_of(lambda path: path.symlink_to("nowhere")),
    "a link to itself": in_place_of(lambda path: path.symlink_to(path.name)),
    "one that can't be read": in_place_of(lambda path: path.symlink_to(UNREADABLE)),
    "a pipe": in_place_of(os.mkfifo),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen tariffs, whole again after each test."""
    return Path(shutil.copytree(FROZEN, tmp_path_factory.mktemp("kine") / "tariffs"))


@pytest.fixture
def tariffs(copy: Path) -> Iterator[Path]:
    yield copy
    shutil.rmtree(copy)
    shutil.copytree(FROZEN, copy)


@pytest.mark.parametrize(
    ("table", "spoilt"),
    [(it, how) for it in TABLES for how in (SPOILT if it in SOME_TABLES else OF_EACH)],
)
def test_a_spoilt_table_is_named_with_its_line(tariffs: Path, table: str, spoilt: str) -> None:
    """By whatever reads tariffs: the check, the server at its start, an estimate."""
    lines = (tariffs / table).read_bytes().count(b"\n")
    if (table, spoilt) == ("nomensoft.csv", "only a header"):
        pytest.skip("nobody has compared with NomenSoft yet")
    SPOILT[spoilt](tariffs / table)
    with pytest.raises(TariffFault) as refused:
        load(tariffs)
    named = [it for it in refused.value.problems if table in (it.file, it.what.split()[0])]
    assert named or table == MANIFEST
    assert all(it.file == MANIFEST or it.line <= lines + 1 for it in named)


@pytest.mark.parametrize("table", SOME_TABLES)
@pytest.mark.parametrize("spoilt", ["halved", "not UTF-8", "missing", "a pipe"])
def test_a_command_says_so_in_lines(
    tariffs: Path, table: str, spoilt: str, capsys: pytest.CaptureFixture[str]
) -> None:
    SPOILT[spoilt](tariffs / table)
    assert main(["tariffs", "check", "--folder", str(tariffs), "--today", "2026-11-22"]) == 1
    said = capsys.readouterr().out
    assert f"{table}:" in said or f"{MANIFEST}:{manifest_line(table)}: {table} is missing" in said


# The manifest and the tables, both ways ----------------------------------------------------------


def only(folder: Path, file: str, line: int, *parts: str) -> None:
    (problem,) = problems_in(folder)
    assert (problem.file, problem.line) == (file, line)
    assert all(part in problem.what for part in (*parts, RENEW))


def manifest_line(table: str) -> int:
    return Folder(FROZEN).line_of(MANIFEST, f"{table},")


def test_another_number_of_rows(tariffs: Path) -> None:
    file = tariffs / "history.csv"
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    line = manifest_line("history.csv")
    only(tariffs, "history.csv", 3, "2 rows, expected 3", f"(rows.csv:{line})")


def test_a_table_that_the_manifest_does_not_name(tariffs: Path) -> None:
    (tariffs / "golden").mkdir()
    (tariffs / "golden/extra.csv").write_text("a\n1\n")
    lines = Folder(tariffs).lines(MANIFEST)
    only(tariffs, MANIFEST, len(lines) + 1, "no row for golden/extra.csv, which has 1")


def test_a_table_that_only_the_manifest_names(tariffs: Path) -> None:
    file = tariffs / MANIFEST
    file.write_text(file.read_text() + "golden/gone.csv,7\n")
    line = len(Folder(tariffs).lines(MANIFEST))
    only(tariffs, MANIFEST, line, "golden/gone.csv is missing, expected with 7 rows")


def test_a_table_that_the_manifest_names_twice(tariffs: Path) -> None:
    file = tariffs / MANIFEST
    file.write_text(file.read_text() + "history.csv,3\n")
    only(tariffs, MANIFEST, manifest_line("history.csv"), "history.csv stands twice")


def test_a_link_to_a_folder_of_editions_is_followed(tariffs: Path, tmp_path: Path) -> None:
    (tariffs / "multipliers").rename(tmp_path / "multipliers")
    (tariffs / "multipliers").symlink_to(tmp_path / "multipliers")
    assert problems_in(tariffs) == []


def test_an_amount_set_right_in_place_needs_no_command(tariffs: Path) -> None:
    file = tariffs / "usual_fees.csv"
    file.write_text(file.read_text().replace("37.00,40.00", "37.50,40.00"))
    assert problems_in(tariffs) == []
