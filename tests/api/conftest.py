"""The API, mounted as in the server."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from estimator.api.server import MOUNT, api_routes
from estimator.operations.settings import Settings

UNLIMITED = Settings(per_minute=10_000_000)


def mounted(settings: Settings = UNLIMITED) -> Starlette:
    return Starlette(routes=api_routes(settings))


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(mounted(), base_url=f"http://testserver{MOUNT}") as found:
        yield found
