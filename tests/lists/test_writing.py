"""A result appears whole or not at all: full disks, links, killed runs, two runs at once."""

import os
import pickle
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from estimator.cli.main import main
from estimator.engine.model.errors import InvalidAnswer
from estimator.environment.file_lock import held
from estimator.lists.cluster import appearing
from estimator.lists.files.formats import replacing
from tests.lists.tables import USUAL

ENDINGS = ("csv", "parquet", "xlsx")
ROWS = 400


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    lines = [",".join(USUAL), *[",".join(USUAL.values())] * ROWS]
    path.write_text("\n".join([*lines, ""]))
    return path


def run(*arguments: object) -> int:
    return main(["batch", *map(str, arguments), "--lang", "en"])


def in_child(work: Callable[[], int]) -> int:
    """The exit code of some work in a process of its own, which ends with it."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def files_beside(source: Path) -> set[str]:
    return {path.name for path in source.parent.iterdir()} - {source.name, "said"}


@pytest.mark.parametrize("bytes_free", [0, 1000])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_is_told_and_keeps_the_old_result(
    source: Path, ending: str, bytes_free: int
) -> None:
    """At any write, or only when what was held back is written at the end."""
    target = source.with_name(f"out.{ending}")
    target.write_text("old")

    def full() -> int:
        # A pipe, as the limit holds for every file.
        ours, theirs = os.pipe()
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_free, resource.RLIM_INFINITY))
        with os.fdopen(theirs, "w") as stream, redirect_stderr(stream):
            code = run(source, target)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        source.with_name("said").write_bytes(os.read(ours, 1000))
        return code

    assert in_child(full) == 2
    # On a slow machine there are lines of progress before.
    *_, last = source.with_name("said").read_text().splitlines()
    assert last == (
        f"The file out.{ending} can’t be written: the disk is full. "
        "What stood there before is kept."
    )
    assert target.read_text() == "old"
    assert files_beside(source) == {target.name}


def test_what_is_told_of_a_full_disk_is_all_that_is_said(source: Path) -> None:
    """Half a workbook is left to Python, which can't close it any more."""

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))

    asked = ["-m", "estimator", "batch", source, source.with_name("out.xlsx"), "--lang", "en"]
    done = subprocess.run(  # noqa: S603
        [sys.executable, *map(str, asked)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=full,
        check=False,
    )
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_no_disk_takes_is_refused(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(source, source.with_name(f"{'x' * 250}.csv")) == 2
    assert capsys.readouterr().err.endswith("can’t be written in that place.\n")


def test_a_target_that_is_a_link_stays_one(source: Path) -> None:
    real, link = source.with_name("real.csv"), source.with_name("out.csv")
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to("real.csv")
    assert run(source, link) == 0
    assert link.readlink() == Path("real.csv")
    assert "patient" in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert files_beside(source) == {"real.csv", "out.csv"}


def test_a_link_to_what_is_not_there_yet(source: Path) -> None:
    link = source.with_name("out.csv")
    link.symlink_to("real.csv")
    assert run(source, link) == 0
    assert "patient" in source.with_name("real.csv").read_text()


def test_what_a_killed_run_left_is_told_and_removed(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = source.with_name(".out.csv.part")
    left.write_text("half a result, longer than the whole one" * ROWS * 10)
    assert run(source, source.with_name("out.csv")) == 0
    told = "An earlier run was broken off. What it left, .out.csv.part, is removed.\n"
    assert told in capsys.readouterr().err
    assert files_beside(source) == {"out.csv"}
    assert "half" not in source.with_name("out.csv").read_text()


@pytest.mark.parametrize("at", ["begun", "written"])
def test_a_killed_run_keeps_the_old_result(source: Path, at: str) -> None:
    target = source.with_name("out.csv")
    target.write_text("old")

    def killed() -> int:
        with replacing(target) as stream:
            if at == "written":
                stream.write(b"new")
                stream.flush()
            os.kill(os.getpid(), 9)
        return 0

    assert in_child(killed) == -9
    assert target.read_text() == "old"
    assert files_beside(source) == {"out.csv", ".out.csv.part"}
    assert run(source, target) == 0
    assert files_beside(source) == {"out.csv"}


def test_two_runs_to_the_same_target(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = source.with_name("out.csv")
    target.write_text("old")
    with held(source.with_name(".out.csv.part")) as stream:
        stream.write(b"half")
        stream.flush()
        assert run(source, target) == 2
        assert capsys.readouterr().err == (
            "out.csv is being written by another run. Wait until it is done.\n"
        )
        assert source.with_name(".out.csv.part").read_text() == "half"
    assert target.read_text() == "old"
    assert run(source, target) == 0


def test_a_folder_where_the_result_should_be(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = source.with_name("out.csv")
    target.mkdir()
    assert run(source, target) == 2
    assert "out.csv can’t be written in that place" in capsys.readouterr().err
    assert files_beside(source) == {"out.csv"}


def test_a_file_in_place_of_what_is_held_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("precious")
    (tmp_path / ".out.csv.part").symlink_to("other")
    with pytest.raises(InvalidAnswer), replacing(tmp_path / "out.csv"):
        pass
    assert (tmp_path / "other").read_text() == "precious"


# A folder of results, from a cluster -------------------------------------------------------------


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    (tmp_path / ".out.part").mkdir()
    (tmp_path / ".out.part" / "left.parquet").touch()
    (tmp_path / "link").symlink_to("out")
    with appearing(tmp_path / "link") as partial:
        assert list(partial.iterdir()) == []
        (partial / "a.parquet").touch()
        assert not (tmp_path / "out").exists()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.parquet"]
    assert {path.name for path in tmp_path.iterdir()} == {"out", "link"}


def test_a_folder_does_not_appear_where_something_fails(tmp_path: Path) -> None:
    full = OSError(28, "No space left on device")
    with pytest.raises(InvalidAnswer) as refused, appearing(tmp_path / "out"):
        raise full
    assert (refused.value.field, refused.value.reason) == ("folder", "disk_full")
    assert list(tmp_path.iterdir()) == []


def test_a_worker_of_a_run_that_is_over_reaches_no_later_one(tmp_path: Path) -> None:
    """It has the path, but the folder has another one since."""
    with pytest.raises(InvalidAnswer), appearing(tmp_path / "out") as over:
        raise InvalidAnswer("file", given="a.parquet", reason="unreadable")
    with appearing(tmp_path / "out") as later:
        with pytest.raises(FileNotFoundError):
            (over / "a.parquet").touch()
        assert list(later.iterdir()) == []
    assert list((tmp_path / "out").iterdir()) == []


def test_two_runs_to_the_same_folder(tmp_path: Path) -> None:
    with appearing(tmp_path / "out") as partial:
        (partial / "a.parquet").touch()
        with pytest.raises(InvalidAnswer) as refused, appearing(tmp_path / "out"):
            pass
        assert refused.value.reason == "busy"
        assert (partial / "a.parquet").exists()


def test_a_refusal_of_a_worker_arrives_whole() -> None:
    refusal = InvalidAnswer("file", given="a.parquet", reason="disk_full", allowed=(1, 2))
    again = pickle.loads(pickle.dumps(refusal))  # noqa: S301
    assert (again.args, again.allowed, str(again)) == (refusal.args, (1, 2), str(refusal))
