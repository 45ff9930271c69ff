"""NomenSoft on the command line: its folder in `tariffs import`, `tariffs compare`, and
`tariffs nomensoft-list`.

`compare` exits 0: all codes agree. Exit 1: some differ. Exit 2: the files are refused.
"""

import argparse
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from estimator.cli.edition_report import changes_lines, document, outcome_line
from estimator.cli.output import DONE, FAULTY, WRONG, show, table
from estimator.cli.writing import Commands, folder_of, refuse_xml, settled_in, until_of, writing
from estimator.editions.folder_copy import Copy
from estimator.editions.known import NewEdition
from estimator.editions.nomensoft.addresses import SITE, addresses
from estimator.editions.nomensoft.amounts import (
    OfficialFee,
    fees_on,
    later_days,
    unnamed_kinds,
)
from estimator.editions.nomensoft.comparison import Compared, Difference, compared, match_of
from estimator.editions.nomensoft.model import Reading, UnreadableNomenSoft
from estimator.editions.nomensoft.official import NO_DOCUMENT, official_draft
from estimator.editions.nomensoft.reading import read_nomensoft
from estimator.editions.table_files import with_rows
from estimator.editions.take_in import GOLDEN, guard, new_source, take_in, texts_in
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import DAY
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import NomenSoftMatch, Source, TariffBook
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import whole
from estimator.locales import Words
from estimator.wording.as_json import plain
from estimator.wording.codes import check_known

#: The table of comparisons.
RECORDS = "nomensoft.csv"
#: How many circulars the title of a source names.
MOST_DOCUMENTS = 3
DIFFERENCE_COLUMNS = ("code", "kind", "theirs", "ours", "since")


def add_nomensoft(commands: Commands, words: Words) -> Sequence[argparse.ArgumentParser]:
    """The commands `compare` and `nomensoft-list`, with their options."""
    compare = commands.add_parser("compare", help=words("cli.tariffs_compare"), allow_abbrev=False)
    compare.add_argument("file", metavar="FOLDER_OR_ZIP")
    compare.add_argument("--record", help=words("cli.option.record"), metavar="2026-12-01")
    compare.set_defaults(run=run_comparison)
    listed = commands.add_parser(
        "nomensoft-list", help=words("cli.tariffs_nomensoft_list"), allow_abbrev=False
    )
    listed.add_argument("--past", action="store_true", help=words("cli.option.past"))
    listed.set_defaults(run=run_list)
    for command in (compare, listed):
        command.add_argument("--on", help=words("cli.option.on"), metavar="2026-12-01")
        command.add_argument("--folder", help=words("cli.option.folder"))
    return compare, listed


def run_list(command: argparse.Namespace, words: Words) -> int:
    """The address of each code, one a line."""
    book, day = load(whole(folder_of(command))), asked_day(command)
    check_known(book, "on", day)
    found = list(addresses(book, day, words.language, past=command.past))
    return show(command, found, *found)


def asked_day(command: argparse.Namespace) -> date:
    """The day of `--on`, today if it isn't given."""
    return DAY.read("on", command.on) if command.on else date.today()


def run_official(command: argparse.Namespace, words: Words, copy: Copy) -> int:
    """Imports NomenSoft's fees as an official edition; prints what it changes, what the files hold
    besides, and what was written."""
    taken, first_day = Path(command.file), DAY.read("from", command.first_day)
    book = load(copy.path)
    check_known(book, "from", first_day)
    reading = read_nomensoft(taken, book.nomenclature(first_day).codes)
    fees = fees_on(reading, first_day)
    before = book.editions.get(first_day)
    until = until_of(command) or (before.known_until if before else None)
    source = source_of(command, first_day, until, fees)
    new = NewEdition(
        first_day=first_day,
        source=book.sources.get(source.id, source),
        known_until=until,
        settled=settled_in(command.settle),
    )
    draft = official_draft(book, fees, new, texts_in(copy.path), taken.name)
    guard(book, first_day, copy.path, draft.tables, command.replace)
    golden = Path(os.path.realpath(command.golden)) if command.golden else copy.folder / GOLDEN
    written = take_in(copy, draft.tables, {golden / f"nomensoft-{first_day}.csv": draft.golden})
    return show(
        command,
        document(draft.changes, (), written, words) | beside_json(reading),
        *changes_lines(draft.changes, first_day, words),
        *beside_lines(reading, book, first_day, words),
        *([] if until else [words("import.no_until")]),
        words("nomensoft.beyond"),
        outcome_line((), written, words),
    )


