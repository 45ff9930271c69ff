"""A practice's website on another origin, and the estimator standing on it."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser.conftest import free_port, serving
from tests.browser.visiting import WAIT, Visit

PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Cabinet</title>'
    '<meta name="viewport" content="width=device-width">{head}</head>'
    '<body><button id="before">Avant</button>{body}<button id="after">Après</button></body></html>'
)
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
CONTENT = "document.querySelector('.stMainBlockContainer').getBoundingClientRect().height"


class Website:
    """A website whose one page can be written anew; on localhost, another site than 127.0.0.1."""

    def __init__(self) -> None:
        self.port = free_port()
        self.html = ""
        self.address = f"http://localhost:{self.port}/"

    def show(self, page: Page, body: str, head: str = "") -> None:
        """Puts something on the page, and a visitor before it."""
        self.html = PAGE.format(head=head, body=body)
        page.goto(self.address)


@contextmanager
def website() -> Iterator[Website]:
    """A website that runs."""
    site = Website()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(site.html.encode("utf-8", "replace"))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    server = ThreadingHTTPServer(("localhost", site.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def estimator(log: Path, **environment: str) -> Iterator[str]:
    """An estimator of its own, with its own configuration."""
    port = free_port()
    start = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with serving(start, port, log, environment) as server:
        yield server.address


def tag(address: str, attributes: str = "") -> str:
    """The tag by itself."""
    return f'<script async src="{address}embed.js" {attributes}></script>'


def linked(address: str) -> str:
    """The tag with its link before it."""
    return f'<a id="link" href="{address}?lang=fr">Combien ?</a>\n' + tag(address)


class Embed(Visit):
    """The estimator in a frame of somebody else's page."""

    def __init__(self, page: Page, number: int = 0) -> None:
        self.host = page
        self.element: Locator = page.locator("iframe").nth(number)
        self.element.scroll_into_view_if_needed()
        handle = self.element.element_handle()
        frame = handle.content_frame()
        assert frame
        self.frame: Frame = frame
        # What a visit asks of a page, a frame can answer.
        self.page = frame  # type: ignore[assignment]
        expect(frame.locator(".st-key-answer")).to_be_visible(timeout=WAIT)
        expect(frame.locator("svg.marks").first).to_be_visible(timeout=WAIT)
        self.settle()

    def settle(self) -> None:
        """Waits until the server is done and the page has drawn."""
        self.host.wait_for_timeout(150)
        expect(self.frame.locator(READY)).to_be_attached(timeout=WAIT)

    @property
    def height(self) -> float:
        """How tall the frame stands on the page."""
        return float(self.element.evaluate("it => it.getBoundingClientRect().height"))

    @property
    def content(self) -> float:
        """How tall what it shows is."""
        return float(self.frame.evaluate(CONTENT))

    def must_fit(self) -> None:
        """A second after its content last changed, the frame is as tall, to the pixel.

        A frame out of sight draws nothing, so it is brought into sight. On a machine that has more
        to do than it can, a second lasts longer.
        """
        within = max(1, os.getloadavg()[0] / (os.cpu_count() or 1))
        content, since = 0.0, time.monotonic()
        while not 0 <= self.height - content < 1:
            if content != self.content:
                content, since = self.content, time.monotonic()
            assert time.monotonic() - since < within, f"frame {self.height}, content {content}"
            self.element.evaluate("it => it.scrollIntoView({block: 'nearest'})")
            self.host.wait_for_timeout(50)
