"""The files of an edition are written all, or none, whenever the run ends."""

import os
import shutil
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from estimator.cli.main import main
from estimator.editions.folder_copy import Copy, copied, exchanged, unwatched
from estimator.editions.table_files import cell_text, file_text, manifest_text, recount
from estimator.editions.take_in import take_in
from estimator.engine.model.tariff_book import Code, Multiplier
from estimator.engine.tariffs.files import MANIFEST, load, read_files
from estimator.environment.file_lock import held
from estimator.environment.tariff_folder import whole
from tests.editions.circulars import circular_2027
from tests.editions.conftest import Desk, frozen
from tests.engine.cases import BOOK
from tests.frozen import FROZEN

Swap = Callable[[Path, Path], bool]
SWAPS = {"at once": exchanged, "file by file": lambda _, __: False}
INDEX = ["index", "--percent", "2", "--from", "2027-01-01"]
#: Two files changed, one that is new, one that is gone.
TEXTS = {
    name: (FROZEN / name).read_text(encoding="utf-8").replace("axxon-668,AXXON", "axxon-668,Axxon")
    for name in ("sources.csv",)
} | {"golden/new.csv": "a\n1\n"}
GONE = "golden/old.csv"


class End(BaseException):
    """What ends a run, in place of a signal."""


class Steps:
    """Counts the changes on the disk; before one of them, something happens."""

    def __init__(self, at: int, happens: Callable[[], object]) -> None:
        self.left = at
        self.happens = happens

    def __call__(self) -> None:
        """A change is about to be made."""
        self.left -= 1
        if self.left == 0:
            self.happens()


def change(folder: Path, step: Callable[[], object], swap: Swap, told: list[str]) -> None:
    """Changes a folder as the commands do."""
    with copied(folder, lambda left: told.append(left.name), step, swap) as copy:
        step()
        (copy.path / GONE).unlink()
        copy.write(TEXTS)
        recount(copy)
        copy.put()


def begun(place: Path) -> Path:
    """The folder that is changed."""
    place.mkdir()
    folder = Path(shutil.copytree(FROZEN, place / "tariffs"))
    (folder / "golden").mkdir()
    (folder / GONE).write_text("a\n1\n2\n")
    (folder / MANIFEST).write_text(manifest_text(folder))
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in whole(folder).rglob("*") if path.is_file())
    return {str(path.relative_to(whole(folder))): path.read_bytes() for path in found}


def steps_of(place: Path, swap: Swap) -> int:
    """How many changes a run makes on the disk."""
    folder = begun(place)
    counting = Steps(0, lambda: None)
    change(folder, counting, swap, [])
    assert [path.name for path in place.iterdir()] == ["tariffs"]
    return -counting.left


def killed_at(folder: Path, at: int, swap: Swap) -> None:
    """A run that a signal ends before one of its changes; nothing of it runs on."""
    child = os.fork()
    if child == 0:
        try:
            change(folder, Steps(at, lambda: os.kill(os.getpid(), signal.SIGKILL)), swap, [])
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def raised_at(folder: Path, at: int, swap: Swap) -> None:
    """A run that ends before one of its changes, but may still put things in order."""

    def end() -> None:
        raise End

    with pytest.raises(End):
        change(folder, Steps(at, end), swap, [])


@pytest.mark.parametrize("ended", [killed_at, raised_at], ids=["killed", "raised"])
@pytest.mark.parametrize("way", SWAPS)
def test_the_folder_is_all_old_or_all_new(
    tmp_path: Path, way: str, ended: Callable[[Path, int, Swap], None]
) -> None:
    """Ended before each change on the disk in turn; and the next run puts everything in order."""
    swap = SWAPS[way]
    count = steps_of(tmp_path / "whole", swap)
    old, new = files_in(begun(tmp_path / "old")), files_in(tmp_path / "whole" / "tariffs")
    assert old != new
    assert count > len(old)
    met = set()
    for at in range(1, count + 1):
        place = tmp_path / str(at)
        folder = begun(place)
        ended(folder, at, swap)
        found = files_in(folder)
        assert found in (old, new), at
        assert read_files(whole(folder)).problems == []
        met.add(found == new)
        told: list[str] = []
        left = {path.name for path in place.iterdir()} - {"tariffs", ".tariffs.lock"}
        with copied(folder, lambda each: told.append(each.name)):  # noqa: B023
            pass
        assert bool(left) == bool(told), at
        assert [path.name for path in place.iterdir()] == ["tariffs"]
        assert files_in(folder) == found
        shutil.rmtree(place)
    assert met == {False, True}


def test_what_is_read_is_whole_while_it_is_written_file_by_file(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FROZEN, tmp_path / "tariffs"))
    copy = Copy(folder, tmp_path / ".tariffs.ready", unwatched, exchanged)
    shutil.copytree(FROZEN, copy.path)
    (folder / "sources.csv").write_text("half")
    assert load(whole(folder)).sources == BOOK.sources
    assert main(["tariffs", "check", "--folder", str(folder)]) == 0


def test_what_a_killed_run_left_is_told_and_removed(desk: Desk) -> None:
    (desk.place / ".tariffs.new" / "multipliers").mkdir(parents=True)
    (desk.place / ".tariffs.lock").touch()
    assert desk.run(*INDEX, "--folder", str(desk.tariffs)) == 0
    assert desk.complained == (
        "An earlier run was broken off. What it left, .tariffs.new, is cleared away.\n"
    )
    assert [path.name for path in desk.place.iterdir()] == ["tariffs"]


