"""A code of the nomenclature as JSON: what it is, and what it costs on a day."""

from datetime import date
from typing import Any

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.engine.tariffs.prices import AtBothKinds, at_both_kinds
from estimator.wording.as_json import plain

#: What a code costs a patient without increased reimbursement, and one with it.
Prices = dict[bool, AtBothKinds]


def known_code(book: TariffBook, asked: str, day: date) -> Code:
    """A code of that day. Raises `InvalidAnswer` for an unknown one."""
    check_known(book, "on", day)
    if asked not in book.nomenclature(day).codes:
        raise InvalidAnswer("code", given=asked, reason="unknown_code")
    return book.code(asked, day)


def prices_of(book: TariffBook, code: Code, day: date) -> Prices:
    """What it costs both kinds of patient, at both kinds of kiné."""
    return {bim: at_both_kinds(book, code.code, day, bim=bim) for bim in (False, True)}


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


def check_known(book: TariffBook, field: str, day: date) -> None:
    """Refuses a day before the first tariff."""
    if not book.first_day <= day <= book.last_start:
        allowed = (book.first_day, book.last_start)
        raise InvalidAnswer(field, given=day, reason="day", allowed=allowed)
