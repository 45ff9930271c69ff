"""The command `plan`: several courses together, read from a file of JSON."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from estimator.cli.output import refuse, show, table
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.plan import CourseRefused, PlanResult
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.plan import plan
from estimator.engine.plan.answers import (
    MOST_BYTES_OF_PLAN,
    courses_in,
    household_in,
    planned_from,
)
from estimator.engine.plan.household import HouseholdYear, household_years
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.wording.comparison import TOTALS
from estimator.wording.headline import certainty, why_open
from estimator.wording.plan.as_json import household_json, plan_json
from estimator.wording.plan.maf import (
    COUNTER_COLUMNS,
    counter_head,
    counter_rows,
    household_notes,
    year_sentences,
)
from estimator.wording.plan.text import (
    course_head,
    course_refusal,
    part_tables,
    plan_notes,
    plan_sentence,
    terminal_rows,
)
from estimator.wording.refusals import short_refusal


def add_plan(command: argparse.ArgumentParser) -> None:
    """The file of the plan."""
    command.add_argument("file", metavar="plan.json")
    command.set_defaults(run=run_plan)


def run_plan(command: argparse.Namespace, words: Words) -> int:
    """What the courses cost together; a refusal names the course."""
    sheet = tariffs()
    try:
        document = document_in(Path(command.file))
        planned = planned_from(courses_in(document), sheet, date.today())
        household = household_in(document)
        result = plan(planned, sheet)
    except CourseRefused as refused:
        return refuse(one_line(course_refusal(words, refused)))
    except InvalidAnswer as refusal:
        return refuse(one_line(short_refusal(words, refusal)))
    shown, text = plan_json(result, words), plan_text(result, words, sheet.book)
    if household:
        years = household_years(result, household, sheet.book)
        shown["household"] = household_json(years, words)
        text += "\n\n" + household_text(years, words)
    return show(command, shown, text)


def document_in(path: Path) -> Any:
    """What a file of JSON holds. Refuses one that can't be read, and one that is no JSON."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES_OF_PLAN + 1)
    except (OSError, ValueError) as trouble:
        raise InvalidAnswer("file", given=path.name, reason="unreadable") from trouble
    try:
        if len(content) <= MOST_BYTES_OF_PLAN:
            return json.loads(content, parse_float=as_typed, parse_constant=str)
    except (ValueError, RecursionError):
        pass
    allowed = (MOST_BYTES_OF_PLAN >> 10,)
    raise InvalidAnswer("file", given=path.name, reason="not_json", allowed=allowed)


def as_typed(number: str) -> int | str:
    """A number with decimals as it is written, so that no cent is lost; 18.0 is 18."""
    value = float(number)
    return int(value) if value.is_integer() else number


def one_line(sentence: str) -> str:
    """A sentence without the line ends of what it repeats."""
    return " ".join(sentence.split())


def plan_text(result: PlanResult, words: Words, book: TariffBook) -> str:
    """What is left to pay and why it is open, the tables, how sure it is, and the notices."""
    right = len(TOTALS)
    lines = [
        plan_sentence(words, result),
        *why_open(words, book, result.courses),
        certainty(words, book, result.courses),
        "",
        table(course_head(words, result), terminal_rows(words, result), right=right),
    ]
    for head, rows in part_tables(words, result):
        lines += ["", table(head, rows, right=right)]
    notes = [f"- {note}" for note in plan_notes(words, result)]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def household_text(years: Sequence[HouseholdYear], words: Words) -> str:
    """The ceiling of each year, when it is reached, the counter month by month, and the notes."""
    lines: list[str] = []
    for year in years:
        rows = counter_rows(words, year.shares)
        lines += [*year_sentences(words, year), ""]
        lines += [table(counter_head(words), rows, right=len(COUNTER_COLUMNS)), ""]
    return "\n".join([*lines, *(f"- {note}" for note in household_notes(words, years))])