def test_two_runs_at_once(desk: Desk) -> None:
    with held(desk.place / ".tariffs.lock"):
        assert desk.run(*INDEX, "--folder", str(desk.tariffs)) == 2
    assert desk.complained == (
        f"{desk.tariffs} is being written by another run. Wait until it is done.\n"
    )
    assert desk.files() == frozen()
    assert desk.run(*INDEX, "--folder", str(desk.tariffs)) == 0


def test_modes_and_links_stay(desk: Desk) -> None:
    (desk.tariffs / "sources.csv").chmod(0o640)
    desk.tariffs.chmod(0o750)
    link = desk.place / "link"
    link.symlink_to("tariffs")
    assert desk.run(*INDEX, "--folder", str(link)) == 0
    assert link.readlink() == Path("tariffs")
    assert (desk.tariffs / "multipliers/2027-01-01.csv").exists()
    assert stat.S_IMODE((desk.tariffs / "sources.csv").stat().st_mode) == 0o640
    assert stat.S_IMODE(desk.tariffs.stat().st_mode) == 0o750


def test_a_place_that_cannot_be_written_is_told(desk: Desk) -> None:
    """A folder stands where the run would make its file: as good as a disk that is read-only."""
    (desk.place / ".tariffs.lock").mkdir()
    assert desk.run(*INDEX, "--folder", str(desk.tariffs)) == 1
    lock = desk.place / ".tariffs.lock"
    assert desk.complained == f"{lock} cannot be written. Nothing has changed.\n"
    assert desk.files() == frozen()


def test_a_folder_that_is_not_there(desk: Desk) -> None:
    for command in (INDEX, ["rows"], ["check"]):
        assert desk.run(*command, "--folder", "nowhere") == 2
        assert desk.complained == "--folder: 'nowhere' is no folder\n"


def test_nothing_is_written_where_words_are_missing(desk: Desk) -> None:
    """What the server would refuse at its start is not put in place."""
    with (desk.tariffs / "assumptions.csv").open("a", encoding="utf-8") as stream:
        stream.write("unheard,A sentence.,Every session.\n")
    desk.count()
    before = desk.files()
    assert desk.run(*INDEX, "--folder", str(desk.tariffs)) == 1
    assert "assumption.unheard" in desk.complained
    assert desk.files() == before


def test_a_golden_file_somewhere_else(desk: Desk) -> None:
    circular, golden = desk.circular(circular_2027()), desk.place / "golden"
    assert desk.take_in(circular, "--golden", str(golden)) == 0
    assert [path.name for path in golden.iterdir()] == ["circular-2027-01-01.csv"]
    assert not desk.golden.exists()


def test_golden_file_that_cannot_be_written_keeps_the_tariffs(desk: Desk) -> None:
    golden = desk.place / "golden"
    golden.write_text("a file where a folder should be", encoding="utf-8")
    assert desk.take_in(desk.circular(circular_2027()), "--golden", str(golden)) == 1
    assert desk.files() == frozen()
    assert desk.complained == f"{golden} cannot be written. Nothing has changed.\n"


def test_golden_file_of_a_run_that_fails_is_as_it_was(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FROZEN, tmp_path / "tariffs"))
    (tmp_path / "old.csv").write_text("old\n")

    def fails(_: Path, __: Path) -> bool:
        raise OSError("disk full")

    golden = {tmp_path / "old.csv": "new\n", tmp_path / "new.csv": "new\n"}
    with pytest.raises(OSError, match="disk full"), copied(folder, print, swap=fails) as copy:
        take_in(copy, {}, golden)
    assert (tmp_path / "old.csv").read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.csv", "tariffs"]


def test_rows_are_counted_anew_and_told(desk: Desk) -> None:
    desk.keep("history.csv", lambda line: not line.startswith("2020"))
    folder = ["--folder", str(desk.tariffs)]
    assert desk.run("check", *folder) == 1
    assert "expected 3 (rows.csv:7); if this is meant: python -m estimator tariffs rows" in (
        desk.said
    )
    assert desk.run("rows", *folder) == 0
    assert desk.said.startswith("history.csv: 3 → ")
    assert desk.run("check", *folder) == 0
    assert desk.run("rows", *folder) == 0
    assert desk.said == "rows.csv is right already: nothing changes.\n"


def test_an_edition_taken_out_on_purpose(desk: Desk) -> None:
    desk.forget("2025-02-01")
    assert "multipliers/2025-02-01.csv: 204 → –" in desk.said
    assert read_files(desk.tariffs).problems == []


def test_rows_of_a_file_that_breaks_off_are_not_counted(desk: Desk) -> None:
    file = desk.tariffs / "history.csv"
    file.write_text(file.read_text()[:-5])
    assert desk.run("rows", "--folder", str(desk.tariffs)) == 1
    assert desk.complained.startswith("history.csv:4: breaks off")


def test_rows_are_written_as_they_stand() -> None:
    files = read_files(FROZEN)
    for record, name in ((Multiplier, "multipliers"), (Code, "nomenclature")):
        for day, rows in files.restated[name].items():
            text = (FROZEN / name / f"{day}.csv").read_text(encoding="utf-8")
            assert file_text(record._fields, (row.record for row in rows)) == text


@pytest.mark.parametrize(("value", "cell"), [(True, "true"), (None, ""), (0, "0")])
def test_cells(value: object, cell: str) -> None:
    assert cell_text(value) == cell
