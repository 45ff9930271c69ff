"""The commands that write tariffs: `tariffs import`, `tariffs index` and `tariffs rows`.

Exit 0: written. Exit 1: not written, the file or the edition it makes has faults or open doubts.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from estimator.cli.edition_options import folder_of, read_percent, settled_in, until_of
from estimator.cli.edition_report import (
    changes_lines,
    document,
    doubt_lines,
    fault_json,
    fault_lines,
    outcome_line,
    recounted_lines,
)
from estimator.editions.circular.model import UnreadableCircular
from estimator.editions.draft import Draft
from estimator.editions.findings import Finding
from estimator.editions.folder_copy import Copy, copied
from estimator.editions.index import Index, Indexed
from estimator.editions.known import NewEdition
from estimator.editions.table_files import recount
from estimator.editions.take_in import GOLDEN, draft_of, guard, index_of, new_source, take_in
from estimator.engine.model.errors import InvalidAnswer, TariffFault
from estimator.engine.model.fields import DAY
from estimator.engine.tariffs.files import load
from estimator.locales import Words

DONE, FAULTY = 0, 1
#: The options that take a value.
VALUED = ("from", "until", "source", "title", "golden", "percent", "page", "assumption", "today")

Run = Callable[[argparse.Namespace, Words], int]
Commands = Any  # argparse keeps the type of its sub-commands to itself


def add_editions(commands: Commands, spoken: Words) -> Sequence[argparse.ArgumentParser]:
    """The commands `import`, `index` and `rows`, with their options."""
    taken = commands.add_parser("import", help=spoken("cli.tariffs_import"), allow_abbrev=False)
    taken.add_argument("file", metavar="FILE")
    add_options(taken, spoken, "title", "golden")
    settle = spoken("cli.option.settle")
    taken.add_argument("--settle", nargs="+", action="extend", default=[], help=settle)
    taken.set_defaults(run=writing(run_import))
    made = commands.add_parser("index", help=spoken("cli.tariffs_index"), allow_abbrev=False)
    made.add_argument("--percent", required=True, help=spoken("cli.option.percent"))
    add_options(made, spoken, "page", "assumption")
    made.set_defaults(run=writing(run_index))
    counted = commands.add_parser("rows", help=spoken("cli.tariffs_rows"), allow_abbrev=False)
    counted.add_argument("--folder", help=spoken("cli.option.folder"))
    counted.set_defaults(run=writing(run_rows))
    return taken, made, counted


def add_options(command: argparse.ArgumentParser, spoken: Words, *own: str) -> None:
    """The options of both commands, and those of one."""
    command.add_argument("--from", dest="first_day", required=True, help=spoken("cli.option.from"))
    for name in ("until", "source", "folder", *own):
        command.add_argument(f"--{name}", help=spoken(f"cli.option.{name}"))
    replace = spoken("cli.option.replace")
    command.add_argument("--replace", action="store_true", help=replace)


def writing(work: Callable[[argparse.Namespace, Words, Copy], int]) -> Run:
    """A command that works in a copy of the folder, and tells in words why it can't."""

    def run(command: argparse.Namespace, spoken: Words) -> int:
        def cleared(left: Path) -> None:
            print(spoken("import.cleared", folder=left.name), file=sys.stderr)

        folder = folder_of(command)
        try:
            with copied(folder, cleared) as copy:
                return work(command, spoken, copy)
        except UnreadableCircular as unreadable:
            return unreadable_said(command, unreadable, spoken)
        except TariffFault as fault:
            return faults_said(command, fault)
        except BlockingIOError as busy:
            raise InvalidAnswer("folder", given=folder, reason="busy") from busy
        except OSError as error:
            return unwritten_said(error.filename or folder, spoken)

    return run


def run_import(command: argparse.Namespace, spoken: Words, copy: Copy) -> int:
    """Takes in a circular."""
    circular = Path(command.file)
    book, first_day = load(copy.path), DAY.read("from", command.first_day)
    until, name = until_of(command), command.source or f"circular-{first_day}"
    source = new_source(name, command.title or circular.stem, until or first_day, date.today())
    new = NewEdition(
        first_day=first_day,
        source=book.sources.get(name, source),
        known_until=until,
        settled=settled_in(command.settle),
    )
    draft = draft_of(circular, copy.path, book, new)
    guard(book, first_day, copy.path, draft.tables, command.replace)
    golden = Path(os.path.realpath(command.golden)) if command.golden else copy.folder / GOLDEN
    beside = {golden / f"circular-{first_day}.csv": draft.golden}
    written = [] if draft.open else take_in(copy, draft.tables, beside)
    return draft_said(command, draft, written, spoken)


def run_index(command: argparse.Namespace, spoken: Words, copy: Copy) -> int:
    """Makes a derived edition."""
    book, first_day = load(copy.path), DAY.read("from", command.first_day)
    index = Index(
        first_day=first_day,
        percent=read_percent(command.percent),
        source=command.source,
        page=command.page,
        known_until=until_of(command),
        assumption=command.assumption,
    )
    made = index_of(copy.path, book, index)
    guard(book, first_day, copy.path, made.tables, command.replace)
    return index_said(command, made, index, take_in(copy, made.tables, {}), spoken)


def run_rows(command: argparse.Namespace, spoken: Words, copy: Copy) -> int:
    """Counts the rows of each table anew, after a change by hand."""
    changed = recount(copy)
    if changed:
        copy.put()
    document = {"changed": [each._asdict() for each in changed]}
    said(command, document, recounted_lines(changed, spoken))
    return DONE


def draft_said(
    command: argparse.Namespace, draft: Draft, written: Sequence[Path], spoken: Words
) -> int:
    """What a circular changes, what is doubtful, and what was written."""
    said_document = document(draft.changes, draft.findings, written, spoken)
    lines = [*changes_lines(draft.changes, draft.new.first_day, spoken)]
    lines += doubt_lines(draft.findings, Path(command.file).name, spoken)
    lines += advice(draft, spoken)
    said(command, said_document, [*lines, outcome_line(draft.findings, written, spoken)])
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
    none: tuple[Finding, ...] = ()
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


def unwritten_said(file: object, spoken: Words) -> int:
    """Which file couldn't be written; the others are as they were."""
    print(spoken("import.unwritten", file=str(file)), file=sys.stderr)
    return FAULTY


def said(command: argparse.Namespace, found: Any, lines: Iterable[str]) -> None:
    """The answer on stdout, as JSON where asked."""
    asked = json.dumps(found, ensure_ascii=False, indent=2) if command.json else None
    print(asked or "\n".join(lines))
