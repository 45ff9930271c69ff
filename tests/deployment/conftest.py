"""nginx before two workers, started once; a test that stops a worker starts it again."""

from collections.abc import Iterator

import pytest

from tests.deployment.workers import Front, two_workers


@pytest.fixture(scope="package")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Two workers behind nginx."""
    with two_workers(tmp_path_factory.mktemp("front")) as found:
        yield found
