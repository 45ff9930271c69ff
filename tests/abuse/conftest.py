"""The server as it is started, and a visitor who wants nothing but an answer."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.browser.conftest import Server, free_port, serving

HOST = "kine.example.be"


@pytest.fixture(scope="package")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all attacks: it must survive each of them."""
    log = tmp_path_factory.mktemp("attacked") / "log"
    port = free_port()
    start = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with serving(start, port, log, {"KINE_HOSTS": HOST}) as started:
        yield started
    told = log.read_text()
    assert '"level": "error"' not in told
    assert "Traceback" not in told


@pytest.fixture(scope="package")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One that nobody has told its names."""
    port = free_port()
    start = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    log = tmp_path_factory.mktemp("nameless") / "log"
    with serving(start, port, log, {"KINE_HOSTS": ""}) as started:
        yield started


def in_a_loop(work: Callable[[], Awaitable[Any]]) -> Any:
    """Runs a coroutine in a thread of its own: browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()  # type: ignore[arg-type]
