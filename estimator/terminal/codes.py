"""Codes and editions as text for a terminal, each with its JSON document."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from estimator.change_words import change_json, codes_of, shown_value, subject
from estimator.engine.errors import InvalidAnswer
from estimator.engine.money import Cents, euros
from estimator.engine.price_changes import ChangedAlike, changed_alike, changes_between
from estimator.engine.tariffs import Code, TariffBook, in_force
from estimator.engine.unit_prices import UnitPrice, unit_price
from estimator.locales import Words
from estimator.spoken import plain
from estimator.terminal.table import table

Said = tuple[Any, str]


def code_text(book: TariffBook, asked: str, day: date, words: Words) -> Said:
    """What a code stands for and costs on a day. Raises `InvalidAnswer` for an unknown code."""
    check_known(book, "on", day)
    if asked not in book.nomenclature(day).codes:
        raise InvalidAnswer("code", given=asked, reason="unknown_code")
    code = book.code(asked, day)
    prices = {bim: unit_price(book, asked, day, bim=bim) for bim in (False, True)}
    return code_json(book, code, day, prices), "\n".join(code_lines(book, code, day, prices, words))


def code_json(
    book: TariffBook, code: Code, day: date, prices: dict[bool, UnitPrice]
) -> dict[str, Any]:
    """A code with its prices, amounts as strings with two decimals."""
    amounts = {
        "bim" if bim else "not_bim": {
            name: plain(euros(amount)) for name, amount in price._asdict().items()
        }
        for bim, price in prices.items()
    }
    edition = in_force(book.editions, day).first_day
    made = (
        {}
        if code.group == "travel"
        else {"multiplier": str(book.multiplier(code.code, day).multiplier)}
    )
    described = {name: plain(value) for name, value in code._asdict().items()}
    described["coefficient"] = str(code.coefficient)
    return {"on": str(day), "edition": str(edition), **described, **made, **amounts}


def code_lines(
    book: TariffBook, code: Code, day: date, prices: dict[bool, UnitPrice], words: Words
) -> Iterator[str]:
    """A code in words: what it is, how its fee is made, who pays what, which text says so."""
    price = prices[False]
    yield words(
        "cli.show.title",
        code=code.code,
        service=words(f"service.{code.service}"),
        setting=words(f"setting.{code.setting}"),
        group=words(f"group.{code.group}"),
    )
    yield made_line(book, code, day, price, words)
    if code.ceiling_code:
        yield words("cli.show.ceiling", ceiling=euros(price.bound_fee))
    heading = ("patient_kind", "share", "reimbursed", "not_conventioned")
    yield table(
        [words(f"cli.column.{column}") for column in heading],
        [price_row(words, bim, price) for bim, price in prices.items()],
        right=3,
    )
    yield tariff_line(book, code, day, words)


def made_line(book: TariffBook, code: Code, day: date, price: UnitPrice, words: Words) -> str:
    """How the fee is made."""
    fee = euros(price.official_fee)
    if code.group == "travel":
        return words("cli.show.travel", fee=fee)
    multiplier = words.number(book.multiplier(code.code, day).multiplier)
    coefficient = words.number(code.coefficient)
    return words("cli.show.made", fee=fee, multiplier=multiplier, coefficient=coefficient)


def price_row(words: Words, bim: bool, price: UnitPrice) -> list[str]:
    """One kind of patient: fixed share, reimbursement at both kinds of kiné."""
    amounts: tuple[Cents, ...] = (price.share, price.reimbursed)
    # BIM patients are reimbursed in full at every kiné.
    amounts += (price.reimbursed if bim else price.reimbursed_not_conventioned,)
    return [words("cli.bim" if bim else "cli.not_bim"), *(words.euros(euros(a)) for a in amounts)]


def tariff_line(book: TariffBook, code: Code, day: date, words: Words) -> str:
    """Which text the fee stands in, since when, and when it was last checked."""
    travel = code.group == "travel"
    value = in_force(book.travel[code.code], day) if travel else book.multiplier(code.code, day)
    source = book.sources[value.source]
    return words(
        "cli.show.tariff",
        edition=in_force(book.editions, day).first_day,
        status=words(f"status.{value.status}"),
        checked_on=source.checked_on,
        source=source.title,
    )


def difference_text(book: TariffBook, before: date, after: date, words: Words) -> Said:
    """All that isn't the same on two days: fees, shares, the reduction, travel, limits."""
    for field, day in (("before", before), ("after", after)):
        check_known(book, field, day)
    changed = list(changes_between(book, before, after))
    document = [change_json(change) for change in changed]
    if not changed:
        return document, words("cli.diff.same", before=before, after=after)
    heading = [words(f"cli.column.{column}") for column in ("code", "changed", "before", "after")]
    rows = [change_row(each, words) for change in changed for each in changed_alike([change])]
    count = words("cli.diff.changes", n=len(changed), before=before, after=after)
    return document, "\n".join([table(heading, rows, right=2), "", count])


def change_row(change: ChangedAlike, words: Words) -> list[str]:
    """A change as cells."""
    values = (shown_value(words, change.kind, value) for value in (change.before, change.after))
    return [codes_of(change), subject(words, change), *values]


def check_known(book: TariffBook, field: str, day: date) -> None:
    """Refuses a day before the first tariff."""
    if not book.first_day <= day <= book.last_start:
        allowed = (book.first_day, book.last_start)
        raise InvalidAnswer(field, given=day, reason="day", allowed=allowed)
