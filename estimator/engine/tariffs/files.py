"""Reads tariff files into a tariff book.

A table is a CSV file whose columns are the fields of one record. A table that each edition
restates is a folder, with one file per edition, named by its first day in force.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, get_args, get_type_hints

from estimator.engine.model import tariff_book as book
from estimator.engine.model.errors import Problem, TariffFault
from estimator.engine.tariffs.lines import Cells, Row, every_file


class Table(NamedTuple):
    """The record of a table, and the columns that tell its rows apart."""

    record: type
    key: tuple[str, ...]


#: The tables that each edition restates, by folder.
RESTATED = {
    "nomenclature": Table(book.Code, ("code",)),
    "multipliers": Table(book.Multiplier, ("code",)),
}
#: The other tables, by file name without its ending.
TABLES = {
    "editions": Table(book.Edition, ("first_day",)),
    "copayments": Table(book.Copayment, ("first_day", "copayment_class")),
    "reductions": Table(book.Reduction, ("first_day",)),
    "travel": Table(book.Travel, ("first_day", "code", "group")),
    "limits": Table(book.Limit, ("first_day", "limit", "pathology")),
    "conventions": Table(book.Convention, ("first_day",)),
    "open_questions": Table(book.OpenQuestion, ("id",)),
    "public_holidays": Table(book.Holiday, ("name",)),
    "quotas": Table(book.Quota, ("first_day", "service")),
    "situations": Table(book.Situation, ("code",)),
    "usual_fees": Table(book.UsualFee, ("first_day",)),
    "maf": Table(book.MafCeiling, ("year", "income_up_to", "bim_household")),
    "history": Table(book.OldFee, ("first_day", "group", "coefficient")),
    "elsewhere": Table(book.Claim, ("claim",)),
    "nomensoft": Table(book.NomenSoftMatch, ("first_day",)),
    "sources": Table(book.Source, ("id",)),
    "assumptions": Table(book.Assumption, ("id",)),
}


class CellForm(NamedTuple):
    """How a cell of one type is written and read, and what to call it."""

    pattern: re.Pattern[str]
    read: Callable[[str], object]
    name: str


WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
FORMS: Mapping[Any, CellForm] = {
    str: CellForm(re.compile(r".+", re.DOTALL), str, "text"),
    int: CellForm(WHOLE_NUMBER, int, "whole number"),
    Decimal: CellForm(re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?"), Decimal, "number"),
    date: CellForm(re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat, "ISO date"),
    bool: CellForm(re.compile("true|false"), "true".__eq__, "true or false"),
    tuple[str, ...]: CellForm(
        re.compile(r"([a-z][a-z0-9_]*( [a-z][a-z0-9_]*)*)?"),
        lambda text: tuple(text.split()),
        "list of names with a space between",
    ),
}


class TableRows(NamedTuple):
    """How many rows a table has, by its path below the folder: a row of the manifest."""

    table: str
    rows: int


#: The manifest: without it, a table that lost rows looks like one that never had more.
MANIFEST = "rows.csv"
RENEW = "if this is meant: python -m estimator tariffs rows"


class Files(NamedTuple):
    """The rows of all tariff files, and what could not be read.

    `tables` holds rows by table, `restated` by table and first day of the edition.
    """

    tables: Mapping[str, list[Row]]
    restated: Mapping[str, Mapping[date, list[Row]]]
    problems: list[Problem]

    def each(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows of each file, with the name of its table."""
        yield from self.tables.items()
        for name, editions in self.restated.items():
            yield from ((name, rows) for rows in editions.values())

    def rows(self, name: str) -> Iterator[Row]:
        """All rows of a table, edition by edition where it is restated."""
        return chain.from_iterable(rows for table, rows in self.each() if table == name)


def load(folder: Path) -> book.TariffBook:
    """The tariff book of a folder. Raises `TariffFault` with file and line."""
    files = read_files(folder)
    if files.problems:
        raise TariffFault(files.problems)
    return book_of(files)


def read_files(folder: Path) -> Files:
    """Every tariff file of a folder as rows; `problems` also says where the manifest differs."""
    problems: list[Problem] = []
    cells = every_file(folder, problems)
    files = Files(
        {
            name: read_table(cells, f"{name}.csv", it.record, problems)
            for name, it in TABLES.items()
        },
        {name: read_editions(cells, name, it.record, problems) for name, it in RESTATED.items()},
        problems,
    )
    problems += miscounted(cells)
    return files


def read_editions(
    cells: Cells, name: str, record: type, problems: list[Problem]
) -> dict[date, list[Row]]:
    """The rows of a restated table, by the first day that names the file."""
    found: dict[date, list[Row]] = {}
    for file in cells:
        folder, _, last = file.rpartition("/")
        if folder != name:
            continue
        try:
            first_day: Any = cell("file name", date, last.removesuffix(".csv"))
            found[first_day] = read_table(cells, file, record, problems)
        except ValueError as error:
            problems.append(Problem(file, 1, str(error)))
    if not found:
        problems.append(Problem(name, 1, "no edition in this folder"))
    return found


