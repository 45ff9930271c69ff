"""A policy tried out: the tariffs as they would be under other rules.

Nothing here prices anything: the changed tariff book is laid out like any other.
"""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.money import cents
from estimator.engine.model.tariff_book import Copayment, TariffBook
from estimator.engine.numbers.layout import lay_out
from estimator.engine.numbers.tables import FAR, Sheet

NO_RAISE = Decimal(0)
ABOUT_REDUCTION = "reduction"
"""What a question about the reduction is about."""


class Policy(NamedTuple):
    """What would be otherwise, on every day; amounts in euros.

    `no_reduction`: the reimbursement is lower at no kiné. `raised_bim`, `raised_not_bim`: by how
    much each fixed share rises, with and without BIM; where there is none, none comes.
    `most_above`: the most that any kiné may ask above a covered fee, beside a surcharge for unusual
    hours; None for no such limit. Sessions past the cap have no covered fee: no limit holds for
    them.
    """

    no_reduction: bool = False
    raised_bim: Decimal = NO_RAISE
    raised_not_bim: Decimal = NO_RAISE
    most_above: Decimal | None = None


def sheet_under(sheet: Sheet, policy: Policy) -> Sheet:
    """The tariffs under a policy."""
    most_above = FAR if policy.most_above is None else cents(policy.most_above)
    return lay_out(book_under(sheet.book, policy), most_above)


def book_under(book: TariffBook, policy: Policy) -> TariffBook:
    """The tariff book under a policy."""
    shares = {
        name: {day: raised(share, policy) for day, share in by_day.items()}
        for name, by_day in book.copayments.items()
    }
    changed = replace(book, copayments=shares)
    return without_reduction(changed) if policy.no_reduction else changed


def raised(share: Copayment, policy: Policy) -> Copayment:
    """A fixed share raised, for those who have one."""
    return share._replace(
        bim=share.bim + policy.raised_bim if share.bim else share.bim,
        not_bim=share.not_bim + policy.raised_not_bim if share.not_bim else share.not_bim,
    )


def without_reduction(book: TariffBook) -> TariffBook:
    """A tariff book whose reduction is always 0, and no question any more."""
    reductions = {day: row._replace(percent=0) for day, row in book.reductions.items()}
    questions = tuple(it for it in book.open_questions if it.about != ABOUT_REDUCTION)
    return replace(book, reductions=reductions, open_questions=questions)
