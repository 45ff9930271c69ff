"""What can be wrong in tariff files: every fault with its file and line.

Reading finds what is no number, no ISO date, no column; these checks find what is well written
but can't hold: unknown or missing codes, holes and overlaps in session ranges, a printed fee that
is not M × coefficient, sources and assumptions that stand nowhere.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from estimator.engine.model.errors import Problem, TariffGap
from estimator.engine.model.money import cents
from estimator.engine.model.notices import NOTICES, SERVICE_QUOTAS
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.engine.numbers.calendar import periods_of
from estimator.engine.numbers.layout import lay_out
from estimator.engine.tariff_cells import CELL_CHECKS, REDUCTION
from estimator.engine.tariffs.files import Files, at, book_of, read_files
from estimator.engine.tariffs.lines import Row
from estimator.engine.tariffs.prices import unit_price

RANGED = ("session", "overrun")
ENDLESS = 1 << 30


def problems_in(folder: Path) -> list[Problem]:
    """Everything wrong in a folder of tariff files; empty when an estimate can rest on them.

    What can't be read comes first: much of the rest may follow from it.
    """
    files = read_files(folder)
    found = sorted(problem for check in CHECKS for problem in check(files))
    return list(dict.fromkeys([*sorted(files.problems), *found])) or list(unpriced(files))


def repeated(files: Files) -> Iterator[Problem]:
    """Two rows for the same thing."""
    keys: list[tuple[list[Row], Callable[[Any], object]]] = [
        (files.editions, lambda r: r.first_day),
        (files.copayments, lambda r: (r.first_day, r.copayment_class)),
        (files.reductions, lambda r: r.first_day),
        (files.travel, lambda r: (r.first_day, r.code, r.group)),
        (files.limits, lambda r: (r.first_day, r.limit, r.pathology)),
        (files.conventions, lambda r: r.first_day),
        (files.open_questions, lambda r: r.id),
        (files.holidays, lambda r: r.name),
        (files.quotas, lambda r: (r.first_day, r.service)),
        (files.usual_fees, lambda r: r.first_day),
        (files.old_fees, lambda r: (r.first_day, r.group, r.coefficient)),
        (files.claims, lambda r: r.claim),
        (files.sources, lambda r: r.id),
        (files.assumptions, lambda r: r.id),
    ]
    tables = [*files.nomenclatures.values(), *files.multipliers.values()]
    keys += [(table, lambda r: r.code) for table in tables]
    for rows, key in keys:
        counted = Counter(key(row.record) for row in rows)
        for row in rows:
            if counted[key(row.record)] > 1:
                yield at(row, f"{key(row.record)} stands {counted[key(row.record)]} times")


def editions_whole(files: Files) -> Iterator[Problem]:
    """Each edition holds every code of the nomenclature in force, and no other."""
    for first_day, rows in files.multipliers.items():
        codes = nomenclature_on(files, first_day)
        priced = {code for code, known in codes.items() if known.record.group != "travel"}
        given = {row.record.code for row in rows}
        for row in rows:
            if row.record.code not in priced:
                yield at(row, f"unknown code {row.record.code}")
        for code in sorted(priced - given):
            file = rows[0].file if rows else f"multipliers/{first_day}.csv"
            yield Problem(file, len(rows) + 1, f"missing code {code}")


def editions_listed(files: Files) -> Iterator[Problem]:
    """Each file of multipliers has its row in editions.csv, and each row its file."""
    listed = {row.record.first_day for row in files.editions}
    for first_day in sorted(files.multipliers.keys() - listed):
        what = f"edition {first_day} has no row in editions.csv"
        yield Problem(f"multipliers/{first_day}.csv", 1, what)
    for row in files.editions:
        if row.record.first_day not in files.multipliers:
            yield at(row, f"edition {row.record.first_day} has no file of multipliers")


def fees_made(files: Files) -> Iterator[Problem]:
    """A printed fee is M × coefficient, half up to the cent."""
    for first_day, rows in files.multipliers.items():
        codes = nomenclature_on(files, first_day)
        for row in rows:
            known, printed = codes.get(row.record.code), row.record.fee
            if known is None or printed is None:
                continue
            made = cents(row.record.multiplier * known.record.coefficient)
            if cents(printed) != made:
                what = (
                    f"fee {printed} of {row.record.code} is not M × coefficient = {made / 100:.2f}"
                )
                yield at(row, what)


def ranges_whole(files: Files) -> Iterator[Problem]:
    """The session ranges of a group in a setting follow each other without hole or overlap."""
    for rows in files.nomenclatures.values():
        for ranged in by_group(rows):
            yield from holes(ranged)


def by_group(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """Sessions and overrun sessions by setting, group and patient, in the order of their rank."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        code: Code = row.record
        if code.service in RANGED and code.first_session is not None:
            found.setdefault((code.setting, code.group, code.patient), []).append(row)
    return [sorted(of, key=lambda row: row.record.first_session or 0) for of in found.values()]


def holes(ranged: list[Row]) -> Iterator[Problem]:
    """Where a range doesn't begin right after the one before it."""
    expected: int | None = 1
    for row in ranged:
        code: Code = row.record
        if expected is None or code.first_session < expected:  # type: ignore[operator]
            yield at(
                row, f"range of {code.code} overlaps the one before: from {code.first_session}"
            )
        elif code.first_session > expected:  # type: ignore[operator]
            yield at(row, f"hole before the range of {code.code}: {expected} has no code")
        expected = None if code.last_session is None else code.last_session + 1