def source_of(
    command: argparse.Namespace,
    first_day: date,
    until: date | None,
    fees: Mapping[str, OfficialFee],
) -> Source:
    """NomenSoft as a source, whose title names the circulars that its fees come from."""
    documents = sorted({row.document for fee in fees.values() for row in fee.rows.values()} - {""})
    title = ", ".join((NO_DOCUMENT, *documents[:MOST_DOCUMENTS]))
    name = command.source or f"nomensoft-{first_day}"
    made = new_source(name, command.title or title, until or first_day, date.today())
    return made._replace(address=SITE)


def beside_lines(reading: Reading, book: TariffBook, day: date, words: Words) -> Iterator[str]:
    """What the files hold besides the amounts of a day: kinds that we can't name, codes of other
    professions, and fees that begin later, before our next edition."""
    for kind, rows in unnamed_kinds(reading.fees).items():
        named = reading.kinds[kind]
        name = (named.nl if words.language == "nl" else named.fr) or "–"
        yield words("nomensoft.unnamed", kind=str(kind), name=name, n=rows)
    if reading.others:
        yield words("nomensoft.others", n=reading.others)
    following = min((first for first in book.editions if first > day), default=None)
    for later, codes in later_days(reading, day, following).items():
        yield words("nomensoft.later", day=later, n=codes)


def beside_json(reading: Reading) -> dict[str, Any]:
    """The same as JSON."""
    kinds = {
        str(kind): {"rows": rows, **reading.kinds[kind]._asdict()}
        for kind, rows in unnamed_kinds(reading.fees).items()
    }
    return {"unnamed_kinds": kinds, "other_codes": reading.others}


def run_comparison(command: argparse.Namespace, words: Words) -> int:
    """Compares our amounts with NomenSoft's; with `--record` the tariffs remember it."""
    if command.record:
        return writing(compare)(command, words)
    return compare(command, words, None)


def compare(command: argparse.Namespace, words: Words, copy: Copy | None) -> int:
    """Compares, in a copy of the folder if there is one to write."""
    try:
        book = load(copy.path if copy else whole(folder_of(command)))
        return report_comparison(command, words, book, copy)
    except UnreadableNomenSoft as error:
        return refuse_xml(command, error, words, WRONG)


def report_comparison(
    command: argparse.Namespace, words: Words, book: TariffBook, copy: Copy | None
) -> int:
    """Compares, and writes the record into a copy, if there is one."""
    day = asked_day(command)
    check_known(book, "on", day)
    reading = read_nomensoft(Path(command.file), book.nomenclature(day).codes)
    found = compared(book, fees_on(reading, day), day)
    recorded = None
    if copy:
        recorded = match_of(book, found, day, looked_on(command))
        text = (copy.path / RECORDS).read_text(encoding="utf-8")
        take_in(copy, {RECORDS: with_rows(text, [recorded], ["first_day"])}, {})
    show(
        command,
        compared_json(found, day, recorded) | beside_json(reading),
        *compared_lines(found, day, words),
        *beside_lines(reading, book, day, words),
        *([words("nomensoft.recorded", day=recorded.compared_on)] if recorded else []),
    )
    return FAULTY if found.differences else DONE


def looked_on(command: argparse.Namespace) -> date:
    """The day on which the files were fetched, which is not after today."""
    day, today = DAY.read("record", command.record), date.today()
    if day > today:
        raise InvalidAnswer("record", given=day, reason="later_than_today", allowed=(today,))
    return day


def compared_lines(found: Compared, day: date, words: Words) -> Iterator[str]:
    """The differences as a table, and how many codes agree."""
    if found.differences:
        heading = [words(f"nomensoft.column.{column}") for column in DIFFERENCE_COLUMNS]
        yield table(heading, [difference_row(it, words) for it in found.differences], right=3)
    yield words("nomensoft.agree", n=found.same, codes=found.codes, day=day)


def difference_row(of: Difference, words: Words) -> list[str]:
    """One difference; a dash where NomenSoft tells nothing."""
    return [
        of.code,
        words(f"nomensoft.kind.{of.kind.id}"),
        "–" if of.theirs is None else words.euros(euros(of.theirs)),
        words.euros(euros(of.ours)),
        of.first_day.isoformat() if of.first_day else "–",
    ]


def compared_json(found: Compared, day: date, recorded: NomenSoftMatch | None) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "on": plain(day),
        "same": found.same,
        "codes": found.codes,
        "differences": [
            {
                "code": it.code,
                "kind": it.kind.id,
                "number": int(it.kind),
                "theirs": None if it.theirs is None else plain(euros(it.theirs)),
                "ours": plain(euros(it.ours)),
                "first_day": plain(it.first_day),
            }
            for it in found.differences
        ],
        "recorded": recorded and plain(recorded._asdict()),
    }
