"""What stands on the page before Streamlit's scripts have drawn anything, and what they fetch."""

import pytest
from playwright.sync_api import Browser, Request, Route, expect

from estimator.locales import words
from tests.browser.conftest import Scheme
from tests.browser.test_accessibility import axe_finds_nothing
from tests.browser.visiting import Visit

FIRST = "#first section"
# Which of what lies in the document is on top, at points all over the window.
IN_SIGHT = """
() => [...new Set([...Array(100).keys()].map((n) => {
  const [x, y] = [n % 10, Math.floor(n / 10)].map((part) => (part + 0.5) / 10);
  return document.elementFromPoint(x * innerWidth, y * innerHeight).closest("body > *").id;
}))]
"""


def test_before_any_script_the_page_says_what_it_is_for(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}?lang=nl")
    say = words("nl")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("page.title"))
    expect(page.get_by_text(say("page.intro"))).to_be_visible()
    expect(page.locator(FIRST)).to_contain_text(say("document.situation"))
    amount = page.locator(FIRST).locator("strong").inner_text()
    page.close()
    page = browser.new_page()
    visit = Visit(page, f"{address}?lang=nl", "nl")
    expect(visit.answer.locator("strong")).to_have_text(amount)
    page.close()


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("fr", 320, "light"), ("de", 1280, "dark")]
)
def test_the_first_estimate_can_be_read_by_everybody(
    browser: Browser, address: str, language: str, *, width: int, scheme: Scheme
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto(f"{address}?lang={language}")
    # The page has tried once more by itself.
    expect(page.locator("#first.late .late")).to_be_visible()
    expect(page.locator(FIRST)).to_be_visible()
    axe_finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()


def test_what_was_cut_off_before_our_script_came_is_noticed(browser: Browser, address: str) -> None:
    page = browser.new_page()
    ours: list[Route] = []
    cut_off: list[Request] = []
    page.route("**/static/js/**", lambda route: route.abort())
    page.route("**/page.*.js", lambda route: ours.append(route))  # noqa: PLW0108
    page.on("requestfailed", lambda request: cut_off.append(request))  # noqa: PLW0108
    page.goto(f"{address}?lang=fr", wait_until="commit")
    for _ in range(2):  # it loads the page once more by itself
        while not (ours and cut_off):
            page.wait_for_timeout(100)
        page.wait_for_timeout(500)
        cut_off.clear()
        ours.pop().continue_()
    expect(page.locator("#first.late .late")).to_be_visible()
    page.close()


def test_the_first_estimate_stays_until_the_answer_is_there(browser: Browser, address: str) -> None:
    page = browser.new_page()
    held: list[Route] = []
    page.route("**/static/js/Html.*", lambda route: held.append(route))  # noqa: PLW0108
    page.goto(f"{address}?lang=fr")
    expect(page.locator(".stMain h1")).to_be_attached()
    expect(page.locator(FIRST)).to_be_visible()
    assert page.evaluate(IN_SIGHT) == ["first"]
    for route in held:
        route.continue_()
    expect(page.locator(".st-key-answer strong")).to_be_visible()
    expect(page.locator("#first")).to_have_count(0)
    page.close()


def test_what_draws_the_page_is_asked_for_after_the_first_words(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    Visit(page, f"{address}?lang=fr")
    expect(page.locator("#soon")).to_have_count(0)
    assert page.locator("head link[rel=modulepreload][href*=ArrowVegaLiteChart]").count()
    page.close()


def test_the_first_words_leave_when_the_page_is_there_and_no_font_is_fetched(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    visit = Visit(page, f"{address}?lang=fr")
    expect(page.locator("#first")).to_have_count(0)
    visit.unfold_all()
    assert "stylesheet" in asked
    assert "font" not in asked
    page.close()