def references(files: Files) -> Iterator[Problem]:
    """Every source, assumption, ceiling and code that a row names stands somewhere."""
    sources = {row.record.id for row in files.sources}
    assumptions = {row.record.id for row in files.assumptions}
    for row in every_row(files):
        source = getattr(row.record, "source", None)
        if source is not None and source not in sources:
            yield at(row, f"unknown source {source}")
        assumption = getattr(row.record, "assumption", None)
        if assumption and assumption not in assumptions:
            yield at(row, f"unknown assumption {assumption}")
        elif assumption and assumption not in NOTICES:
            yield at(row, f"assumption {assumption} has no notice to tell it")


def codes_known(files: Files) -> Iterator[Problem]:
    """Ceilings and travel codes stand in the nomenclature."""
    for rows in files.nomenclatures.values():
        known = {row.record.code for row in rows}
        for row in rows:
            ceiling = row.record.ceiling_code
            if ceiling and ceiling not in known:
                yield at(row, f"unknown code {ceiling} as ceiling")
            if (row.record.service == "overrun") != bool(ceiling):
                yield at(row, f"{row.record.code}: a ceiling goes with an overrun code only")
    for row in files.travel:
        if row.record.code not in nomenclature_on(files, row.record.first_day):
            yield at(row, f"unknown code {row.record.code}")


def limit_codes_known(files: Files) -> Iterator[Problem]:
    """The codes that a limit concerns stand in the nomenclature of its first day."""
    for row in files.limits:
        known = nomenclature_on(files, row.record.first_day)
        for code in (row.record.codes or "").split():
            if code not in known:
                yield at(row, f"unknown code {code} in codes")


def questions_open(files: Files) -> Iterator[Problem]:
    """A question is gone once a row answers it: an estimate would still tell a range."""
    for row in files.open_questions:
        if row.record.about == REDUCTION:
            days = (known.record.first_day for known in files.reductions)
            if answered := [day for day in days if day >= row.record.first_day]:
                what = f"{row.record.id} is answered by reductions.csv on {min(answered)}"
                yield at(row, what)


def claims_known(files: Files) -> Iterator[Problem]:
    """The code of a claim stands in the nomenclature of its day."""
    for row in files.claims:
        if row.record.code not in nomenclature_on(files, row.record.day):
            yield at(row, f"unknown code {row.record.code}")


def travel_paid(files: Files) -> Iterator[Problem]:
    """Each travel code of the nomenclature has its amount."""
    paid = {row.record.code for row in files.travel}
    for rows in files.nomenclatures.values():
        for row in rows:
            if row.record.group == "travel" and row.record.code not in paid:
                yield at(row, f"travel code {row.record.code} has no row in travel.csv")


CHECKS = (
    repeated,
    editions_whole,
    editions_listed,
    fees_made,
    ranges_whole,
    references,
    codes_known,
    limit_codes_known,
    questions_open,
    claims_known,
    travel_paid,
    *CELL_CHECKS,
)


def unpriced(files: Files) -> Iterator[Problem]:
    """What only shows when every course is priced and told: a class, a limit, a quota missing."""
    book = book_of(files)
    try:
        lay_out(book)
        check_told(book)
    except TariffGap as gap:
        yield Problem(FILE_OF_GAP.get(gap.what.split()[0], "editions.csv"), 1, str(gap))
    else:
        yield from never_priced(files, book)


def never_priced(files: Files, book: TariffBook) -> Iterator[Problem]:
    """Codes outside every course are shown and compared too: each has its price on each day."""
    told: set[str] = set()
    for day in periods_of(book):
        for code, row in nomenclature_on(files, day).items():
            try:
                unit_price(book, code, day, bim=False)
            except TariffGap as gap:
                if code not in told:
                    yield at(row, f"{code}: {gap}")
                told.add(code)


def check_told(book: TariffBook) -> None:
    """What no price needs, but the sentence of a notice. Raises `TariffGap`."""
    for limit, pathology in TOLD_LIMITS:
        book.limit(limit, pathology, book.first_day)
    for service in SERVICE_QUOTAS:
        in_force(book.quotas.get(service, {}), book.first_day, f"quota {service}")


#: Limits that sentences name.
TOLD_LIMITS = (
    ("normal_sessions", "current"),
    ("pathologies_per_year", "current"),
    ("treatment_start_months", None),
)
FILE_OF_GAP = {
    "share": "copayments.csv",
    "limit": "limits.csv",
    "reduction": "reductions.csv",
    "travel": "travel.csv",
    "quota": "quotas.csv",
    "convention": "conventions.csv",
}


def nomenclature_on(files: Files, day: date) -> dict[str, Row]:
    """The rows of the nomenclature in force, by code; empty where none is."""
    try:
        rows = in_force(files.nomenclatures, day)
    except TariffGap:
        return {}
    return {row.record.code: row for row in rows}


def every_row(files: Files) -> Iterator[Row]:
    """All rows of all files."""
    for tables in (files.nomenclatures, files.multipliers):
        yield from chain.from_iterable(tables.values())
    yield from chain(files.editions, files.copayments, files.reductions, files.travel)
    yield from chain(files.limits, files.maf, files.old_fees, files.claims)
    yield from chain(files.conventions, files.open_questions, files.holidays)
    yield from chain(files.quotas, files.usual_fees)
    yield from chain(files.sources, files.assumptions)
