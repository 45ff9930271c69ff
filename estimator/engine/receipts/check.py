"""Checks a reimbursement: what a line of a receipt should give back, and where not, why.

An amount that we computed ourselves may be wrong: then a difference is told as one between two
amounts, never as a mistake of somebody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import DAY, EUROS
from estimator.engine.model.money import Cents, cents
from estimator.engine.model.notices import OFFICIAL, reduction_rests_on, rests_on, status_of_fee
from estimator.engine.model.schedules import PaidCode
from estimator.engine.model.tariff_book import TariffBook, weakest
from estimator.engine.receipts.causes import Cause, causes
from estimator.engine.receipts.counted import Line, Patient, agrees, line_price
from estimator.engine.receipts.paid_above import Above, asked_above
from estimator.engine.tariffs.prices import PatientPrice, is_palliative, patient_price

FIELDS = ("code", "day", "paid", "received")
#: Told for the whole page, not for a line.
ON_THE_WHOLE_PAGE = frozenset({"edition_after_known"})
PUBLISHED, IN_PART = "published", "in_part"
SAME, ROUNDED, POSSIBLE, LESS, MORE, DIFFERS = (
    "same",
    "rounded",
    "possible",
    "less",
    "more",
    "differs",
)
#: Verdicts that leave nothing to explain.
EXPLAINED = (SAME, ROUNDED, POSSIBLE)


class Checked(NamedTuple):
    """A line beside what it should be; `difference` is below zero where less came back.

    `certainty` says what the price rests on: its status, or `in_part` where the tariff was read in
    an official text and the rest was found again on public pages.
    """

    line: Line
    price: PatientPrice
    expected: Cents
    left: Cents
    difference: Cents
    verdict: str
    certainty: str
    causes: tuple[Cause, ...]
    above: Above | None
    rests_on: tuple[str, ...]


class Receipt(NamedTuple):
    """All lines of a receipt, their sums, and the verdict on these."""

    lines: tuple[Checked, ...]
    paid: Cents
    received: Cents
    expected: Cents
    left: Cents
    difference: Cents
    verdict: str


def check(book: TariffBook, patient: Patient, lines: Iterable[Line]) -> Receipt:
    """Every line of a receipt checked, and the receipt as a whole."""
    checked = tuple(check_line(book, patient, line) for line in lines)
    difference = sum(each.difference for each in checked)
    return Receipt(
        checked,
        paid=sum(each.line.paid for each in checked),
        received=sum(each.line.received for each in checked),
        expected=sum(each.expected for each in checked),
        left=sum(each.left for each in checked),
        difference=difference,
        verdict=verdict_on_all(checked, difference),
    )


def check_line(book: TariffBook, patient: Patient, line: Line) -> Checked:
    """What one line should give back, and what may explain another amount."""
    price = line_price(book, patient, line)
    expected = min(price.reimbursed, line.paid)
    found = verdict_on(price, line, expected)
    return Checked(
        line,
        price,
        expected,
        left=line.paid - expected,
        difference=line.received - expected,
        verdict=found,
        certainty=certainty_of(book, line, price),
        causes=() if found in EXPLAINED else tuple(causes(book, patient, line)),
        above=asked_above(book, patient, line),
        rests_on=tuple(readings(book, patient, line, price)),
    )


def verdict_on(price: PatientPrice, line: Line, expected: Cents) -> str:
    """Whether a line came back as expected; only an official amount tells too little or too much.

    While nobody knows the rule of a day, each of its possible amounts is one to expect.
    """
    if line.received == expected:
        return SAME
    if expected == price.reimbursed and agrees(line.received, expected, price.percent):
        return ROUNDED
    if line.received in {min(each, line.paid) for each in (price.least, price.most)}:
        return POSSIBLE
    return verdict_by(price.status, line.received - expected)


def verdict_by(status: str, difference: Cents) -> str:
    """How a difference is told from an amount that is so sure."""
    if status != OFFICIAL:
        return DIFFERS
    return LESS if difference < 0 else MORE


def verdict_on_all(lines: Iterable[Checked], difference: Cents) -> str:
    """The verdict on the sums: that of the lines where they agree on one that needs no words."""
    checked = tuple(lines)
    if not difference:
        return SAME
    verdicts = {line.verdict for line in checked} - {SAME}
    if verdicts <= set(EXPLAINED):
        return POSSIBLE if POSSIBLE in verdicts else ROUNDED
    return verdict_by(weakest(line.price.status for line in checked), difference)


def certainty_of(book: TariffBook, line: Line, price: PatientPrice) -> str:
    """What a price rests on."""
    official = status_of_fee(book, book.code(line.code, line.day), line.day) == OFFICIAL
    return IN_PART if official and price.status == PUBLISHED else price.status


def readings(book: TariffBook, patient: Patient, line: Line, price: PatientPrice) -> Iterator[str]:
    """The readings of ours that an expected amount rests on."""
    priced = PaidCode(line.code)
    found = list(rests_on(book, priced, line.day))
    if not price.binds:
        found += reduction_rests_on(book, priced, line.day)
    elif not patient.conventioned and is_palliative(book, line.code, line.day):
        found.append("palliative_full")
    elif not patient.conventioned and book.code(line.code, line.day).ceiling_code:
        found.append("bim_overrun_ceiling")
    ours = book.assumptions.keys() - ON_THE_WHOLE_PAGE
    return (notice for notice in dict.fromkeys(found) if notice in ours)


def line_from(
    texts: Mapping[str, str], book: TariffBook
) -> tuple[Line | None, tuple[InvalidAnswer, ...]]:
    """A line from what was typed; none while something is empty or won't do, and what that is."""
    refused: list[InvalidAnswer] = []
    read: dict[str, object] = {}
    for field in FIELDS:
        text = texts.get(field, "").strip()
        try:
            if text:
                read[field] = LINE_READERS[field](text)
        except InvalidAnswer as refusal:
            refused.append(refusal)
    if "day" in read and "code" in read:
        refused += refuse_unpriced(book, str(read["code"]), date.fromisoformat(texts["day"]))
    if refused or len(read) < len(FIELDS):
        return None, tuple(refused)
    return Line(**read), ()  # type: ignore[arg-type]


def refuse_unpriced(book: TariffBook, code: str, day: date) -> Iterable[InvalidAnswer]:
    """Why a code has no price that day: the day is beyond the tariffs, or the code is unknown."""
    if not book.first_day <= day <= book.last_start:
        yield InvalidAnswer(
            "day", given=day, reason="day", allowed=(book.first_day, book.last_start)
        )
        return
    try:
        patient_price(book, code, day, bim=False, conventioned=True)
    except TariffGap:
        yield InvalidAnswer("code", given=code, reason="unknown_code")


LINE_READERS: Mapping[str, Callable[[str], object]] = {
    "code": str,
    "day": partial(DAY.read, "day"),
    "paid": lambda text: cents(EUROS.read("paid", text)),
    "received": lambda text: cents(EUROS.read("received", text)),
}
