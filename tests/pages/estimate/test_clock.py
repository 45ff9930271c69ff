"""A visit goes on whatever the clock does: over midnight, over New Year, backwards."""

from datetime import date

import pytest

from estimator.environment import clock
from tests.pages.asking import Asking
from tests.pages.reading import Reading

EVE, NEW_YEAR, BACK = date(2024, 12, 31), date(2025, 1, 1), date(2024, 3, 1)


def set_clock(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


@pytest.mark.parametrize("after", [NEW_YEAR, BACK, EVE])
def test_an_estimate_stays_what_it_was(monkeypatch: pytest.MonkeyPatch, after: date) -> None:
    set_clock(monkeypatch, EVE)
    asking = Asking().answer(conventioned="false", fee="43")
    before = asking.read
    set_clock(monkeypatch, after)
    asking.answer(fee="42").answer(fee="43")
    assert asking.widget("start").value == EVE
    assert asking.read == before


def test_who_comes_after_midnight_begins_with_the_new_day(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, EVE)
    Asking()
    set_clock(monkeypatch, NEW_YEAR)
    assert Asking().widget("start").value == NEW_YEAR


@pytest.mark.parametrize("page", ["check", "tariffs", "year", "method", "advisor"])
@pytest.mark.parametrize("after", [NEW_YEAR, BACK])
def test_the_other_pages_answer(monkeypatch: pytest.MonkeyPatch, page: str, after: date) -> None:
    set_clock(monkeypatch, EVE)
    reading = Reading(page)
    set_clock(monkeypatch, after)
    reading.app.run()
    assert not reading.app.exception
