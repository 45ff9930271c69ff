"""A copy of the frozen tariffs, and the command that takes a circular into it."""

import shutil
from pathlib import Path

import pytest

from estimator.cli.main import main
from tests.frozen import FROZEN


class Desk:
    """A folder of tariffs with a circular beside it, and the command line."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.tariffs = place / "tariffs"
        self.golden = self.tariffs / "golden"
        self.capsys = capsys
        shutil.copytree(FROZEN, self.tariffs)

    def circular(self, content: str | bytes, name: str = "circular.md") -> Path:
        """A circular on the desk."""
        path = self.place / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def take_in(self, circular: Path, *options: str, day: str = "2027-01-01") -> int:
        """`tariffs import`; gives its exit code."""
        folder = ["--folder", str(self.tariffs)]
        return self.run("import", str(circular), "--from", day, *folder, *options)

    def run(self, *arguments: str) -> int:
        """A command about tariffs, in English."""
        self.capsys.readouterr()
        code = main(["tariffs", *arguments, "--lang", "en"])
        printed = self.capsys.readouterr()
        self.said, self.complained = printed.out, printed.err
        return code

    def forget(self, day: str) -> None:
        """Takes an edition out."""
        (self.tariffs / f"multipliers/{day}.csv").unlink()
        self.keep("editions.csv", lambda line: not line.startswith(day))
        self.count()

    def count(self) -> None:
        """`tariffs rows`, after a change by hand."""
        assert self.run("rows", "--folder", str(self.tariffs)) == 0, self.complained

    def keep(self, name: str, wanted: object) -> None:
        """Keeps some lines of a file."""
        path = self.tariffs / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(filter(wanted, lines)), encoding="utf-8")  # type: ignore[call-overload]

    def files(self) -> dict[str, bytes]:
        """Every file under the desk, circulars excepted."""
        found = (path for path in self.tariffs.rglob("*") if path.is_file())
        return {str(path.relative_to(self.place)): path.read_bytes() for path in found}

    def tables(self) -> dict[str, bytes]:
        """Every file under the desk but the manifest, which names the golden file too."""
        return tables_of(self.files())


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def frozen() -> dict[str, bytes]:
    """Every frozen tariff file."""
    found = (path for path in FROZEN.rglob("*") if path.is_file())
    return {f"tariffs/{path.relative_to(FROZEN)}": path.read_bytes() for path in found}


def tables_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """Files without the manifest."""
    return {name: content for name, content in files.items() if name != "tariffs/rows.csv"}


def refused(desk: Desk, circular: Path) -> str:
    """What is said about a circular that can't be taken in."""
    assert desk.take_in(circular) == 1
    assert desk.files() == frozen()
    return desk.said + desk.complained
