"""Checks a reimbursement: what should come back for a line of a receipt, and why it may differ.

An amount that we computed ourselves may be wrong. We then report that two amounts differ, never
that somebody made a mistake.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from estimator.engine.receipts.counted import Line, Patient, PricedLine
from estimator.engine.receipts.nothing_back import nothing_back, third_party
from estimator.engine.receipts.paid_above import Above, paid_above
from estimator.engine.receipts.same_day import same_day
from estimator.engine.tariffs.prices import PatientPrice, is_palliative, patient_price

LINE_FIELDS = ("code", "day", "paid", "received")
#: Notices about the whole page, not about a line.
ON_THE_WHOLE_PAGE = frozenset({"edition_after_known"})
PUBLISHED, IN_PART = "published", "in_part"
SAME, ROUNDED, CENT, POSSIBLE = "same", "rounded", "cent", "possible"
THIRD_PARTY = "third_party"
LESS, MORE, DIFFERS = "less", "more", "differs"
#: Why a fee binds, where pages of INAMI or the convention say so.
ASKED_ABOUT = frozenset({"bim", "conventioned"})
#: Verdicts that leave nothing to explain; of several lines the last of these holds for the sum.
EXPLAINED = (SAME, THIRD_PARTY, ROUNDED, CENT, POSSIBLE)


class Checked(NamedTuple):
    """A line and what it should be, in cents; `difference` is below zero if less came back.
    Nothing is expected where the mutuality seems to have paid the kiné directly.

    `certainty` is the status of the price, or `in_part` if we read the tariff in an official text
    and found the rest on public pages.
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
    """All lines of a receipt, their sums in cents, and the verdict on the sums."""

    lines: tuple[Checked, ...]
    paid: Cents
    received: Cents
    expected: Cents
    left: Cents
    difference: Cents
    verdict: str

    @property
    def to_ask_about(self) -> tuple[Checked, ...]:
        """The lines with an amount above a fee that a rule sets."""
        return tuple(line for line in self.lines if line.above and line.above.rule in ASKED_ABOUT)


def check(book: TariffBook, patient: Patient, lines: Iterable[Line]) -> Receipt:
    """Checks every line of a receipt, and the receipt as a whole. Raises `TariffGap`."""
    every = tuple(lines)
    checked = tuple(
        check_line(book, patient, line, beside=on_the_day_of(place, every))
        for place, line in enumerate(every)
    )
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


def on_the_day_of(place: int, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The other lines of the day of one of them."""
    day = lines[place].day
    return tuple(line for n, line in enumerate(lines) if n != place and line.day == day)


def check_line(
    book: TariffBook, patient: Patient, line: Line, beside: tuple[Line, ...] = ()
) -> Checked:
    """What should come back for one line, and what may explain another amount."""
    of = PricedLine(book, patient, line, beside)
    verdict = verdict_on(of)
    expected = 0 if verdict == THIRD_PARTY else of.expected
    return Checked(
        line,
        of.price,
        expected,
        left=line.paid - expected,
        difference=line.received - expected,
        verdict=verdict,
        certainty=certainty_of(of),
        causes=() if verdict in EXPLAINED else tuple(possible_causes(of)),
        above=paid_above(of),
        rests_on=tuple(assumptions_of(of)),
    )


def possible_causes(of: PricedLine) -> Iterator[Cause]:
    """What may explain an amount: first what is nobody's mistake."""
    yield from same_day(of)
    if not of.line.received:
        yield from nothing_back(of)
    yield from causes(of)


def verdict_on(of: PricedLine) -> str:
    """Whether a line came back as expected; only for an official amount, whether less or more did.

    While nobody knows the rule of a day, each possible amount counts as expected.
    """
    line, price, expected = of.line, of.price, of.expected
    if line.received == expected:
        return SAME
    if third_party(of):
        return THIRD_PARTY
    if expected == price.reimbursed and of.agrees(expected, price.percent):
        return ROUNDED
    if line.received in {min(each, line.paid) for each in (price.least, price.most)}:
        return POSSIBLE
    if abs(line.received - expected) == 1:
        return CENT
    return verdict_by(price.status, line.received - expected)


def verdict_by(status: str, difference: Cents) -> str:
    """The verdict on a difference from an amount with this status."""
    if status != OFFICIAL:
        return DIFFERS
    return LESS if difference < 0 else MORE


def verdict_on_all(lines: Iterable[Checked], difference: Cents) -> str:
    """The verdict on the sums: that of the lines if they leave nothing to explain."""
    checked = tuple(lines)
    if not difference:
        return SAME
    verdicts = {line.verdict for line in checked}
    if verdicts <= set(EXPLAINED):
        return max(verdicts, key=EXPLAINED.index)
    return verdict_by(weakest(line.price.status for line in checked), difference)


def certainty_of(of: PricedLine) -> str:
    """What a price rests on."""
    official = status_of_fee(of.book, of.code, of.line.day) == OFFICIAL
    return IN_PART if official and of.price.status == PUBLISHED else of.price.status


def assumptions_of(of: PricedLine) -> Iterator[str]:
    """The assumptions of ours that an expected amount rests on."""
    book, paid, day = of.book, PaidCode(of.line.code), of.line.day
    found = list(rests_on(book, paid, day))
    if not of.price.binds:
        found += reduction_rests_on(book, paid, day)
    elif not of.patient.conventioned and is_palliative(book, paid.code, day):
        found.append("palliative_full")
    elif not of.patient.conventioned and of.code.ceiling_code:
        found.append("bim_overrun_ceiling")
    ours = book.assumptions.keys() - ON_THE_WHOLE_PAGE
    return (notice for notice in dict.fromkeys(found) if notice in ours)


def line_from(
    texts: Mapping[str, str], book: TariffBook
) -> tuple[Line | None, tuple[InvalidAnswer, ...]]:
    """A line from typed texts, and the refusals; None while a field is empty or refused."""
    refused: list[InvalidAnswer] = []
    read: dict[str, object] = {}
    for field in LINE_FIELDS:
        text = texts.get(field, "").strip()
        try:
            if text:
                read[field] = LINE_READERS[field](text)
        except InvalidAnswer as refusal:
            refused.append(refusal)
    if "day" in read and "code" in read:
        refused += refuse_unpriced(book, str(read["code"]), date.fromisoformat(texts["day"]))
    if refused or len(read) < len(LINE_FIELDS):
        return None, tuple(refused)
    return Line(**read), ()  # type: ignore[arg-type]


def refuse_unpriced(book: TariffBook, code: str, day: date) -> Iterable[InvalidAnswer]:
    """Why a code has no price that day: no tariff covers the day, or the code is unknown."""
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
