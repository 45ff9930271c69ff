"""Who hands over what, in words: the rows of its table, and what it rests on."""

from decimal import Decimal

from babel.dates import format_skeleton

from estimator.engine.payment import PaidRange, Settlement
from estimator.locales import Words
from estimator.wording.amounts import amount, within

USUAL = ("desk", "refund", "left")
INSURED = ("insurance", "left_after")
NOTHING = Decimal(0)
#: The columns of the table.
COLUMNS = ("per_session", "per_month", "total")


def paid_head(words: Words) -> list[str]:
    """The heads of the table."""
    return [words(f"payment.{column}") for column in ("amounts", *COLUMNS)]


def paid_rows(words: Words, settlement: Settlement) -> list[list[str]]:
    """What is handed over, comes back and is left; with an insurance also what it pays."""
    columns: list[PaidRange] = [getattr(settlement, column) for column in COLUMNS]
    return [
        [words(f"payment.{name}"), *(amount(words, getattr(one, name)) for one in columns)]
        for name in names_of(settlement)
    ]


def month_head(words: Words, settlement: Settlement) -> list[str]:
    """The heads of the table by month."""
    return [words("payment.month"), *(words(f"payment.{it}") for it in names_of(settlement))]


def month_rows(words: Words, settlement: Settlement) -> list[list[str]]:
    """The same amounts month by month."""
    return [
        [
            format_skeleton("yMMMM", month, locale=words.locale),
            *(amount(words, getattr(paid, name)) for name in names_of(settlement)),
        ]
        for month, paid in settlement.by_month
    ]


def paid_notes(words: Words, settlement: Settlement) -> list[str]:
    """What the amounts rest on, and what nobody told us."""
    payment = settlement.payment
    percent, cap = payment.insurance_percent, payment.insurance_cap or NOTHING
    return [words(f"payment.note.{note}", percent=percent, cap=cap) for note in settlement.notes]


def at_the_desk(words: Words, settlement: Settlement) -> str:
    """What is paid to the kiné, and how the rest is paid by the mutuality."""
    desk, refund = (within(words, getattr(settlement.total, it)) for it in ("desk", "refund"))
    if settlement.payment.third_party:
        return words("payment.at_the_desk_direct", desk=desk)
    return words("answer.at_the_desk", charged=desk, reimbursed=refund)


def names_of(settlement: Settlement) -> tuple[str, ...]:
    """The amounts that there are to tell."""
    return USUAL + (INSURED if settlement.payment.insurance_percent else ())
