"""What opens on request: it stays open over a change, by keys too, and its answers are kept."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port, serving
from tests.browser.visiting import WAIT, Visit

CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
PARTS = ("chart-figures", "who-pays-figures", "fee-asked-figures", "items", "sources")


@pytest.fixture
def visit(page: Page, address: str) -> Visit:
    page.set_viewport_size({"width": 375, "height": 800})
    return Visit(page, f"{address}?lang=fr")


def test_a_part_stays_open_over_changes_until_it_is_closed(visit: Visit) -> None:
    for part in map(visit.part, PARTS):
        expect(part).not_to_have_attribute("open", "")
        part.locator("summary").focus()
        visit.page.keyboard.press("Enter")
    for sessions in ("12", "13"):
        visit.fill("sessions", sessions)
        for part in map(visit.part, PARTS):
            expect(part).to_have_attribute("open", "")
    for part in map(visit.part, PARTS):
        part.locator("summary").click()
    visit.fill("sessions", "14")
    for part in map(visit.part, PARTS):
        expect(part).not_to_have_attribute("open", "")


# Presses the part's head, and has it drawn anew, as the server tells it, before anything happens.
# It is looked up and pressed in one go: a part that was found before may have been replaced since.
PRESSED_AND_DRAWN_ANEW = """
() => {
  const head = document.querySelector("details#sources > summary");
  const piece = head.closest(".stHtml");
  const told = piece.innerHTML.replaceAll(' open=""', "");
  head.click();
  piece.innerHTML = told;
}
"""


def test_what_is_pressed_while_it_is_drawn_anew_opens_and_closes(visit: Visit) -> None:
    for opened in (True, False):
        expect(visit.part("sources")).to_be_attached()
        visit.page.evaluate(PRESSED_AND_DRAWN_ANEW)
        visit.fill("sessions", "12" if opened else "13")
        assert visit.part("sources").evaluate("(part) => part.open") == opened


def test_the_others_stay_closed(visit: Visit) -> None:
    visit.part("items").locator("summary").click()
    visit.fill("sessions", "12")
    assert visit.page.locator(".stHtml details[open]").count() == 1


def test_a_part_stays_open_in_another_language(visit: Visit) -> None:
    visit.part("items").locator("summary").click()
    visit.speak("nl")
    expect(visit.part("items")).to_have_attribute("open", "")
    visit.reads(visit.say("items.caption"), visit.part("items"))


def test_answers_given_in_a_fold_count_when_it_is_closed_again(visit: Visit) -> None:
    visit.unfold(visit.say("questions.more"))
    visit.begin(date(2024, 6, 3))
    visit.reply("intake", "false")
    visit.unfold(visit.say("questions.more"))
    visit.fill("sessions", "10")
    visit.reads("Tarif depuis le 1er février 2024", visit.part("items"))
    visit.unfold(visit.say("questions.more"))
    entry = visit.field("start").locator("input[type=date]")
    expect(entry).to_have_value("2024-06-03")


def test_a_fold_stays_open_while_its_questions_are_answered(visit: Visit) -> None:
    visit.unfold(visit.say("maf.heading"))
    visit.fill("maf_counted", "700")
    visit.reads("dépasse le plafond", visit.field("maf"))
    expect(visit.field("maf_counted")).to_be_visible()


def test_answers_given_in_a_fold_outlive_the_server(page: Page, tmp_path: Path) -> None:
    """Whether the fold is open or closed when the server is lost."""
    port = free_port()
    start = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with serving(start, port, tmp_path / "log") as server:
        visits = [Visit(it, f"{server.address}?lang=fr") for it in (page, page.context.new_page())]
        for visit in visits:
            visit.unfold(visit.say("questions.more"))
            visit.begin(date(2024, 6, 3))
        visit.unfold(visit.say("questions.more"))
        for visit in visits:
            visit.fill("sessions", "10")
            visit.reads("Tarif depuis le 1er février 2024", visit.part("items"))
    with serving(start, port, tmp_path / "log"):
        for visit in visits:
            goes_on(visit)


def goes_on(visit: Visit) -> None:
    """Further answers count, and those given before still do."""
    expect(visit.page.locator(CONNECTED)).to_be_attached(timeout=WAIT)
    visit.settle()
    for sessions in ("12", "13"):
        visit.fill("sessions", sessions)
        visit.reads(f"Pour {sessions} séances", visit.answer)
    visit.reads("Tarif depuis le 1er février 2024", visit.part("items"))
