"""The command line: estimate, compare, plan, situations, batch,
tariffs check | show | diff | import | compare | nomensoft-list | index | rows.

Exit 0: done. Exit 1: the tariff files have faults. Exit 2: the request is wrong; one line on stderr
says how. Never a traceback.
"""

import argparse
import json
import os
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NoReturn

from estimator.cli.batch import add_batch
from estimator.cli.codes import run_diff, run_show
from estimator.cli.editions import add_editions
from estimator.cli.estimates import comparison_text, result_text
from estimator.cli.nomensoft import add_nomensoft
from estimator.cli.output import DONE, FAULTY, refuse, show
from estimator.cli.plans import add_plan
from estimator.cli.situations import add_situations
from estimator.cli.writing import folder_of
from estimator.editions.freshness import in_use_line, overdue_problems
from estimator.engine.answers import case_from, payment_from
from estimator.engine.estimate import compare, estimate
from estimator.engine.model.errors import InvalidAnswer, TariffFault, TariffGap
from estimator.engine.model.fields import DAY, TRUTH, one_of
from estimator.engine.model.payment import ASKED
from estimator.engine.payment import settlement_of
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import UnknownFolder, whole
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import LANGUAGES, Words
from estimator.locales import words as words_of
from estimator.locales.requested import language_of_terminal
from estimator.wording.as_json import comparison_json, result_json
from estimator.wording.refusals import contract_refusal
from estimator.wording.words_needed import missing_words

#: The options that take a value.
VALUED = frozenset(
    {
        *ASKED,
        *("lang", "on", "today", "workers", "scheduler"),
        *(
            "folder",
            "from",
            "until",
            "source",
            "title",
            "golden",
            "percent",
            "page",
            "assumption",
            "record",
        ),
    }
)


class UnclearError(Exception):
    """The request has an unclear part: the argument."""


class Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        raise UnclearError(message)


