"""The commands that write tariffs: `tariffs import`, `tariffs index` and `tariffs rows`.

Exit 0: written. Exit 1: not written, because the file or the new edition has faults or open doubts.
"""

import argparse
import os
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from estimator.cli.edition_report import (
    changes_lines,
    document,
    doubt_lines,
    outcome_line,
    recounted_lines,
)
from estimator.cli.nomensoft import run_official
from estimator.cli.output import DONE, FAULTY, show
from estimator.cli.writing import Commands, settled_in, until_of, writing
from estimator.editions.folder_copy import Copy
from estimator.editions.index import Index
from estimator.editions.known import NewEdition
from estimator.editions.nomensoft.container import is_nomensoft
from estimator.editions.table_files import recount
from estimator.editions.take_in import GOLDEN, draft_of, guard, index_of, new_source, take_in
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import DAY
from estimator.engine.tariffs.files import load
from estimator.locales import Words

HIGHEST_PERCENT = 25


def add_editions(commands: Commands, words: Words) -> Sequence[argparse.ArgumentParser]:
    """The commands `import`, `index` and `rows`, with their options."""
    taken = commands.add_parser("import", help=words("cli.tariffs_import"), allow_abbrev=False)
    taken.add_argument("file", metavar="FILE")
    add_options(taken, words, "title", "golden")
    settle = words("cli.option.settle")
    taken.add_argument("--settle", nargs="+", action="extend", default=[], help=settle)
    taken.set_defaults(run=writing(run_import))
    index = commands.add_parser("index", help=words("cli.tariffs_index"), allow_abbrev=False)
    index.add_argument("--percent", required=True, help=words("cli.option.percent"))
    add_options(index, words, "page", "assumption")
    index.set_defaults(run=writing(run_index))
    rows = commands.add_parser("rows", help=words("cli.tariffs_rows"), allow_abbrev=False)
    rows.add_argument("--folder", help=words("cli.option.folder"))
    rows.set_defaults(run=writing(run_rows))
    return taken, index, rows


def add_options(command: argparse.ArgumentParser, words: Words, *own: str) -> None:
    """The options that both commands have, and those of one."""
    command.add_argument("--from", dest="first_day", required=True, help=words("cli.option.from"))
    for name in ("until", "source", "folder", *own):
        command.add_argument(f"--{name}", help=words(f"cli.option.{name}"))
    command.add_argument("--replace", action="store_true", help=words("cli.option.replace"))


def read_percent(text: str) -> Decimal:
    """An index in percent: 2.68 or 2,68."""
    try:
        percent = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        percent = Decimal("NaN")
    if not (percent.is_finite() and 0 <= percent <= HIGHEST_PERCENT):
        allowed = (0, HIGHEST_PERCENT)
        raise InvalidAnswer("percent", given=text, reason="percent", allowed=allowed)
    return percent


def run_import(command: argparse.Namespace, words: Words, copy: Copy) -> int:
    """Imports a circular, or NomenSoft's files; prints what it changes, what is doubtful, and what
    was written."""
    circular = Path(command.file)
    if is_nomensoft(circular):
        return run_official(command, words, copy)
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
    show(
        command,
        document(draft.changes, draft.findings, written, words),
        *changes_lines(draft.changes, first_day, words),
        *doubt_lines(draft.findings, circular.name, words),
        *([] if until else [words("import.no_until")]),
        words("import.beyond"),
        outcome_line(draft.findings, written, words),
    )
    return FAULTY if draft.open else DONE


def run_index(command: argparse.Namespace, words: Words, copy: Copy) -> int:
    """Derives an edition from an index; prints what it changes and what was written."""
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
    written = take_in(copy, made.tables, {})
    lines = changes_lines(made.changes, first_day, words)
    outcome = outcome_line((), written, words)
    return show(command, document(made.changes, (), written, words), *lines, outcome)


def run_rows(command: argparse.Namespace, words: Words, copy: Copy) -> int:
    """Counts the rows of each table again after a manual change."""
    changed = recount(copy)
    if changed:
        copy.put()
    lines = recounted_lines(changed, words)
    return show(command, {"changed": [each._asdict() for each in changed]}, *lines)
