"""Estimates are counted by page and language, and shown to those who run the server."""

import pytest

from estimator.operations.counters import Counted, may_read
from estimator.operations.settings import read


def test_what_prometheus_reads() -> None:
    counted = Counted("things_total", "Things.")
    counted.add("check", "nl")
    counted.add("api", "fr", 20)
    counted.add("check", "nl")
    assert counted.text().splitlines() == [
        "# HELP things_total Things.",
        "# TYPE things_total counter",
        'things_total{page="api",language="fr"} 20',
        'things_total{page="check",language="nl"} 2',
    ]


@pytest.mark.parametrize(
    ("listed", "address", "welcome"),
    [
        (None, "127.0.0.1", True),
        (None, "::1", True),
        (None, "::ffff:127.0.0.1", True),
        (None, "10.0.0.7", False),
        ("10.0.0.0/8, 192.0.2.7", "10.0.0.7", True),
        ("10.0.0.0/8, 192.0.2.7", "192.0.2.7", True),
        ("10.0.0.0/8, 192.0.2.7", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        (None, "testclient", False),
        (None, None, False),
    ],
)
def test_who_may_read_them(listed: str | None, address: str | None, welcome: bool) -> None:
    environment = {} if listed is None else {"KINE_METRICS_FROM": listed}
    assert may_read(address, read(environment).metrics_from) is welcome
