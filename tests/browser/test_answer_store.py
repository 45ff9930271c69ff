"""The answers of a visit stay in the storage of the tab: they come back after a reload and with
another server, and whatever else stands there does no harm."""

from datetime import date

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.hosting import Embed, tag, website
from tests.browser.visiting import WAIT, Visit

KEPT = "sessionStorage.getItem('kine-answers')"
KEEP = "(text) => sessionStorage.setItem('kine-answers', text)"
IS_KEPT = f"(text) => {KEPT} === text"
#: A browser that is told to keep nothing.
BLOCKED = """
Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});
"""


def answered(visit: Visit) -> str:
    """Answers of each kind, one of them folded away; what comes out."""
    visit.select("pathology", visit.say("choice.group.fa"))
    visit.select("setting", visit.say("choice.setting.home"))
    visit.reply("bim", "unknown")
    visit.reply("conventioned", "false")
    visit.fill("fee", "47,50")
    visit.unfold(visit.say("questions.more"))
    visit.begin(date(2025, 2, 3))
    visit.unfold(visit.say("questions.more"))
    visit.fill("sessions", "12")
    visit.reads(" 12 ", visit.answer)
    visit.keeps("sessions=12")
    return visit.answer.inner_text()


def says(visit: Visit, said: str) -> None:
    """Waits until the page says this amount again."""
    expect(visit.answer).to_have_text(said, use_inner_text=True, timeout=WAIT)
    visit.settle()


def errors_of(page: Page) -> list[str]:
    """What the page writes to the console as an error, from now on."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda fault: found.append(str(fault)))
    return found


def test_answers_outlive_a_reload_and_a_switch_of_language(page: Page, address: str) -> None:
    errors = errors_of(page)
    visit = Visit(page, f"{address}?lang=fr")
    said = answered(visit)
    page.reload()
    says(visit, said)
    expect(visit.field("fee").locator("input")).to_have_value("47,50")
    visit.unfold(visit.say("questions.more"))
    expect(visit.field("start").locator("input[type=date]")).to_have_value("2025-02-03")
    visit.speak("nl")
    visit.reads("Voor 12 zittingen", visit.answer)
    page.reload()
    visit.reads("Voor 12 zittingen", visit.answer)
    visit.speak("fr")
    says(visit, said)
    assert page.url == f"{address}?lang=fr"
    assert errors == []


def test_answers_are_there_after_another_page_and_gone_with_the_tab(
    page: Page, address: str
) -> None:
    visit = Visit(page, f"{address}?lang=fr")
    said = answered(visit)
    page.get_by_role("link", name=visit.say("method.title")).click()
    visit.reads(visit.say("method.title"), page.locator("h1"))
    page.reload()
    page.get_by_role("link", name=visit.say("page.title")).click()
    says(visit, said)
    other = Visit(page.context.new_page(), f"{address}?lang=fr")
    other.reads("Pour 18 séances", other.answer)
    assert other.page.evaluate(KEPT) is None


def test_an_opened_link_wins_and_outlives_a_reload(page: Page, address: str) -> None:
    visit = Visit(page, f"{address}?lang=fr")
    answered(visit)
    visit = Visit(page, f"{address}?lang=fr&pathology=heavy&sessions=7&bim=true")
    for _ in range(2):
        visit.reads("Pour 7 séances", visit.answer)
        visit.settle()
        expect(visit.field("fee")).to_have_count(0)
        assert page.url == f"{address}?lang=fr"
        visit.keeps("sessions=7")
        page.reload()


def keeps(page: Page, text: str) -> None:
    """Waits until the tab keeps a text, which it gets a moment after the answer stands there."""
    page.wait_for_function(IS_KEPT, arg=text, timeout=WAIT)


def test_questions_that_no_course_depends_on_come_back_too(page: Page, address: str) -> None:
    visit = Visit(page, f"{address}?lang=fr")
    kept = "version=1&biller=rest_home&sessions=20&maf_band=3&maf_counted=250"
    page.evaluate(KEEP, kept)
    page.reload()
    visit.reads("Pour 20 séances", visit.answer)
    visit.settle()
    visit.fill("sessions", "21")
    keeps(page, kept.replace("20", "21"))
    visit.unfold(visit.say("maf.heading"))
    expect(visit.field("maf_counted").locator("input")).to_have_value("250")


def test_what_a_practice_says_of_itself_is_not_kept(page: Page, address: str) -> None:
    visit = Visit(page, f"{address}?lang=fr&conventioned=false&fee=44&setting=home")
    visit.fill("sessions", "7")
    visit.reads("Pour 7 séances", visit.answer)
    keeps(page, "version=1&sessions=7")


@pytest.mark.parametrize(
    "nonsense",
    [
        "%%%\x00{[",
        "[" * 1500,
        "version=2&sessions=7",
        "version=1&pathology=x&sessions=-7&fee=zz&start=1&biller=9&maf_band=x&nothing=1&fixed_x=1",
        "version=1&bim=" + "9" * 100_000,
    ],
)
def test_nonsense_in_the_storage_is_harmless(page: Page, address: str, nonsense: str) -> None:
    errors = errors_of(page)
    visit = Visit(page, f"{address}?lang=fr")
    page.evaluate(KEEP, nonsense)
    page.reload()
    visit.reads("Pour 18 séances", visit.answer)
    visit.settle()
    visit.fill("sessions", "7")
    visit.reads("Pour 7 séances", visit.answer)
    keeps(page, "version=1&sessions=7")
    assert errors == []


@pytest.mark.parametrize("embedded", [False, True])
def test_a_browser_that_keeps_nothing_is_served_all_the_same(
    page: Page, address: str, embedded: bool
) -> None:
    page.add_init_script(BLOCKED)
    errors = errors_of(page)
    if embedded:
        with website() as site:
            site.show(page, tag(address))
            visit: Visit = Embed(page)
            visit.fill("sessions", "7")
    else:
        visit = Visit(page, f"{address}?lang=fr")
        visit.fill("sessions", "7")
    visit.reads("Pour 7 séances", visit.answer)
    assert errors == []


def test_the_browser_speaks_once_of_what_it_kept(page: Page, address: str) -> None:
    """Nothing is sent but the first request, each change, and after a reload what was kept."""
    sent: list[str | bytes] = []

    def note(frame: str | bytes) -> None:
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", note))
    visit = Visit(page, f"{address}?lang=fr")
    assert len(sent) == 1
    visit.fill("sessions", "7")
    visit.reads("Pour 7 séances", visit.answer)
    visit.settle()
    assert len(sent) == 2
    visit.keeps("sessions=7")
    page.reload()
    visit.reads("Pour 7 séances", visit.answer)
    visit.settle()
    assert len(sent) == 4
    visit.reply("bim", "true")
    assert len(sent) == 5
