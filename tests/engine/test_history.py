"""What is told about the tariffs beside the estimates."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from estimator.engine.alike import ChangedAlike, changed_alike
from estimator.engine.differences import Change
from estimator.engine.history import changelog, events
from tests.engine.cases import BOOK


def test_the_fees_of_2020_for_heavy_conditions() -> None:
    fees = [Decimal("45.00"), Decimal("37.50"), Decimal("25.00")]
    assert [old.fee for old in BOOK.old_fees] == fees


def test_events_stand_in_the_order_of_time() -> None:
    days = [event.first_day for event in events(BOOK)]
    assert days == sorted(days)
    assert len(days) == len(BOOK.old_fees) + len(BOOK.editions) + len(BOOK.reductions)


def test_the_changelog_counts_the_fees_changed_newest_first() -> None:
    told = [(new.edition.first_day, new.changed) for new in changelog(BOOK)]
    newest = (date(2025, 2, 1), 204)
    assert told == [newest, (date(2024, 2, 1), 144), (date(2024, 1, 1), None)]


def test_each_book_tells_its_own_fees() -> None:
    other = replace(BOOK, old_fees=BOOK.old_fees[:1])
    assert len(events(other)) == len(events(BOOK)) - 2


def test_codes_that_change_alike_stand_together() -> None:
    changes = [
        Change("1", "session", 100, 110),
        Change("2", "session", 100, 110),
        Change("3", "report", 100, 110),
        Change("4", "session", None, 110),
        Change("5", "session", 100, None),
    ]
    alike = changed_alike(changes)
    assert alike[0] == ChangedAlike("session", ("1", "2"), 100, 110)
    assert [each.codes for each in alike] == [("1", "2"), ("3",), ("4",), ("5",)]
    assert [each.difference for each in alike] == [10, 10, None, None]
