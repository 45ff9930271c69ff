"""nginx before two workers, started once for the tests that leave them alive."""

from collections.abc import Iterator

import pytest

from tests.deployment.workers import Front, Worker, nginx, running


@pytest.fixture(scope="package")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Two workers behind nginx."""
    folder = tmp_path_factory.mktemp("front")
    workers = [Worker(folder / f"worker-{number}.log") for number in (1, 2)]
    with running(*workers), nginx(folder / "nginx", workers) as found:
        yield found
