"""What a server's start changes for its whole process is taken back after each test."""

from collections.abc import Iterator

import pytest

from estimator.operations import health
from estimator.operations.health import Health
from estimator.server import lifespan
from tests.started import process_as_before


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    with process_as_before():
        yield


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Health:
    """A process that has just begun."""
    found = Health()
    monkeypatch.setattr(health, "HEALTH", found)
    monkeypatch.setattr(lifespan, "HEALTH", found)
    return found
