"""A file or the line is lost: the page tries again by itself, then says so and offers a button."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, Route, expect

from estimator.locales import words
from tests.browser.conftest import free_port, serving
from tests.browser.test_accessibility import axe_finds_nothing
from tests.browser.visiting import Visit

DRAWING = re.compile(r"/static/js/index\.[\w-]+\.js")
UPLOADER = re.compile(r"/static/js/FileUploader\.")
SCRIPT = re.compile(r"/page\.\w+\.js")
AFTER_A_WHILE = "document.getAnimations().forEach((it) => it.finish())"


class Refusing:
    """Refuses a file as a proxy does to one who asks too often, while a page is loaded for the
    first so many times."""

    def __init__(self, page: Page, file: re.Pattern[str], loads: int) -> None:
        self.left = loads
        self.refused = 0
        page.on("request", self.note)
        page.route(file, self)

    def note(self, request: Request) -> None:
        """Counts the loads of the page."""
        self.left -= request.is_navigation_request()

    def __call__(self, route: Route) -> None:
        if self.left >= 0:
            self.refused += 1
            route.fulfill(status=429)
        else:
            route.continue_()


def test_a_file_lost_once_is_asked_for_again_without_a_word(browser: Browser, address: str) -> None:
    page = browser.new_page()
    refusing = Refusing(page, DRAWING, 1)
    visit = Visit(page, f"{address}?lang=fr")
    expect(visit.answer.locator("strong")).to_be_visible()
    assert refusing.refused
    page.close()


def test_a_file_lost_again_is_told_with_a_way_on(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 800})
    Refusing(page, DRAWING, 2)
    page.goto(f"{address}?lang=nl")
    late = page.locator("#first .late")
    expect(late).to_be_visible()
    expect(late).to_contain_text(words("nl")("document.late"))
    axe_finds_nothing(page)
    late.get_by_role("link").click()
    expect(page.locator(".st-key-answer strong")).to_be_visible()
    page.close()


def test_where_the_script_that_would_tell_is_lost_the_style_sheet_does(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.route(SCRIPT, lambda route: route.abort())
    page.route(DRAWING, lambda route: route.abort())
    page.goto(f"{address}?lang=de")
    late = page.locator("#first .late")
    expect(late).not_to_be_visible()
    page.evaluate(AFTER_A_WHILE)
    expect(late.get_by_role("link")).to_have_text(words("de")("streamlit.again"))
    page.close()


def test_a_piece_of_a_later_page_that_is_lost_is_told(browser: Browser, address: str) -> None:
    page = browser.new_page()
    Visit(page, f"{address}?lang=en")
    Refusing(page, UPLOADER, 0)
    page.get_by_role("link", name=words("en")("advisor.title")).click()
    lost = page.locator("#lost")
    expect(lost).to_contain_text(words("en")("streamlit.broken"))
    axe_finds_nothing(page)
    lost.get_by_role("button").click()
    expect(page.locator(".stFileUploader")).to_be_visible()
    expect(lost).to_have_count(0)
    page.close()


def test_a_lost_connection_is_told_in_the_words_of_the_person(page: Page, tmp_path: Path) -> None:
    port = free_port()
    start = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with serving(start, port, tmp_path / "log") as server:
        visit = Visit(page, f"{server.address}?lang=nl", "nl")
        visit.fill("sessions", "7")
    say = words("nl")
    dialog = page.get_by_role("dialog", name=say("streamlit.lost"))
    expect(dialog.get_by_text(say("streamlit.lost_why"))).to_be_visible()
    expect(dialog.get_by_role("button", name=say("streamlit.again"))).to_be_visible()
    expect(dialog.get_by_text("streamlit run")).not_to_be_visible()
    axe_finds_nothing(page)
    with serving(start, port, tmp_path / "log"):
        expect(dialog).to_have_count(0)
        visit.reads("7 ", visit.answer)
