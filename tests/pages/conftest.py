"""The page on a fixed day."""

from datetime import date

import pytest

from estimator.environment import clock
from tests.pages.asking import Asking

TODAY = date(2025, 5, 5)


@pytest.fixture(autouse=True)
def _on_a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def asking() -> Asking:
    return Asking()
