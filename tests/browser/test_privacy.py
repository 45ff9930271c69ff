"""After a whole journey no answer is left in the address, on the server, or in the browser but for
the open tab."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server
from tests.browser.visiting import Visit

# Streamlit remembers that the theme follows the device, and the tab keeps the answers while it is
# open; nothing else stays in the browser.
THEME = "stActiveTheme-/-v2"
ANSWERED = "kine-answers"
KEPT = """
async () => ({
  local: Object.fromEntries(Object.entries(localStorage)),
  session: Object.fromEntries(Object.entries(sessionStorage)),
  databases: (await indexedDB.databases()).map((it) => it.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})
"""
# Answers as they were given, as words and as the engine's values.
ANSWERS = re.compile(
    r"43[.,]21|perinatal|grossesse|bevalling|\bm-1\b|pathology|2025-02-03|03/02/2025|conventioned|\bbim\b",
    re.I,
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own: in the other one earlier tests have left what pages may keep."""
    page = browser.new_page()
    yield page
    page.close()


def test_no_answer_is_kept_anywhere(page: Page, server: Server) -> None:
    visit = Visit(page, f"{server.address}?lang=fr")
    visit.fill("condition", "bevalling")
    visit.field("found").get_by_role("radio").first.check(force=True)
    visit.settle()
    visit.select("setting", visit.say("choice.setting.home"))
    visit.reply("conventioned", "false")
    visit.fill("fee", "43,21")
    visit.unfold(visit.say("questions.more"))
    visit.begin(date(2025, 2, 3))
    visit.reads("43,21")
    visit.fill("sessions", "-1")
    visit.fill("sessions", "9")
    visit.reply("bim", "true")
    visit.speak("de")

    assert page.url == f"{server.address}?lang=de"
    assert visit.asked_elsewhere(server.address) == []
    assert [url for url in visit.asked if ANSWERS.search(url)] == []
    kept = page.evaluate(KEPT)
    assert kept.pop("local").keys() <= {THEME}
    assert kept.pop("session").keys() == {ANSWERED}
    assert not any(kept.values()), kept
    assert page.context.cookies() == []
    visit.keeps("sessions=9")
    page.reload()
    visit.settle()
    visit.reads("9 Sitzungen", visit.answer)
    assert not ANSWERS.search(server.log.read_text())
