"""The app on a free port, and Debian's Chromium to look at it. Nothing is skipped: no browser,
no pass."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.visiting import WAIT

expect.set_options(timeout=WAIT)
PROJECT = Path(__file__).parents[2]
#: Seconds that a server may take to start or to end on a busy machine.
PATIENCE = 120
Scheme = Literal["light", "dark"]
#: Without a window's trimmings it takes a third of the processor.
BROWSERS = ("chromium-headless-shell", "chromium")
#: Third-party cookies are blocked, as most browsers will. The tabs of a site share a process: what
#: it has compiled for one page serves the next, so that a visit takes half of the processor.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--process-per-site",
    "--test-third-party-cookie-phaseout",
)


class Server(NamedTuple):
    """Where the app answers, and what it has written."""

    address: str
    log: Path


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert chromium, "these tests need Chromium (apt-get install chromium-headless-shell)"
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*ARGUMENTS]}


@pytest.fixture(scope="session")
def browser_window(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all tests; a tab that stays open keeps the process of the site."""
    context = browser.new_context(locale="fr-BE")
    first = context.new_page()
    first.route("**", lambda route: route.fulfill(body=""))
    first.goto("http://127.0.0.1/")
    yield context
    context.close()


class Tabs:
    """The tabs that a test opens."""

    def __init__(self, window: BrowserContext) -> None:
        self.window = window

    def open(
        self,
        width: int = 1280,
        height: int = 800,
        *,
        scheme: Scheme = "light",
        still: bool = False,
    ) -> Page:
        """A tab of a size; `still` for those who asked for less motion."""
        page = self.window.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce" if still else None)
        return page


@pytest.fixture
def tabs(browser_window: BrowserContext) -> Iterator[Tabs]:
    """Opens tabs; they are closed after the test, whoever has opened them."""
    yield Tabs(browser_window)
    for page in browser_window.pages[1:]:
        page.close()


@pytest.fixture
def page(tabs: Tabs) -> Page:
    """A tab for a test that needs no more."""
    return tabs.open()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, started the way the README says."""
    log = tmp_path_factory.mktemp("server") / "log"
    port = free_port()
    start = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with serving(start, port, log) as started:
        yield started


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    """Where the app answers."""
    return server.address


@contextmanager
def serving(
    start: list[str], port: int, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server for as long as it is needed, its output in a file."""
    with log.open("w") as out:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *start],
            cwd=PROJECT,
            stdout=out,
            stderr=out,
            env={**os.environ, **(environment or {})},
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield Server(f"http://127.0.0.1:{port}/", log)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Returns when the server answers; fails with its log when it doesn't."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(health, timeout=1):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"the app did not start:\n{log.read_text()}")
