"""What every code costs, period by period: the table that most readers want."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from estimator.engine.model.errors import TariffGap
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.engine.tariffs.prices import TRAVEL, at_both_kinds

Row = dict[str, Any]
ONE_DAY = timedelta(days=1)


def amount_rows(book: TariffBook) -> list[Row]:
    """One row for each code and period in which nothing changes, by code and day."""
    days = period_starts(book)
    codes = sorted({code for listed in book.nomenclatures.values() for code in listed.codes})
    return [row for code in codes for row in periods_of_code(book, code, days)]


def period_starts(book: TariffBook) -> list[date]:
    """Every day on which an amount, or how sure it is, may change."""
    days = {day for values in book.dated for day in values}
    days.update(book.multipliers, (question.first_day for question in book.open_questions))
    days.update(it.known_until + ONE_DAY for it in book.editions.values() if it.known_until)
    return sorted(day for day in days if day >= book.first_day)


def periods_of_code(book: TariffBook, code: str, days: list[date]) -> Iterator[Row]:
    """The periods of one code. `last_day` is None while nothing newer is known."""
    found: list[Row] = []
    for day in days:
        row = amounts_on(book, code, day)
        last = found[-1] if found and found[-1]["last_day"] is None else None
        if last and row and last == row | {"first_day": last["first_day"]}:
            continue
        if last:
            last["last_day"] = day - ONE_DAY
        if row:
            found.append(row)
    yield from found


def amounts_on(book: TariffBook, number: str, day: date) -> Row | None:
    """What a code costs on a day; None where the tariff has no price for it."""
    try:
        usual, bim = (at_both_kinds(book, number, day, bim=bim) for bim in (False, True))
    except TariffGap:
        return None
    code, multiplier = book.code(number, day), None
    if code.group == TRAVEL:
        page, source = (it := in_force(book.travel[number], day)).page, it.source
    else:
        of = book.multiplier(number, day)
        page, source, multiplier = of.page, of.source, of.multiplier
    here, there = usual
    amounts = {
        "official_fee": here.official_fee,
        "bound_fee": here.fee,
        "share": here.share,
        "share_bim": bim.conventioned.share,
        "reimbursed": here.reimbursed,
        "reimbursed_bim": bim.conventioned.reimbursed,
        "reimbursed_not_conventioned": there.reimbursed,
        "reimbursed_not_conventioned_least": there.least,
        "reimbursed_not_conventioned_most": there.most,
    }
    return {
        **code._asdict(),
        "first_day": day,
        "last_day": None,
        "edition": in_force(book.editions, day).first_day,
        "multiplier": multiplier,
        **{name: euros(amount) for name, amount in amounts.items()},
        "status": here.status,
        "status_not_conventioned": there.status,
        "status_bim_not_conventioned": bim.not_conventioned.status,
        "source": source,
        "page": page,
        "checked_on": book.sources[source].checked_on,
    }
