"""The command line: estimate, compare, batch, tariffs check | show | diff | import |
index | rows.

Exit 0: done. Exit 1: the tariff files have faults. Exit 2: the request is wrong, said in one line
on stderr. Never a traceback.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NoReturn

from estimator.cli.batch import VALUED as BATCH_VALUED
from estimator.cli.batch import add_batch
from estimator.cli.codes import code_text, difference_text
from estimator.cli.edition_options import folder_of
from estimator.cli.editions import VALUED as EDITIONS_VALUED
from estimator.cli.editions import add_editions
from estimator.cli.estimates import comparison_text, result_text
from estimator.editions.freshness import in_use_line, overdue_problems
from estimator.engine.answers import case_from
from estimator.engine.estimate import compare, estimate
from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer, TariffFault, TariffGap
from estimator.engine.model.fields import DAY, one_of
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import UnknownFolder, tariff_folder, whole
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from estimator.wording.as_json import comparison_json, refusal_sentence, result_json
from estimator.wording.words_needed import missing_words

DONE, FAULTY, WRONG = 0, 1, 2
VALUED = frozenset({*FIELDS, *EDITIONS_VALUED, *BATCH_VALUED, "lang", "on", "folder"})


class UnclearError(Exception):
    """The request can't be understood; the argument says which part."""


class Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        raise UnclearError(message)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code."""
    given = list(joined(arguments))
    spoken, command = words(DEFAULT_LANGUAGE), argparse.Namespace()
    try:
        spoken = words(language_in(given))
        command, rest = parser(spoken).parse_known_args(given)
        if rest:
            raise UnclearError(rest[0])
        return int(command.run(command, spoken))
    except InvalidAnswer as refusal:
        return refused(refusal_sentence(spoken, refusal))
    except UnclearError as unclear:
        return refused(spoken("cli.usage", given=str(unclear)))
    except (TariffFault, UnknownFolder) as fault:
        return refused(str(fault))
    except Exception as error:
        # Faulty tariffs may end in anything: which line is at fault says more.
        if problems := problems_in(whole(folder_of(command))):
            return refused(str(TariffFault(problems)))
        if isinstance(error, TariffGap):
            return refused(spoken("gap.tariff", what=error.what, date=error.on))
        raise


def refused(sentence: str) -> int:
    """One line on stderr."""
    print(sentence, file=sys.stderr)
    return WRONG


def joined(arguments: Sequence[str]) -> Iterator[str]:
    """`--fee -5` as `--fee=-5`, so that a value that begins with a dash stays a value."""
    rest = iter(arguments)
    for argument in rest:
        valued = argument.startswith("--") and argument[2:].replace("-", "_") in VALUED
        value = next(rest, None) if valued else None
        yield argument if value is None else f"{argument}={value}"


def language_in(arguments: Sequence[str]) -> str:
    """The language asked for, before anything else is understood."""
    asked = [argument.partition("=")[2] for argument in arguments if argument.startswith("--lang")]
    return one_of(LANGUAGES, "lang", asked[-1]) if asked else DEFAULT_LANGUAGE


def parser(spoken: Words) -> Parser:
    """All commands and their options."""
    root = Parser(prog="estimator", description=spoken("cli.description"), allow_abbrev=False)
    commands = root.add_subparsers(required=True, metavar="estimate | compare | batch | tariffs")
    for name, run in (("estimate", run_estimate), ("compare", run_compare)):
        command = commands.add_parser(name, help=spoken(f"cli.{name}"), allow_abbrev=False)
        command.set_defaults(run=run)
        add_answers(command)
        add_output(command, spoken)
    batch = commands.add_parser("batch", help=spoken("cli.batch"), allow_abbrev=False)
    add_batch(batch, spoken)
    add_output(batch, spoken)
    about = commands.add_parser("tariffs", help=spoken("cli.tariffs"), allow_abbrev=False)
    add_tariffs(about, spoken)
    return root


def add_answers(command: argparse.ArgumentParser) -> None:
    """One option for each answer of the contract, under its own name."""
    for name in FIELDS:
        spellings = dict.fromkeys((f"--{name}", f"--{name.replace('_', '-')}"))
        command.add_argument(*spellings, dest=name, nargs="?", const="", metavar="…")


def add_output(command: argparse.ArgumentParser, spoken: Words) -> None:
    """The options that every command has."""
    command.add_argument("--json", action="store_true", help=spoken("cli.option.json"))
    command.add_argument("--lang", help=spoken("cli.option.lang"), metavar="fr")


def add_tariffs(about: argparse.ArgumentParser, spoken: Words) -> None:
    """The commands about the tariff files."""
    names = "check | show | diff | import | index | rows"
    commands = about.add_subparsers(required=True, metavar=names)
    check = commands.add_parser("check", help=spoken("cli.tariffs_check"))
    check.add_argument("--folder", help=spoken("cli.option.folder"))
    check.add_argument("--today", help=spoken("cli.option.today"), metavar="2027-01-01")
    check.set_defaults(run=run_check)
    show = commands.add_parser("show", help=spoken("cli.tariffs_show"))
    show.add_argument("code")
    show.add_argument("--on", help=spoken("cli.option.on"), metavar="2025-05-05")
    show.set_defaults(run=run_show)
    diff = commands.add_parser("diff", help=spoken("cli.tariffs_diff"))
    diff.add_argument("before")
    diff.add_argument("after")
    diff.set_defaults(run=run_diff)
    for command in (check, show, diff, *add_editions(commands, spoken)):
        add_output(command, spoken)


def run_estimate(command: argparse.Namespace, spoken: Words) -> int:
    """What one course costs."""
    sheet = tariffs()
    result = estimate(case_from(vars(command), sheet, date.today()), sheet)
    return said(command, result_json(result, spoken), result_text(result, spoken, sheet.book))


def run_compare(command: argparse.Namespace, spoken: Words) -> int:
    """The same course at both kinds of kiné; the status needs no answer here."""
    sheet = tariffs()
    answers = vars(command) | {"conventioned": "false"}
    comparison = compare(case_from(answers, sheet, date.today()), sheet)
    text = comparison_text(comparison, spoken, sheet.book)
    return said(command, comparison_json(comparison, spoken), text)


def run_check(command: argparse.Namespace, spoken: Words) -> int:
    """Every fault in the tariff files, with file and line; on a day also what is past review."""
    folder = whole(folder_of(command))
    today = DAY.read("today", command.today) if command.today else None
    faults = [*problems_in(folder), *missing_words(folder)]
    problems = [*faults, *overdue_problems(folder, today, spoken)]
    if command.json:
        print(json.dumps([problem._asdict() for problem in problems], ensure_ascii=False))
    else:
        print(*problems, sep="\n", end="\n" if problems else "")
        count = len(problems) or len(load(folder).editions)
        print(spoken("cli.check.faults" if problems else "cli.check.fine", n=count))
        if today and not faults:
            print(in_use_line(folder, today, spoken))
    return FAULTY if problems else DONE


def run_show(command: argparse.Namespace, spoken: Words) -> int:
    """One code on one day."""
    day = DAY.read("on", command.on) if command.on else date.today()
    shown = code_text(load(tariff_folder()), command.code, day, spoken)
    return said(command, *shown)


def run_diff(command: argparse.Namespace, spoken: Words) -> int:
    """What changes between two days."""
    before, after = DAY.read("before", command.before), DAY.read("after", command.after)
    return said(command, *difference_text(load(tariff_folder()), before, after, spoken))


def said(command: argparse.Namespace, document: Any, text: str) -> int:
    """The answer on stdout, as JSON where asked."""
    shown = json.dumps(document, ensure_ascii=False, indent=2) if command.json else text
    print(shown)
    return DONE
