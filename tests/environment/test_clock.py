"""Today is a day in Belgium, whatever time the server keeps."""

from datetime import UTC, date, datetime, tzinfo

import pytest

from estimator.environment import clock


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2025, 6, 30, 22, 0, tzinfo=UTC), date(2025, 7, 1)),
    ],
)
def test_midnight_is_belgiums(monkeypatch: pytest.MonkeyPatch, now: datetime, day: date) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Stopped":
            return cls.fromtimestamp(now.timestamp(), tz)

    monkeypatch.setattr(clock, "datetime", Stopped)
    assert clock.today() == day
