"""Tariff files to tariff book.

A table is a CSV file whose columns are the fields of one record. Tables that are restated whole
by each edition are folders, one file named by its first day in force.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from estimator.engine.model.errors import Problem, TariffFault
from estimator.engine.model.tariff_book import (
    Assumption,
    Claim,
    Code,
    Convention,
    Copayment,
    Edition,
    Holiday,
    Limit,
    MafCeiling,
    Multiplier,
    Nomenclature,
    OldFee,
    OpenQuestion,
    Quota,
    Reduction,
    Source,
    TariffBook,
    Travel,
    UsualFee,
)
from estimator.engine.tariffs.lines import Cells, Row, every_file

PLAIN_WHOLE = re.compile(r"[0-9]{1,9}")
PLAIN_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
K = TypeVar("K")


class Counted(NamedTuple):
    """How many rows a table has, by its path below the folder: a row of the manifest."""

    table: str
    rows: int


#: The manifest: without it nothing tells a table that lost rows from one that has no more.
MANIFEST = "rows.csv"
RENEW = "if this is meant: python -m estimator tariffs rows"


def at(row: Row, what: str) -> Problem:
    """A problem where a row stands."""
    return Problem(row.file, row.line, what)


class Files(NamedTuple):
    """All tariff files as rows, and what could not be read."""

    nomenclatures: Mapping[date, list[Row]]
    multipliers: Mapping[date, list[Row]]
    editions: list[Row]
    copayments: list[Row]
    reductions: list[Row]
    travel: list[Row]
    limits: list[Row]
    conventions: list[Row]
    open_questions: list[Row]
    holidays: list[Row]
    quotas: list[Row]
    usual_fees: list[Row]
    maf: list[Row]
    old_fees: list[Row]
    claims: list[Row]
    sources: list[Row]
    assumptions: list[Row]
    problems: list[Problem]


def load(folder: Path) -> TariffBook:
    """The tariff book of a folder. Raises `TariffFault` with file and line."""
    files = read_files(folder)
    if files.problems:
        raise TariffFault(files.problems)
    return book_of(files)


def read_files(folder: Path) -> Files:
    """Every tariff file of a folder, as rows; the manifest is compared with what is there."""
    problems: list[Problem] = []
    cells = every_file(folder, problems)

    def table(name: str, record: type) -> list[Row]:
        return read_table(cells, f"{name}.csv", record, problems)

    def editions(name: str, record: type) -> dict[date, list[Row]]:
        return read_editions(cells, name, record, problems)

    files = Files(
        nomenclatures=editions("nomenclature", Code),
        multipliers=editions("multipliers", Multiplier),
        editions=table("editions", Edition),
        copayments=table("copayments", Copayment),
        reductions=table("reductions", Reduction),
        travel=table("travel", Travel),
        limits=table("limits", Limit),
        conventions=table("conventions", Convention),
        open_questions=table("open_questions", OpenQuestion),
        holidays=table("public_holidays", Holiday),
        quotas=table("quotas", Quota),
        usual_fees=table("usual_fees", UsualFee),
        maf=table("maf", MafCeiling),
        old_fees=table("history", OldFee),
        claims=table("elsewhere", Claim),
        sources=table("sources", Source),
        assumptions=table("assumptions", Assumption),
        problems=problems,
    )
    problems += miscounted(cells)
    return files


def read_editions(
    cells: Cells, name: str, record: type, problems: list[Problem]
) -> dict[date, list[Row]]:
    """A table restated by each edition: one file a first day."""
    found: dict[date, list[Row]] = {}
    for file in cells:
        folder, _, last = file.rpartition("/")
        if folder != name:
            continue
        try:
            found[iso_day(last.removesuffix(".csv"))] = read_table(cells, file, record, problems)
        except ValueError as error:
            problems.append(Problem(file, 1, f"file name: {error}"))
    if not found:
        problems.append(Problem(name, 1, "no edition in this folder"))
    return found


def read_table(cells: Cells, file: str, record: type, problems: list[Problem]) -> list[Row]:
    """The rows of one file; what can't be read becomes a problem with its line."""
    kinds = get_type_hints(record)
    if file not in cells:
        problems.append(Problem(file, 1, "can't be read: there is no such file"))
    if not (read := cells.get(file)):
        return []
    header, *rows = read
    if header.record != list(kinds):
        problems.append(Problem(file, 1, f"columns are {header.record}, expected {list(kinds)}"))
        return []
    return list(_records(rows, record, kinds, problems))


