"""The year in a real browser: a course from the estimate with one press, changed, there after a
reload, on a phone and on a dark desk."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import axe_finds_nothing_in
from tests.browser.test_trust_pages import LOOKS
from tests.browser.visiting import WAIT, Visit

KEPT = "sessionStorage.getItem('kine-year')"


def test_a_course_is_added_from_the_estimate_and_outlives_a_reload(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    visit = Visit(page, f"{address}?lang=fr")
    visit.fill("sessions", "12")
    for number in (1, 2):
        page.get_by_role("button", name=visit.say("year.offer.add")).click()
        expect(page.locator("h1")).to_have_text(visit.say("year.title"), timeout=WAIT)
        visit.reads("12 séances", page.locator(".stMain"))
        if number == 1:
            page.locator(".st-key-pages").get_by_role("link", name=visit.say("page.title")).click()
            expect(page.locator("h1")).to_have_text(visit.say("page.title"), timeout=WAIT)
            visit.reads("Pour 12 séances", visit.answer)
            visit.settle()
    visit.reads("Pour ces 2 traitements ensemble", visit.answer)
    page.get_by_role("button", name=visit.say("year.change", number=2)).click()
    visit.settle()
    sessions = page.locator('[class*="st-key-year_"][class*="_sessions"] input').first
    sessions.fill("6")
    sessions.press("Enter")
    visit.settle()
    said = visit.answer.inner_text()
    visit.keeps('"6"', "kine-year")
    for name in ("household", "if"):
        page.locator(".stExpander summary").filter(has_text=visit.say(f"year.{name}")).click()
        visit.settle()
    visit.unfold_all()
    axe_finds_nothing_in(page, LOOKS)
    page.reload()
    expect(visit.answer).to_have_text(said, use_inner_text=True, timeout=WAIT)
    visit.reads("6 séances", page.locator(".stMain"))
    assert "pathology" not in page.url
    page.wait_for_function(f"() => {KEPT}?.includes('current')", timeout=WAIT)
