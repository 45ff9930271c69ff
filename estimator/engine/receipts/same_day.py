"""Several sessions in one amount, or several lines of one day."""

from collections.abc import Iterator
from dataclasses import replace

from estimator.engine.model.case import Service
from estimator.engine.model.money import Cents
from estimator.engine.receipts.causes import Cause, Trial, fitting
from estimator.engine.receipts.counted import PricedLine
from estimator.engine.tariffs.prices import EXTRAS

#: More sessions than that stand on no receipt.
MOST_SESSIONS = 60


def several_sessions(total: Cents, each: Cents) -> int | None:
    """How many sessions of an amount make a total, if more than one does."""
    times, rest = divmod(total, each) if each else (0, 0)
    return times if not rest and 1 < times <= MOST_SESSIONS else None


def same_day(of: PricedLine) -> Iterator[Cause]:
    """What other sessions may explain of the amount received, in the order of reading."""
    if times := several_sessions(of.line.received, of.price.reimbursed):
        yield Cause("several_sessions", {"n": times})
    if not of.beside:
        return
    if received_together(of):
        yield Cause("together", {})
    if is_session(of) and any(is_session(other) for other in others(of)):
        yield from fitting(of, as_second_session(of))
        if not of.line.received and of.code.service != Service.SECOND_SESSION:
            yield Cause("one_a_day", {})


def others(of: PricedLine) -> Iterator[PricedLine]:
    """The other lines of the day."""
    return (replace(of, line=line, beside=()) for line in of.beside)


def received_together(of: PricedLine) -> bool:
    """Whether the lines of the day come back as expected, taken together."""
    lines = [of, *others(of)]
    return sum(it.expected - it.line.received for it in lines) == 0


def is_session(of: PricedLine) -> bool:
    """Whether a line is a session, not what is billed beside one."""
    return of.code.service not in EXTRAS


def as_second_session(of: PricedLine) -> Iterator[Trial]:
    """The line was counted as the second session of the day, which has codes of its own."""
    nomenclature = of.book.nomenclature(of.line.day)
    for group in (of.code.group, "second_daily_session"):
        for code in nomenclature.serving(of.code.setting, group, Service.SECOND_SESSION):
            yield Cause("second_session", {"code": code.code}), of.counted._replace(code=code.code)
