"""The commands `tariffs show` and `tariffs diff`: a code on a day, and what changes."""

import argparse
from collections.abc import Iterator
from datetime import date

from estimator.cli.output import show, table
from estimator.engine.model.fields import DAY
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.engine.tariffs.files import load
from estimator.engine.tariffs.price_changes import changes_between, grouped, opened_between
from estimator.engine.tariffs.prices import TRAVEL
from estimator.environment.tariff_folder import tariff_folder
from estimator.locales import Words
from estimator.wording.changes import change_json, codes_of, subject, value_text
from estimator.wording.codes import (
    Prices,
    check_known,
    code_json,
    known_code,
    prices_of,
    reimbursed,
)
from estimator.wording.headline import open_sentence
from estimator.wording.notices import source_title

PRICE_COLUMNS = ("patient_kind", "share", "reimbursed", "not_conventioned", "ceiling", "status")


def run_show(command: argparse.Namespace, words: Words) -> int:
    """One code on one day. Raises `InvalidAnswer` for an unknown code."""
    day = DAY.read("on", command.on) if command.on else date.today()
    book = load(tariff_folder())
    code = known_code(book, command.code, day)
    prices = prices_of(book, code.code, day)
    lines = code_lines(book, code, day, prices, words)
    return show(command, code_json(book, code, day, prices), *lines)


def code_lines(
    book: TariffBook, code: Code, day: date, prices: Prices, words: Words
) -> Iterator[str]:
    """A code: what it is for, how its fee is computed, who pays what, and by which text."""
    yield words(
        "cli.show.title",
        code=code.code,
        **{it: words(f"{it}.{getattr(code, it)}") for it in ("service", "setting", "group")},
    )
    price = prices.not_bim.conventioned
    fee = euros(price.official_fee)
    if code.group == TRAVEL:
        travel = in_force(book.travel[code.code], day)
        status, source = travel.status, book.sources[travel.source]
        yield words("cli.show.travel", fee=fee)
    else:
        found = book.multiplier(code.code, day)
        status, source = found.status, book.sources[found.source]
        multiplier, coefficient = map(words.number, (found.multiplier, code.coefficient))
        yield words("cli.show.made", fee=fee, multiplier=multiplier, coefficient=coefficient)
    if code.ceiling_code:
        yield words("cli.show.ceiling", ceiling=euros(price.fee))
    rows = [price_row(words, patient, prices) for patient in Prices._fields]
    heading = [words(f"cli.column.{column}") for column in PRICE_COLUMNS]
    yield table(heading, rows, right=len(PRICE_COLUMNS) - 1)
    yield words(
        "cli.show.tariff",
        edition=in_force(book.editions, day).first_day,
        status=words(f"status.{status}"),
        checked_on=source.checked_on,
        read=words(f"source.read.{source.read}"),
        source=source_title(words, source),
    )


def price_row(words: Words, patient: str, prices: Prices) -> list[str]:
    """One kind of patient: share, reimbursement at both kinds of kiné, the highest fee that one
    without convention may ask, and the weakest status of these amounts."""
    of = getattr(prices, patient)
    ceiling = of.not_conventioned.ceiling
    return [
        words(f"cli.{patient}"),
        words.euros(euros(of.conventioned.share)),
        reimbursed(words, of.conventioned),
        reimbursed(words, of.not_conventioned),
        words("cli.show.free") if ceiling is None else words.euros(euros(ceiling)),
        words(f"status.{of.status}"),
    ]


def run_diff(command: argparse.Namespace, words: Words) -> int:
    """Everything that differs between two days: fees, shares, the reduction, travel, limits."""
    days = {name: DAY.read(name, getattr(command, name)) for name in ("before", "after")}
    book = load(tariff_folder())
    for field, day in days.items():
        check_known(book, field, day)
    changed = list(changes_between(book, **days))
    document = [change_json(change) for change in changed]
    unknown = [open_sentence(words, book, it) for it in opened_between(book, **days)]
    document += [{"kind": "open_question", "sentence": sentence} for sentence in unknown]
    if not changed:
        key = "cli.diff.none_known" if unknown else "cli.diff.same"
        return show(command, document, words(key, **days), *unknown)
    heading = [words(f"cli.column.{column}") for column in ("code", "changed", *days)]
    rows = [
        [
            codes_of(each),
            subject(words, each),
            *(value_text(words, each.kind, value) for value in (each.before, each.after)),
        ]
        for change in changed
        for each in grouped([change])
    ]
    count = words("cli.diff.changes", n=len(changed), **days)
    return show(command, document, table(heading, rows, right=2), "", count, *unknown)
