"""When something breaks, a visitor reads what to do, and nothing about the inside."""

import re
from pathlib import Path

from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from estimator.locales import words
from tests.browser.conftest import PROJECT, Server, free_port, serving
from tests.browser.visiting import WAIT, Visit

INSIDE = re.compile(r"Traceback|\w+Error\b|\w\.py\b|estimator/|, line \d|broken at")
LOST = '[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])'
# The app with one fault: a fee that nobody asks for makes the page fail.
BROKEN = """
from estimator.pages.estimate import page as estimate_page

whole = estimate_page.both_kinds

def broken(answers, *others):
    if answers.get("fee") == "66,66":
        raise RuntimeError(f"broken at {answers}")
    return whole(answers, *others)

estimate_page.both_kinds = broken

from app import app
"""


def test_what_fails_and_what_is_lost_tell_nothing_of_the_inside(page: Page, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(BROKEN)
    port = free_port()
    start = ["-m", "uvicorn", "broken:app", "--no-access-log", "--port", str(port)]
    path = {"PYTHONPATH": f"{tmp_path}:{PROJECT}"}
    with serving(start, port, tmp_path / "log", path) as server:
        visit = Visit(page, f"{server.address}?lang=fr")
        visit.reply("conventioned", "false")
        visit.fill("fee", "66,66")
        expect(page.get_by_role("alert").first).to_be_visible(timeout=WAIT)
        assert not INSIDE.search(page.locator("body").inner_text())
        visit.fill("fee", "40")
        visit.reply("bim", "true")
        visit.reads("45,00 €", visit.answer)
    assert "66,66" not in server.log.read_text(), "an answer has reached the log"
    expect(page.locator(LOST)).to_be_attached(timeout=WAIT)
    expect(page.get_by_role("dialog")).to_be_visible(timeout=WAIT)
    assert not INSIDE.search(page.locator("body").inner_text())
    visit.reads("45,00 €", visit.answer)


# The app with a notice that can't be made.
NO_NOTICE = """
from estimator.pages.practice import papers

def broken(*_, **__):
    raise RuntimeError("broken at Cabinet X")

papers.notice_pdf = broken

from app import app
"""


def test_a_file_that_cannot_be_made_is_told_beside_its_button(page: Page, tmp_path: Path) -> None:
    (tmp_path / "without.py").write_text(NO_NOTICE)
    port = free_port()
    start = ["-m", "uvicorn", "without:app", "--no-access-log", "--port", str(port)]
    with serving(start, port, tmp_path / "log", {"PYTHONPATH": f"{tmp_path}:{PROJECT}"}) as server:
        for language in ("fr", "de"):
            say = words(language)
            page.goto(f"{server.address}practice?lang={language}")
            page.get_by_role("button", name=say("practice.notice.download")).click(timeout=WAIT)
            told = page.locator(".stDownloadButton", has_text=say("practice.notice.download"))
            expect(told.get_by_role("alert")).to_have_text(say("button.file_failed"), timeout=WAIT)
            expect(page.get_by_text("Failed to generate")).not_to_be_visible()
            assert not INSIDE.search(page.locator("body").inner_text())
        log = server.log.read_text()
    assert '"event": "button_failed"' in log
    assert "Cabinet X" not in log
    assert "Traceback" not in log


class Line:
    """What a browser and its server say to each other, cut off at will."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.held: list[bytes] | None = None
        page.route_web_socket(re.compile("/_stcore/stream"), self.connect)

    def connect(self, browser: WebSocketRoute) -> None:
        """A connection; a lost one is made anew."""
        self.browser = browser
        server = browser.connect_to_server()
        browser.on_message(server.send)
        server.on_message(self.hear)

    def hear(self, message: str | bytes) -> None:
        """Passes on what the server says, or holds it."""
        if self.held is None:
            self.browser.send(message)
        else:
            assert isinstance(message, bytes)
            self.held.append(message)

    def answers(self) -> int:
        """How many whole answers are held."""
        return sum(ForwardMsg.FromString(it).HasField("script_finished") for it in self.held or ())

    def wait_for(self, answers: int) -> None:
        """Until so many answers are held."""
        while self.answers() < answers:
            self.page.wait_for_timeout(20)


def test_an_answer_lost_with_the_line_is_shown_when_it_is_back(page: Page, server: Server) -> None:
    """Two changes on their way; the answer to one arrives, and the line breaks before the other."""
    line = Line(page)
    visit = Visit(page, f"{server.address}?lang=fr")
    visit.fill("sessions", "5")
    visit.reads("Pour 5 séances", visit.answer)
    line.held = []
    visit.fill("sessions", "7")
    line.wait_for(1)
    visit.fill("sessions", "9")
    line.wait_for(2)
    first = line.held[: len(line.held) // 2]
    line.held = None
    for message in first:
        line.browser.send(message)
    visit.reads("Pour 7 séances", visit.answer)
    line.browser.close(code=1011)
    visit.reads("Pour 9 séances", visit.answer)
    visit.reply("conventioned", "false")
    visit.fill("fee", "55")
    visit.reads("55,00 €")
    visit.reads("Pour 9 séances", visit.answer)