def miscounted(cells: Cells) -> Iterator[Problem]:
    """Where the manifest and the tables differ, or why the manifest can't be compared."""
    problems: list[Problem] = []
    rows = read_table(cells, MANIFEST, Counted, problems)
    if problems or not cells[MANIFEST]:
        yield from (problem._replace(what=f"{problem.what}; {RENEW}") for problem in problems)
        return
    named = by(rows, lambda counted: counted.table)
    for file in sorted(cells.keys() - named.keys() - {MANIFEST}):
        what = f"no row for {file}, which has {row_count(cells, file)}; {RENEW}"
        yield Problem(MANIFEST, cells[MANIFEST][-1].line + 1, what)
    for row in rows:
        table, expected = row.record
        if named[table] is not row.record:
            yield at(row, f"{table} stands twice; {RENEW}")
        elif table not in cells:
            yield at(row, f"{table} is missing, expected with {expected} rows; {RENEW}")
        elif cells[table] and (found := row_count(cells, table)) != expected:
            what = f"{found} rows, expected {expected} ({MANIFEST}:{row.line}); {RENEW}"
            yield Problem(table, cells[table][-1].line, what)


def row_count(cells: Cells, file: str) -> int:
    """How many rows a file has below its header; 0 where it can't be read."""
    return max(len(cells[file]) - 1, 0)


def counted_rows(folder: Path) -> list[Counted]:
    """What the manifest of a folder has to say. Raises `TariffFault` where a file isn't whole."""
    problems: list[Problem] = []
    cells = every_file(folder, problems)
    if faults := [problem for problem in problems if problem.file != MANIFEST]:
        raise TariffFault(faults)
    return [Counted(file, row_count(cells, file)) for file in cells if file != MANIFEST]


def _records(
    rows: Iterable[Row], record: type, kinds: Mapping[str, Any], problems: list[Problem]
) -> Iterable[Row]:
    for row in rows:
        if len(row.record) != len(kinds):
            what = f"{len(row.record)} cells, expected {len(kinds)}"
            problems.append(Problem(row.file, row.line, what))
            continue
        cells = zip(kinds.items(), row.record, strict=True)
        try:
            yield row._replace(record=record(*(cell(n, kind, text) for (n, kind), text in cells)))
        except ValueError as error:
            problems.append(Problem(row.file, row.line, str(error)))


def cell(name: str, kind: Any, text: str) -> object:
    """One cell as its column's type; an empty cell only where the column allows it."""
    options = get_args(kind) if isinstance(kind, UnionType) else (kind,)
    if text == "":
        if type(None) in options:
            return None
        raise ValueError(f"{name} is empty")
    try:
        return READERS[options[0]](text)
    except ValueError:
        raise ValueError(f"{name}: {text!r} is no {NAMES[options[0]]}") from None


def iso_day(text: str) -> date:
    """A day written YYYY-MM-DD."""
    if not ISO_DAY.fullmatch(text):
        raise ValueError(f"{text!r} is no ISO date")
    return date.fromisoformat(text)


def truth(text: str) -> bool:
    """A boolean written true or false."""
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def number(text: str) -> Decimal:
    """A decimal number that is not negative."""
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def whole(text: str) -> int:
    """A whole number that is not negative."""
    if not PLAIN_WHOLE.fullmatch(text):
        raise ValueError(text)
    return int(text)


READERS: dict[type, Callable[[str], object]] = {
    str: str,
    int: whole,
    Decimal: number,
    date: iso_day,
    bool: truth,
}
NAMES = {int: "whole number", Decimal: "number", date: "ISO date", bool: "true or false"}


def book_of(files: Files) -> TariffBook:
    """The tariff book that some rows make."""
    travel = [row.record for row in files.travel]
    return TariffBook(
        nomenclatures={
            d: Nomenclature(r.record for r in of) for d, of in files.nomenclatures.items()
        },
        multipliers={d: by(of, lambda m: m.code) for d, of in files.multipliers.items()},
        editions=by(files.editions, lambda edition: edition.first_day),
        copayments=dated(files.copayments, lambda copayment: copayment.copayment_class),
        reductions=by(files.reductions, lambda reduction: reduction.first_day),
        travel=dated(files.travel, lambda indemnity: indemnity.code),
        travel_code_of={indemnity.group: indemnity.code for indemnity in travel},
        limits=dated(files.limits, lambda limit: (limit.limit, limit.pathology)),
        conventions=by(files.conventions, lambda convention: convention.first_day),
        open_questions=records(files.open_questions),
        holidays=records(files.holidays),
        quotas=dated(files.quotas, lambda quota: quota.service),
        usual_fees=records(files.usual_fees),
        maf=records(files.maf),
        old_fees=records(files.old_fees),
        claims=records(files.claims),
        sources=by(files.sources, lambda source: source.id),
        assumptions=by(files.assumptions, lambda assumption: assumption.id),
    )


def records(rows: Iterable[Row]) -> tuple[Any, ...]:
    """The records of some rows, in their order."""
    return tuple(row.record for row in rows)


def by(rows: Iterable[Row], key: Callable[[Any], K]) -> dict[K, Any]:
    """Records by a key of theirs."""
    return {key(row.record): row.record for row in rows}


def dated(rows: Iterable[Row], key: Callable[[Any], K]) -> dict[K, dict[date, Any]]:
    """Records by a key of theirs, then by first day."""
    found: dict[K, dict[date, Any]] = {}
    for row in rows:
        found.setdefault(key(row.record), {})[row.record.first_day] = row.record
    return found