def read_table(cells: Cells, file: str, record: type, problems: list[Problem]) -> list[Row]:
    """The rows of one file as records; a row that can't be read adds a problem instead."""
    types = get_type_hints(record)
    if file not in cells:
        problems.append(Problem(file, 1, "can't be read: there is no such file"))
    if not (read := cells.get(file)):
        return []
    header, *rows = read
    if header.record != list(types):
        problems.append(Problem(file, 1, f"columns are {header.record}, expected {list(types)}"))
        return []
    found = []
    for row in rows:
        try:
            if len(row.record) != len(types):
                raise ValueError(f"{len(row.record)} cells, expected {len(types)}")
            values = [cell(*it, text) for it, text in zip(types.items(), row.record, strict=True)]
            found.append(row._replace(record=record(*values)))
        except ValueError as error:
            problems.append(row.problem(str(error)))
    return found


def cell(name: str, kind: Any, text: str) -> object:
    """A cell as the type of its column; an empty cell is None, or an empty list, where the column
    allows it.

    Raises `ValueError`, whose message names the column.
    """
    options = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    if text == "" and type(None) in options:
        return None
    form = FORMS[options[0]]
    try:
        if form.pattern.fullmatch(text):
            return form.read(text)
    except ValueError:  # a day that no calendar has, such as 30 February
        pass
    if text == "":
        raise ValueError(f"{name} is empty")
    raise ValueError(f"{name}: {text!r} is no {form.name}")


def miscounted(cells: Cells) -> Iterator[Problem]:
    """Where the manifest and the tables differ, or why the manifest can't be compared."""
    problems: list[Problem] = []
    rows = read_table(cells, MANIFEST, TableRows, problems)
    if problems or not cells[MANIFEST]:
        yield from (problem._replace(what=f"{problem.what}; {RENEW}") for problem in problems)
        return
    last = {row.record.table: row for row in rows}
    for file in sorted(cells.keys() - last.keys() - {MANIFEST}):
        what = f"no row for {file}, which has {row_count(cells, file)}; {RENEW}"
        yield Problem(MANIFEST, cells[MANIFEST][-1].line + 1, what)
    for row in rows:
        table, expected = row.record
        if last[table] is not row:
            yield row.problem(f"{table} stands twice; {RENEW}")
        elif table not in cells:
            yield row.problem(f"{table} is missing, expected with {expected} rows; {RENEW}")
        elif cells[table] and (found := row_count(cells, table)) != expected:
            what = f"{found} rows, expected {expected} ({MANIFEST}:{row.line}); {RENEW}"
            yield Problem(table, cells[table][-1].line, what)


def row_count(cells: Cells, file: str) -> int:
    """How many rows a file has below its header; 0 for a file that can't be read."""
    return max(len(cells[file]) - 1, 0)


def counted_rows(folder: Path) -> list[TableRows]:
    """The rows of a new manifest. Raises `TariffFault` where a file can't be read to its end."""
    problems: list[Problem] = []
    cells = every_file(folder, problems)
    if faults := [problem for problem in problems if problem.file != MANIFEST]:
        raise TariffFault(faults)
    return [TableRows(file, row_count(cells, file)) for file in cells if file != MANIFEST]


def book_of(files: Files) -> book.TariffBook:
    """The tariff book of some rows."""
    of = {name: [row.record for row in rows] for name, rows in files.tables.items()}
    codes, multipliers = (
        {day: by([row.record for row in rows], "code") for day, rows in editions.items()}
        for editions in files.restated.values()
    )
    return book.TariffBook(
        nomenclatures={day: book.Nomenclature(listed.values()) for day, listed in codes.items()},
        multipliers=multipliers,
        editions=by(of["editions"], "first_day"),
        copayments=dated(of["copayments"], "copayment_class"),
        reductions=by(of["reductions"], "first_day"),
        travel=dated(of["travel"], "code"),
        travel_code_of={indemnity.group: indemnity.code for indemnity in of["travel"]},
        limits=dated(of["limits"], "limit", "pathology"),
        conventions=by(of["conventions"], "first_day"),
        open_questions=tuple(unanswered(of["open_questions"], of["editions"])),
        holidays=tuple(of["public_holidays"]),
        quotas=dated(of["quotas"], "service"),
        situations=by(of["situations"], "code"),
        usual_fees=tuple(of["usual_fees"]),
        maf=tuple(of["maf"]),
        old_fees=tuple(of["history"]),
        claims=tuple(of["elsewhere"]),
        nomensoft=by(of["nomensoft"], "first_day"),
        sources=by(of["sources"], "id"),
        assumptions=by(of["assumptions"], "id"),
    )


def unanswered(
    questions: Iterable[book.OpenQuestion], editions: Iterable[book.Edition]
) -> Iterator[book.OpenQuestion]:
    """The open questions. One about fees is answered by an edition that begins on its day or later;
    one about the reduction stays open until its row is removed."""
    last = max((edition.first_day for edition in editions), default=date.min)
    yield from (it for it in questions if it.about != "fees" or last < it.first_day)


def by(records: Iterable[Any], *columns: str) -> dict[Any, Any]:
    """Records by some of their columns."""
    key = attrgetter(*columns)
    return {key(record): record for record in records}


def dated(records: Iterable[Any], *columns: str) -> dict[Any, dict[date, Any]]:
    """Records by some of their columns, then by first day."""
    found: dict[Any, dict[date, Any]] = {}
    for record in records:
        found.setdefault(attrgetter(*columns)(record), {})[record.first_day] = record
    return found
