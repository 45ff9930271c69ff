"""Checks a reimbursement: what a line of a receipt should give back, and where not, why.

A cause is found by trying it: the line is priced once more, by the same rules, as if one usual
mistake had been made. A cause fits only if it gives the amount received to the cent.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from estimator.engine.answers import read_day, read_euros
from estimator.engine.case import bound
from estimator.engine.causes import Cause, causes
from estimator.engine.errors import InvalidAnswer, TariffGap
from estimator.engine.grounds import reduction_rests_on, rests_on
from estimator.engine.money import Cents, cents
from estimator.engine.schedules import Line as Priced
from estimator.engine.tariffs import TariffBook
from estimator.engine.unit_prices import unit_price
from estimator.engine.ways import Line, Patient, Way, expected_way, gives_back, is_palliative

FIELDS = ("code", "day", "paid", "received")
#: Told for the whole page, not for a line.
SAID_ELSEWHERE = frozenset({"edition_after_known"})


class Checked(NamedTuple):
    """A line beside what it should be; `difference` is below zero where too little came back.

    `above` is what was asked over the official fee by a kiné whom official fees bind.
    """

    line: Line
    expected: Cents
    left: Cents
    difference: Cents
    causes: tuple[Cause, ...]
    above: Cents
    above_is: str
    rests_on: tuple[str, ...]


class Receipt(NamedTuple):
    """All lines of a receipt, and their sums."""

    lines: tuple[Checked, ...]
    paid: Cents
    received: Cents
    expected: Cents
    left: Cents
    difference: Cents


def check(book: TariffBook, patient: Patient, lines: Iterable[Line]) -> Receipt:
    """Every line of a receipt checked, and the receipt as a whole."""
    checked = tuple(check_line(book, patient, line) for line in lines)
    return Receipt(
        checked,
        paid=sum(each.line.paid for each in checked),
        received=sum(each.line.received for each in checked),
        expected=sum(each.expected for each in checked),
        left=sum(each.left for each in checked),
        difference=sum(each.difference for each in checked),
    )


def check_line(book: TariffBook, patient: Patient, line: Line) -> Checked:
    """What one line should give back, and the causes that explain another amount."""
    way = expected_way(book, patient, line)
    expected = gives_back(book, way, line.paid)
    above = asked_above(book, patient, line)
    return Checked(
        line,
        expected,
        left=line.paid - expected,
        difference=line.received - expected,
        causes=() if line.received == expected else tuple(causes(book, patient, line)),
        above=above,
        above_is=kind_of_above(book, patient, line, above),
        rests_on=tuple(readings(book, line, way)),
    )


def asked_above(book: TariffBook, patient: Patient, line: Line) -> Cents:
    """What was asked over the fee that binds the kiné; nothing where the fee is free."""
    binding = bound(patient.conventioned, patient.bim, is_palliative(book, line))
    fee = unit_price(book, line.code, line.day, bim=patient.bim).bound_fee
    return max(line.paid - fee, 0) if binding else 0


def kind_of_above(book: TariffBook, patient: Patient, line: Line, above: Cents) -> str:
    """What such an amount may be: the travel indemnity, a surcharge, or too much."""
    if not above:
        return ""
    code = book.code(line.code, line.day)
    travel = book.travel_code_of.get(code.group)
    if code.setting == "home" and travel:
        price = unit_price(book, travel, line.day, bim=patient.bim)
        if price.official_fee == above:
            return "travel"
    return "surcharge" if patient.conventioned else "bound"


def readings(book: TariffBook, line: Line, way: Way) -> Iterable[str]:
    """The readings of ours that an expected amount rests on."""
    priced = Priced(line.code)
    found = list(rests_on(book, priced, line.day))
    found += reduction_rests_on(book, priced, line.day) if way.percent else []
    ours = book.assumptions.keys() - SAID_ELSEWHERE
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
                read[field] = READERS[field](text)
        except InvalidAnswer as refusal:
            refused.append(refusal)
    if "day" in read and "code" in read:
        refused += unpriced(book, str(read["code"]), date.fromisoformat(texts["day"]))
    if refused or len(read) < len(FIELDS):
        return None, tuple(refused)
    return Line(**read), ()  # type: ignore[arg-type]


def unpriced(book: TariffBook, code: str, day: date) -> Iterable[InvalidAnswer]:
    """Why a code has no price that day: the day is beyond the tariffs, or the code is unknown."""
    if not book.first_day <= day <= book.last_start:
        yield InvalidAnswer(
            "day", given=day, reason="day", allowed=(book.first_day, book.last_start)
        )
        return
    try:
        unit_price(book, code, day, bim=False)
    except TariffGap:
        yield InvalidAnswer("code", given=code, reason="unknown_code")


READERS: Mapping[str, Callable[[str], object]] = {
    "code": str,
    "day": partial(read_day, "day"),
    "paid": lambda text: cents(read_euros("paid", text)),
    "received": lambda text: cents(read_euros("received", text)),
}
