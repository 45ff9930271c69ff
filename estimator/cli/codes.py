"""Codes and editions as text for a terminal, each with its JSON document."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from estimator.cli.text_table import table
from estimator.engine.model.money import Cents, euros
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.engine.tariffs.price_changes import (
    ChangeGroup,
    changes_between,
    grouped,
    opened_between,
)
from estimator.engine.tariffs.prices import AtBothKinds
from estimator.locales import Words
from estimator.wording.certainty import open_sentence
from estimator.wording.changes import change_json, codes_of, shown_value, subject
from estimator.wording.codes_json import Prices, check_known, code_json, known_code, prices_of
from estimator.wording.prices import ceiling, reimbursed

Said = tuple[Any, str]
COLUMNS = ("patient_kind", "share", "reimbursed", "not_conventioned", "ceiling", "status")


def code_text(book: TariffBook, asked: str, day: date, words: Words) -> Said:
    """What a code stands for and costs on a day. Raises `InvalidAnswer` for an unknown code."""
    code = known_code(book, asked, day)
    prices = prices_of(book, code, day)
    return code_json(book, code, day, prices), "\n".join(code_lines(book, code, day, prices, words))


def code_lines(
    book: TariffBook, code: Code, day: date, prices: Prices, words: Words
) -> Iterator[str]:
    """A code in words: what it is, how its fee is made, who pays what, which text says so."""
    fee = prices[False].conventioned
    yield words(
        "cli.show.title",
        code=code.code,
        service=words(f"service.{code.service}"),
        setting=words(f"setting.{code.setting}"),
        group=words(f"group.{code.group}"),
    )
    yield made_line(book, code, day, fee.official_fee, words)
    if code.ceiling_code:
        yield words("cli.show.ceiling", ceiling=euros(fee.fee))
    yield table(
        [words(f"cli.column.{column}") for column in COLUMNS],
        [price_row(words, bim, price) for bim, price in prices.items()],
        right=len(COLUMNS) - 1,
    )
    yield tariff_line(book, code, day, words)


def made_line(book: TariffBook, code: Code, day: date, cents: Cents, words: Words) -> str:
    """How the fee is made."""
    fee = euros(cents)
    if code.group == "travel":
        return words("cli.show.travel", fee=fee)
    multiplier = words.number(book.multiplier(code.code, day).multiplier)
    coefficient = words.number(code.coefficient)
    return words("cli.show.made", fee=fee, multiplier=multiplier, coefficient=coefficient)


def price_row(words: Words, bim: bool, of: AtBothKinds) -> list[str]:
    """One kind of patient: share, reimbursement at both kinds of kiné, the most that one without
    convention may ask, and how sure the least sure of these amounts is."""
    return [
        words("cli.bim" if bim else "cli.not_bim"),
        words.euros(euros(of.conventioned.share)),
        reimbursed(words, of.conventioned),
        reimbursed(words, of.not_conventioned),
        ceiling(words, of.not_conventioned),
        words(f"status.{of.status}"),
    ]


def tariff_line(book: TariffBook, code: Code, day: date, words: Words) -> str:
    """Which text the fee comes from, since when, and how much of it was read."""
    travel = code.group == "travel"
    value = in_force(book.travel[code.code], day) if travel else book.multiplier(code.code, day)
    source = book.sources[value.source]
    return words(
        "cli.show.tariff",
        edition=in_force(book.editions, day).first_day,
        status=words(f"status.{value.status}"),
        checked_on=source.checked_on,
        read=words(f"source.read.{source.read}"),
        source=source.title,
    )


def difference_text(book: TariffBook, before: date, after: date, words: Words) -> Said:
    """All that isn't the same on two days: fees, shares, the reduction, travel, limits."""
    for field, day in (("before", before), ("after", after)):
        check_known(book, field, day)
    changed = list(changes_between(book, before, after))
    document = [change_json(change) for change in changed]
    unknown = [open_sentence(words, book, it) for it in opened_between(book, before, after)]
    document += [{"kind": "open_question", "sentence": sentence} for sentence in unknown]
    if not changed:
        key = "cli.diff.none_known" if unknown else "cli.diff.same"
        return document, "\n".join([words(key, before=before, after=after), *unknown])
    heading = [words(f"cli.column.{column}") for column in ("code", "changed", "before", "after")]
    rows = [change_row(each, words) for change in changed for each in grouped([change])]
    count = words("cli.diff.changes", n=len(changed), before=before, after=after)
    return document, "\n".join([table(heading, rows, right=2), "", count, *unknown])


def change_row(change: ChangeGroup, words: Words) -> list[str]:
    """A change as cells."""
    values = (shown_value(words, change.kind, value) for value in (change.before, change.after))
    return [codes_of(change), subject(words, change), *values]
