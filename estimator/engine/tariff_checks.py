"""Finds every fault in tariff files, with its file and line.

Reading reports cells that are no number, no ISO date, no column. These checks report what is well
written but can't hold: unknown or missing codes, holes and overlaps in session ranges, a printed
fee that is not M × coefficient, sources and assumptions that are not listed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from pathlib import Path

from estimator.engine.model.errors import Problem, TariffGap
from estimator.engine.model.money import cents
from estimator.engine.model.notices import NOTICES, SERVICE_QUOTAS
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.engine.numbers.calendar import periods_of
from estimator.engine.numbers.layout import lay_out
from estimator.engine.tariff_cells import REDUCTION, cell_problems
from estimator.engine.tariffs.files import RESTATED, TABLES, Files, book_of, read_files
from estimator.engine.tariffs.lines import Row
from estimator.engine.tariffs.prices import unit_price

#: Limits that the sentences of notices name, though no price needs them.
NAMED_LIMITS = (
    ("normal_sessions", "current"),
    ("pathologies_per_year", "current"),
    ("treatment_start_months", None),
)
#: The file to look into, by the first word of a `TariffGap`; editions.csv for any other.
FILE_OF_GAP = {
    "share": "copayments.csv",
    "limit": "limits.csv",
    "reduction": "reductions.csv",
    "travel": "travel.csv",
    "quota": "quotas.csv",
    "convention": "conventions.csv",
}


def problems_in(folder: Path) -> list[Problem]:
    """Everything wrong in a folder of tariff files; empty when estimates can rest on them.

    Rows that can't be read come first, because much of the rest may follow from them.
    """
    files = read_files(folder)
    found = sorted(problem for check in CHECKS for problem in check(files))
    return list(dict.fromkeys([*sorted(files.problems), *found])) or list(without_price(files))


def repeated(files: Files) -> Iterator[Problem]:
    """Two rows of one file with the same key."""
    for name, rows in files.each():
        key = attrgetter(*(TABLES | RESTATED)[name].key)
        counted = Counter(key(row.record) for row in rows)
        for row in rows:
            if (times := counted[key(row.record)]) > 1:
                yield row.problem(f"{key(row.record)} stands {times} times")


def multipliers_match(files: Files) -> Iterator[Problem]:
    """Each edition holds every code of the nomenclature in force and no other; a printed fee is
    M × coefficient, half up to the cent."""
    for first_day, rows in files.restated["multipliers"].items():
        codes = codes_on(files, first_day)
        priced = {code for code, known in codes.items() if known.record.group != "travel"}
        for row in rows:
            code, fee = row.record.code, row.record.fee
            if code not in priced:
                yield row.problem(f"unknown code {code}")
            if code in codes and fee is not None:
                made = cents(row.record.multiplier * codes[code].record.coefficient)
                if cents(fee) != made:
                    what = f"fee {fee} of {code} is not M × coefficient = {made / 100:.2f}"
                    yield row.problem(what)
        for code in sorted(priced - {row.record.code for row in rows}):
            file = rows[0].file if rows else f"multipliers/{first_day}.csv"
            yield Problem(file, len(rows) + 1, f"missing code {code}")


def editions_listed(files: Files) -> Iterator[Problem]:
    """Each file of multipliers has its row in editions.csv, and each row its file."""
    multipliers, listed = files.restated["multipliers"], files.tables["editions"]
    for first_day in sorted(multipliers.keys() - {row.record.first_day for row in listed}):
        what = f"edition {first_day} has no row in editions.csv"
        yield Problem(f"multipliers/{first_day}.csv", 1, what)
    for row in listed:
        if row.record.first_day not in multipliers:
            yield row.problem(f"edition {row.record.first_day} has no file of multipliers")


def ranges_whole(files: Files) -> Iterator[Problem]:
    """The session ranges of a group in a setting follow each other without hole or overlap."""
    for rows in files.restated["nomenclature"].values():
        found: dict[object, list[Row]] = {}
        for row in rows:
            code: Code = row.record
            if code.service in ("session", "overrun") and code.first_session is not None:
                found.setdefault((code.setting, code.group, code.patient), []).append(row)
        for ranges in found.values():
            yield from holes(sorted(ranges, key=lambda row: row.record.first_session or 0))


def holes(ranges: Iterable[Row]) -> Iterator[Problem]:
    """Each range that does not begin right after the one before it."""
    expected: int | None = 1
    for row in ranges:
        code: Code = row.record
        first = code.first_session or 0
        if expected is None or first < expected:
            yield row.problem(f"range of {code.code} overlaps the one before: from {first}")
        elif first > expected:
            yield row.problem(f"hole before the range of {code.code}: {expected} has no code")
        expected = None if code.last_session is None else code.last_session + 1


def references(files: Files) -> Iterator[Problem]:
    """Every source and assumption that a row names is listed; an assumption has its notice."""
    sources = {row.record.id for row in files.tables["sources"]}
    assumptions = {row.record.id for row in files.tables["assumptions"]}
    for row in (row for _, rows in files.each() for row in rows):
        source = getattr(row.record, "source", None)
        if source is not None and source not in sources:
            yield row.problem(f"unknown source {source}")
        assumption = getattr(row.record, "assumption", None)
        if assumption and assumption not in assumptions:
            yield row.problem(f"unknown assumption {assumption}")
        elif assumption and assumption not in NOTICES:
            yield row.problem(f"assumption {assumption} has no notice to tell it")


def codes_known(files: Files) -> Iterator[Problem]:
    """Codes that other tables name are in the nomenclature of that day."""
    for row in files.tables["travel"]:
        if row.record.code not in codes_on(files, row.record.first_day):
            yield row.problem(f"unknown code {row.record.code}")
    for row in files.tables["elsewhere"]:
        if row.record.code not in codes_on(files, row.record.day):
            yield row.problem(f"unknown code {row.record.code}")
    for row in files.tables["limits"]:
        for code in (row.record.codes or "").split():
            if code not in codes_on(files, row.record.first_day):
                yield row.problem(f"unknown code {code} in codes")


def nomenclature_whole(files: Files) -> Iterator[Problem]:
    """An overrun code, and no other, names a known ceiling; each travel code has its amount."""
    paid = {row.record.code for row in files.tables["travel"]}
    for rows in files.restated["nomenclature"].values():
        known = {row.record.code for row in rows}
        for row in rows:
            code: Code = row.record
            if code.ceiling_code and code.ceiling_code not in known:
                yield row.problem(f"unknown code {code.ceiling_code} as ceiling")
            if (code.service == "overrun") != bool(code.ceiling_code):
                yield row.problem(f"{code.code}: a ceiling goes with an overrun code only")
            if code.group == "travel" and code.code not in paid:
                yield row.problem(f"travel code {code.code} has no row in travel.csv")


def questions_open(files: Files) -> Iterator[Problem]:
    """No row answers an open question; if one did, estimates would still show a range."""
    days = [row.record.first_day for row in files.tables["reductions"]]
    for row in files.tables["open_questions"]:
        answered = [day for day in days if day >= row.record.first_day]
        if row.record.about == REDUCTION and answered:
            what = f"{row.record.id} is answered by reductions.csv on {min(answered)}"
            yield row.problem(what)


CHECKS = (
    repeated,
    multipliers_match,
    editions_listed,
    ranges_whole,
    references,
    codes_known,
    nomenclature_whole,
    questions_open,
    cell_problems,
)


def without_price(files: Files) -> Iterator[Problem]:
    """What only shows when every course is priced: a class, a limit or a quota that is missing."""
    book = book_of(files)
    try:
        lay_out(book)
        for limit, pathology in NAMED_LIMITS:
            book.limit(limit, pathology, book.first_day)
        for service in SERVICE_QUOTAS:
            in_force(book.quotas.get(service, {}), book.first_day, f"quota {service}")
    except TariffGap as gap:
        yield Problem(FILE_OF_GAP.get(gap.what.split()[0], "editions.csv"), 1, str(gap))
    else:
        yield from never_billed(files, book)


def never_billed(files: Files, book: TariffBook) -> Iterator[Problem]:
    """Codes that no course bills, and that have no price on some day: pages show these too."""
    found: dict[str, Problem] = {}
    for day in periods_of(book):
        for code, row in codes_on(files, day).items():
            try:
                unit_price(book, code, day, bim=False)
            except TariffGap as gap:
                found.setdefault(code, row.problem(f"{code}: {gap}"))
    yield from found.values()


def codes_on(files: Files, day: date) -> dict[str, Row]:
    """The rows of the nomenclature in force, by code; empty where none is."""
    try:
        rows = in_force(files.restated["nomenclature"], day)
    except TariffGap:
        return {}
    return {row.record.code: row for row in rows}
