"""The API, mounted as in the server."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from estimator.api.server import MOUNT, mounted_api
from estimator.operations.settings import Settings

UNLIMITED = Settings(per_minute=10_000_000)


def mounted(settings: Settings = UNLIMITED) -> Starlette:
    return Starlette(routes=[mounted_api(settings)])


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(mounted(), base_url=f"http://testserver{MOUNT}") as found:
        yield found
