"""A copy of the frozen tariffs, to be spoilt."""

from contextlib import suppress
from pathlib import Path

from estimator.editions.table_files import manifest_text
from estimator.engine.model.errors import Problem, TariffFault
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import MANIFEST

SHEET_2024 = "nomenclature/2024-01-01.csv"


class Folder:
    """A copy of the frozen tariffs, to be spoilt."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def lines(self, file: str) -> list[str]:
        """The lines of a file."""
        return (self.path / file).read_text(encoding="utf-8").splitlines()

    def write(self, file: str, lines: list[str]) -> None:
        """A file anew."""
        (self.path / file).write_text("\n".join([*lines, ""]), encoding="utf-8")
        self.count()

    def count(self) -> None:
        """The manifest anew, as after a change that was meant."""
        with suppress(TariffFault):
            (self.path / MANIFEST).write_text(manifest_text(self.path), encoding="utf-8")

    def line_of(self, file: str, start: str) -> int:
        """The number of the only line that starts like this."""
        (found,) = (n for n, line in enumerate(self.lines(file), 1) if line.startswith(start))
        return found

    def replace(self, file: str, start: str, old: str, new: str) -> int:
        """Changes one line; gives its number."""
        line, lines = self.line_of(file, start), self.lines(file)
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
        self.write(file, lines)
        return line

    def remove(self, file: str, start: str) -> int:
        """Takes one line out; gives the number that it had."""
        line, lines = self.line_of(file, start), self.lines(file)
        del lines[line - 1]
        self.write(file, lines)
        return line

    def add(self, file: str, *rows: str) -> int:
        """Adds lines at the end; gives the number of the last one."""
        lines = [*self.lines(file), *rows]
        self.write(file, lines)
        return len(lines)

    def places(self) -> list[tuple[str, int]]:
        """File and line of every problem."""
        return [(problem.file, problem.line) for problem in self.problems()]

    def problems(self) -> list[Problem]:
        """Every problem, were all changes meant."""
        self.count()
        return problems_in(self.path)

    def only(self, file: str, line: int, what: str) -> None:
        """There is one problem: there, and it says so."""
        (problem,) = self.problems()
        assert (problem.file, problem.line) == (file, line)
        assert what in problem.what
        assert str(problem) == f"{file}:{line}: {problem.what}"
