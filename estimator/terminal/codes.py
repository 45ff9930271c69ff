"""Codes and editions as text for a terminal, each with its JSON document."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from estimator.certainty import open_sentence
from estimator.change_words import change_json, codes_of, shown_value, subject
from estimator.engine.errors import InvalidAnswer
from estimator.engine.money import Cents, euros
from estimator.engine.price_changes import (
    ChangedAlike,
    changed_alike,
    changes_between,
    opened_between,
)
from estimator.engine.tariffs import Code, TariffBook, in_force
from estimator.engine.unit_prices import AtBothKinds, at_both_kinds
from estimator.locales import Words
from estimator.prices_in_words import ceiling, reimbursed
from estimator.spoken import plain
from estimator.terminal.table import table

Said = tuple[Any, str]
#: What a code costs a patient without increased reimbursement, and one with it.
Prices = dict[bool, AtBothKinds]
COLUMNS = ("patient_kind", "share", "reimbursed", "not_conventioned", "ceiling", "status")


def code_text(book: TariffBook, asked: str, day: date, words: Words) -> Said:
    """What a code stands for and costs on a day. Raises `InvalidAnswer` for an unknown code."""
    check_known(book, "on", day)
    if asked not in book.nomenclature(day).codes:
        raise InvalidAnswer("code", given=asked, reason="unknown_code")
    code = book.code(asked, day)
    prices = {bim: at_both_kinds(book, asked, day, bim=bim) for bim in (False, True)}
    return code_json(book, code, day, prices), "\n".join(code_lines(book, code, day, prices, words))


def code_json(book: TariffBook, code: Code, day: date, prices: Prices) -> dict[str, Any]:
    """A code with its prices, amounts as strings with two decimals."""
    amounts = {"bim" if bim else "not_bim": price_json(price) for bim, price in prices.items()}
    edition = in_force(book.editions, day).first_day
    made = (
        {}
        if code.group == "travel"
        else {"multiplier": str(book.multiplier(code.code, day).multiplier)}
    )
    described = {name: plain(value) for name, value in code._asdict().items()}
    described["coefficient"] = str(code.coefficient)
    return {"on": str(day), "edition": str(edition), **described, **made, **amounts}


def price_json(of: AtBothKinds) -> dict[str, str | None]:
    """What one patient pays at both kinds of kiné; no ceiling where the kiné sets the fee."""
    bound, free = of
    amounts = {
        "official_fee": bound.official_fee,
        "bound_fee": bound.fee,
        "share": bound.share,
        "reimbursed": bound.reimbursed,
        "reimbursed_not_conventioned": free.reimbursed,
        "reimbursed_not_conventioned_least": free.least,
        "reimbursed_not_conventioned_most": free.most,
        "ceiling_not_conventioned": free.ceiling,
    }
    return {
        **{name: None if it is None else plain(euros(it)) for name, it in amounts.items()},
        "status": bound.status,
        "status_not_conventioned": free.status,
    }


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
    rows = [change_row(each, words) for change in changed for each in changed_alike([change])]
    count = words("cli.diff.changes", n=len(changed), before=before, after=after)
    return document, "\n".join([table(heading, rows, right=2), "", count, *unknown])


def change_row(change: ChangedAlike, words: Words) -> list[str]:
    """A change as cells."""
    values = (shown_value(words, change.kind, value) for value in (change.before, change.after))
    return [codes_of(change), subject(words, change), *values]


def check_known(book: TariffBook, field: str, day: date) -> None:
    """Refuses a day before the first tariff."""
    if not book.first_day <= day <= book.last_start:
        allowed = (book.first_day, book.last_start)
        raise InvalidAnswer(field, given=day, reason="day", allowed=allowed)
