"""What is told about the tariffs beside the estimates."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from estimator.engine.tariffs.history import changelog, events
from estimator.engine.tariffs.price_changes import ChangeKind
from tests.engine.cases import BOOK


def test_the_fees_of_2020_for_heavy_conditions() -> None:
    fees = [Decimal("45.00"), Decimal("37.50"), Decimal("25.00")]
    assert [old.fee for old in BOOK.old_fees] == fees


def test_events_stand_in_the_order_of_time() -> None:
    days = [event.first_day for event in events(BOOK)]
    assert days == sorted(days)
    assert len(days) == len(BOOK.old_fees) + len(BOOK.editions) + len(BOOK.reductions)


def test_the_changelog_tells_every_change_newest_first() -> None:
    told = {new.first_day: new for new in changelog(BOOK)}
    assert list(told) == sorted(told, reverse=True)
    assert told[date(2024, 1, 1)].changed is None
    kinds = {day: [change.kind for change in new.changed or ()] for day, new in told.items()}
    assert kinds[date(2024, 2, 1)] == [ChangeKind.FEE] * 144
    assert kinds[date(2024, 4, 1)] == [ChangeKind.REDUCTION]
    assert set(kinds[date(2025, 1, 1)]) == {ChangeKind.REDUCTION, ChangeKind.CONVENTION}
    assert kinds[date(2025, 2, 1)].count(ChangeKind.FEE) == 204


def test_the_changelog_names_texts_and_the_weakest_status() -> None:
    told = {new.first_day: new for new in changelog(BOOK)}
    assert told[date(2024, 4, 1)].status == "assumed"
    assert told[date(2024, 4, 1)].sources == ("axxon-668",)
    assert set(told[date(2025, 1, 1)].sources) == {"rtl-2024-11-28"}


def test_each_book_tells_its_own_fees() -> None:
    other = replace(BOOK, old_fees=BOOK.old_fees[:1])
    assert len(events(other)) == len(events(BOOK)) - 2
