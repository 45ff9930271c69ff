"""A practice's website."""

from collections.abc import Iterator

import pytest

from tests.browser.hosting import Website, website


@pytest.fixture(scope="package")
def site() -> Iterator[Website]:
    with website() as running:
        yield running
