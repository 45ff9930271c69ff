"""When something breaks, a visitor reads what to do, and nothing about the inside."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import PROJECT, free_port, serving
from tests.browser.visiting import WAIT, Visit

INSIDE = re.compile(r"Traceback|\w+Error\b|\w\.py\b|estimator/|, line \d|broken at")
LOST = '[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])'
# The app with one fault: a fee that nobody asks for makes the page fail.
BROKEN = """
from estimator.web import estimate_page

whole = estimate_page.prospects

def broken(answers, *others):
    if answers.get("fee") == "66,66":
        raise RuntimeError(f"broken at {answers}")
    return whole(answers, *others)

estimate_page.prospects = broken

from app import app
"""


def test_what_fails_and_what_is_lost_tell_nothing_of_the_inside(page: Page, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(BROKEN)
    port = free_port()
    start = ["-m", "uvicorn", "broken:app", "--no-access-log", "--port", str(port)]
    path = {"PYTHONPATH": f"{tmp_path}:{PROJECT}"}
    with serving(start, port, tmp_path / "log", path) as server:
        visit = Visit(page, f"{server.address}?lang=fr")
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
