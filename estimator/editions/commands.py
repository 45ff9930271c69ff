"""The commands that make an edition: `tariffs import` and `tariffs index`.

Exit 0: written. Exit 1: not written, the file or the edition it makes has faults or open doubts.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from estimator.editions.basis import NewEdition
from estimator.editions.circular import UnreadableCircular
from estimator.editions.doubts import Doubt
from estimator.editions.drafting import Draft
from estimator.editions.index import Index, Indexed
from estimator.editions.intake import draft_of, golden_of, guard, index_of, new_source, take_in
from estimator.editions.options import folder_of, read_percent, settled_in, until_of
from estimator.editions.report import (
    changes_lines,
    document,
    doubt_lines,
    fault_json,
    fault_lines,
    outcome_line,
)
from estimator.engine.answers import read_day
from estimator.engine.errors import TariffFault
from estimator.engine.tables import load
from estimator.locales import Words

DONE, FAULTY = 0, 1
#: The options that take a value.
VALUED = ("from", "until", "source", "title", "golden", "percent", "page", "assumption", "today")

Commands = Any  # argparse keeps the type of its sub-commands to itself


def add_editions(commands: Commands, spoken: Words) -> Sequence[argparse.ArgumentParser]:
    """The commands `import` and `index`, with their options."""
    taken = commands.add_parser("import", help=spoken("cli.tariffs_import"), allow_abbrev=False)
    taken.add_argument("file", metavar="FILE")
    add_options(taken, spoken, "title", "golden")
    settle = spoken("cli.option.settle")
    taken.add_argument("--settle", nargs="+", action="extend", default=[], help=settle)
    taken.set_defaults(run=run_import)
    made = commands.add_parser("index", help=spoken("cli.tariffs_index"), allow_abbrev=False)
    made.add_argument("--percent", required=True, help=spoken("cli.option.percent"))
    add_options(made, spoken, "page", "assumption")
    made.set_defaults(run=run_index)
    return taken, made


def add_options(command: argparse.ArgumentParser, spoken: Words, *own: str) -> None:
    """The options of both commands, and those of one."""
    command.add_argument("--from", dest="first_day", required=True, help=spoken("cli.option.from"))
    for name in ("until", "source", "folder", *own):
        command.add_argument(f"--{name}", help=spoken(f"cli.option.{name}"))
    replace = spoken("cli.option.replace")
    command.add_argument("--replace", action="store_true", help=replace)


def run_import(command: argparse.Namespace, spoken: Words) -> int:
    """Takes in a circular."""
    circular, folder = Path(command.file), folder_of(command)
    book, first_day = load(folder), read_day("from", command.first_day)
    until, name = until_of(command), command.source or f"circular-{first_day}"
    source = new_source(name, command.title or circular.stem, until or first_day, date.today())
    new = NewEdition(
        first_day=first_day,
        source=book.sources.get(name, source),
        known_until=until,
        settled=settled_in(command.settle),
    )
    try:
        draft = draft_of(circular, folder, book, new)
        guard(book, first_day, folder, draft.tables, command.replace)
        golden = Path(command.golden) if command.golden else golden_of(folder)
        beside = {golden / f"circular-{first_day}.csv": draft.golden}
        written = [] if draft.open else take_in(folder, draft.tables, beside)
    except UnreadableCircular as unreadable:
        return unreadable_said(command, unreadable, spoken)
    except TariffFault as fault:
        return faults_said(command, fault)
    except OSError as error:
        return unwritten_said(error, spoken)
    return draft_said(command, draft, written, spoken)


def run_index(command: argparse.Namespace, spoken: Words) -> int:
    """Makes a derived edition."""
    folder = folder_of(command)
    book, first_day = load(folder), read_day("from", command.first_day)
    index = Index(
        first_day=first_day,
        percent=read_percent(command.percent),
        source=command.source,
        page=command.page,
        known_until=until_of(command),
        assumption=command.assumption,
    )
    made = index_of(folder, book, index)
    guard(book, first_day, folder, made.tables, command.replace)
    try:
        written = take_in(folder, made.tables, {})
    except TariffFault as fault:
        return faults_said(command, fault)
    except OSError as error:
        return unwritten_said(error, spoken)
    return index_said(command, made, index, written, spoken)


def draft_said(
    command: argparse.Namespace, draft: Draft, written: Sequence[Path], spoken: Words
) -> int:
    """What a circular changes, what is doubtful, and what was written."""
    said_document = document(draft.changes, draft.doubts, written, spoken)
    lines = [*changes_lines(draft.changes, draft.new.first_day, spoken)]
    lines += doubt_lines(draft.doubts, Path(command.file).name, spoken)
    lines += advice(draft, spoken)
    said(command, said_document, [*lines, outcome_line(draft.doubts, written, spoken)])
    return FAULTY if draft.open else DONE


def advice(draft: Draft, spoken: Words) -> list[str]:
    """What a person should still look at, which no circular tells."""
    no_end = [] if draft.new.known_until else [spoken("import.no_until")]
    return [*no_end, spoken("import.beyond")]


def index_said(
    command: argparse.Namespace,
    made: Indexed,
    index: Index,
    written: Sequence[Path],
    spoken: Words,
) -> int:
    """What an index changes, and what was written."""
    lines = [*changes_lines(made.changes, index.first_day, spoken)]
    none: tuple[Doubt, ...] = ()
    lines.append(outcome_line(none, written, spoken))
    said(command, document(made.changes, none, written, spoken), lines)
    return DONE


def unreadable_said(
    command: argparse.Namespace, unreadable: UnreadableCircular, spoken: Words
) -> int:
    """Why a file can't be taken in: on stderr, with file, line and reason."""
    name = Path(command.file).name
    found = [fault_json(fault, spoken) for fault in unreadable.faults]
    lines = list(fault_lines(unreadable.faults, name, spoken))
    if command.json:
        said(command, {"faults": found}, lines)
    else:
        print(*lines, sep="\n", file=sys.stderr)
    return FAULTY


def faults_said(command: argparse.Namespace, fault: TariffFault) -> int:
    """What the edition would spoil in the tariff files; nothing was written."""
    found = [problem._asdict() for problem in fault.problems]
    if command.json:
        said(command, {"faults": found}, [])
    else:
        print(*fault.problems, sep="\n", file=sys.stderr)
    return FAULTY


def unwritten_said(error: OSError, spoken: Words) -> int:
    """Which file couldn't be written; the others are as they were."""
    print(spoken("import.unwritten", file=str(error.filename)), file=sys.stderr)
    return FAULTY


def said(command: argparse.Namespace, found: Any, lines: Iterable[str]) -> None:
    """The answer on stdout, as JSON where asked."""
    asked = json.dumps(found, ensure_ascii=False, indent=2) if command.json else None
    print(asked or "\n".join(lines))