class Answer(argparse.Action):
    """The option of an answer: alone, it means yes; where that is no answer, it is refused."""

    def __call__(
        self, _: argparse.ArgumentParser, into: argparse.Namespace, values: Any, *__: Any
    ) -> None:
        if values is None:
            ASKED[self.dest].read("")
        setattr(into, self.dest, values)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code."""
    request = list(joined(arguments))
    words, command = words_of(language_of_terminal(os.environ)), argparse.Namespace()
    try:
        words = words_of(language_in(request))
        command, rest = parser(words).parse_known_args(request)
        if rest:
            raise UnclearError(rest[0])
        return int(command.run(command, words))
    except InvalidAnswer as refusal:
        return refuse(contract_refusal(words, refusal))
    except UnclearError as unclear:
        return refuse(words("cli.usage", given=str(unclear)))
    except (TariffFault, UnknownFolder) as fault:
        return refuse(str(fault))
    except Exception as error:
        # Faulty tariffs may cause any error; the line at fault is more useful.
        if problems := problems_in(whole(folder_of(command))):
            return refuse(str(TariffFault(problems)))
        if isinstance(error, TariffGap):
            return refuse(words("gap.tariff", what=error.what, date=error.on))
        raise


def joined(arguments: Sequence[str]) -> Iterator[str]:
    """`--fee -5` as `--fee=-5`, so that a value that begins with a dash stays a value. What begins
    with two is the next option."""
    rest = deque(arguments)
    while rest:
        argument = rest.popleft()
        valued = argument.startswith("--") and argument[2:].replace("-", "_") in VALUED
        given = valued and rest and not rest[0].startswith("--")
        yield f"{argument}={rest.popleft()}" if given else argument


def language_in(arguments: Sequence[str]) -> str:
    """The language requested, else that of the terminal, before anything else is parsed."""
    found = [argument.partition("=")[2] for argument in arguments if argument.startswith("--lang")]
    return one_of(LANGUAGES, "lang", found[-1]) if found else language_of_terminal(os.environ)


def parser(words: Words) -> Parser:
    """All commands and their options: for each answer one under its own name."""
    root = Parser(prog="estimator", description=words("cli.description"), allow_abbrev=False)
    names = "estimate | compare | plan | situations | batch | tariffs"
    commands = root.add_subparsers(required=True, metavar=names)
    for name, run in (("estimate", run_estimate), ("compare", run_compare)):
        command = commands.add_parser(name, help=words(f"cli.{name}"), allow_abbrev=False)
        command.set_defaults(run=run)
        for field in ASKED:
            spellings = dict.fromkeys((f"--{field}", f"--{field.replace('_', '-')}"))
            bare = "true" if ASKED[field].kind is TRUTH else None
            command.add_argument(
                *spellings, dest=field, nargs="?", const=bare, metavar="…", action=Answer
            )
        add_output(command, words)
    several = commands.add_parser("plan", help=words("cli.plan"), allow_abbrev=False)
    add_plan(several)
    add_output(several, words)
    search = commands.add_parser("situations", help=words("cli.situations"), allow_abbrev=False)
    add_situations(search)
    add_output(search, words)
    batch = commands.add_parser("batch", help=words("cli.batch"), allow_abbrev=False)
    add_batch(batch, words)
    add_output(batch, words)
    about = commands.add_parser("tariffs", help=words("cli.tariffs"), allow_abbrev=False)
    add_tariffs(about, words)
    return root


def add_output(command: argparse.ArgumentParser, words: Words) -> None:
    """The options that every command has."""
    command.add_argument("--json", action="store_true", help=words("cli.option.json"))
    languages = words("cli.option.lang", languages=", ".join(LANGUAGES))
    command.add_argument("--lang", help=languages, metavar="fr")


def add_tariffs(about: argparse.ArgumentParser, words: Words) -> None:
    """The commands about the tariff files."""
    names = "check | show | diff | import | compare | nomensoft-list | index | rows"
    commands = about.add_subparsers(required=True, metavar=names)
    check = commands.add_parser("check", help=words("cli.tariffs_check"))
    check.add_argument("--folder", help=words("cli.option.folder"))
    check.add_argument("--today", help=words("cli.option.today"), metavar="2027-01-01")
    check.set_defaults(run=run_check)
    one = commands.add_parser("show", help=words("cli.tariffs_show"))
    one.add_argument("code")
    one.add_argument("--on", help=words("cli.option.on"), metavar="2025-05-05")
    one.set_defaults(run=run_show)
    diff = commands.add_parser("diff", help=words("cli.tariffs_diff"))
    diff.add_argument("before")
    diff.add_argument("after")
    diff.set_defaults(run=run_diff)
    written = (*add_editions(commands, words), *add_nomensoft(commands, words))
    for command in (check, one, diff, *written):
        add_output(command, words)


def run_estimate(command: argparse.Namespace, words: Words) -> int:
    """What one course costs."""
    sheet = tariffs()
    payment = payment_from(vars(command))
    result = estimate(case_from(vars(command), sheet, date.today()), sheet)
    settlement = settlement_of([result], payment, sheet.book)
    text = result_text(result, settlement, words, sheet.book)
    return show(command, result_json(result, settlement, words), text)


def run_compare(command: argparse.Namespace, words: Words) -> int:
    """The same course at both kinds of kiné; the status needs no answer here."""
    sheet = tariffs()
    answers = vars(command) | {"conventioned": "false"}
    payment = payment_from(answers)
    comparison = compare(case_from(answers, sheet, date.today()), sheet)
    settlements = [settlement_of([result], payment, sheet.book) for result in comparison]
    text = comparison_text(comparison, settlements, words, sheet.book)
    return show(command, comparison_json(comparison, settlements, words), text)


def run_check(command: argparse.Namespace, words: Words) -> int:
    """Every fault in the tariff files, with file and line; on a day also overdue reviews."""
    folder = whole(folder_of(command))
    today = DAY.read("today", command.today) if command.today else None
    faults = [*problems_in(folder), *missing_words(folder)]
    problems = [*faults, *overdue_problems(folder, today, words)]
    if command.json:
        print(json.dumps([problem._asdict() for problem in problems], ensure_ascii=False))
    else:
        print(*problems, sep="\n", end="\n" if problems else "")
        count = len(problems) or len(load(folder).editions)
        print(words("cli.check.faults" if problems else "cli.check.fine", n=count))
        if today and not faults:
            print(in_use_line(folder, today, words))
    return FAULTY if problems else DONE
