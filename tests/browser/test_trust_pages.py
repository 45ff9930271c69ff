"""Check a reimbursement, read the tariffs and the method: in a real browser, in two languages."""

import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from estimator.locales import words
from tests.browser.conftest import Scheme, Tabs
from tests.browser.test_accessibility import axe_finds_nothing, axe_finds_nothing_in
from tests.browser.visiting import OVERFLOW, QUIET, WAIT, choose_from_list, euros

PAGES = ["check", "tariffs", "year", "method"]
LOOKS: tuple[tuple[int, Scheme], ...] = ((1280, "light"), (320, "dark"))
#: Folds within folds, all at once.
UNFOLD = "document.querySelectorAll('.stHtml details').forEach((it) => { it.open = true; })"


class Reading:
    """One of the pages, as a person finds it."""

    def __init__(self, page: Page, address: str, name: str, language: str) -> None:
        self.page = page
        self.say = words(language)
        page.goto(f"{address}{name}?lang={language}")
        expect(page.locator("h1")).to_have_text(self.say(f"{name}.title"), timeout=WAIT)
        self.settle()

    def settle(self) -> None:
        self.page.evaluate(QUIET)

    def fill(self, key: str, text: str) -> None:
        entry = self.page.locator(f".st-key-{key} input")
        entry.fill(text)
        entry.press("Enter")
        self.settle()

    def begin(self, key: str, day: date) -> None:
        """Types a day, part by part: day, month, year."""
        field = self.page.locator(f".st-key-{key}")
        field.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(f"{day:%d%m%Y}")
        expect(field.locator("input[type=date]")).to_have_value(day.isoformat())
        self.page.keyboard.press("Tab")
        self.settle()

    def choose(self, key: str, value: str) -> None:
        words_of = self.say(f"choice.yes_no.{value}")
        self.page.locator(f".st-key-{key}").get_by_text(words_of, exact=True).click()
        self.settle()

    def pick(self, key: str, code: str) -> None:
        """Chooses a code from a list."""
        wanted = self.page.get_by_role("option", name=re.compile(f"^{code}"))
        choose_from_list(self.page.locator(f".st-key-{key}"), wanted)
        self.settle()

    def reads(self, sentence: str) -> None:
        pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        expect(self.page.locator(".stMain")).to_contain_text(pattern, timeout=WAIT)


@pytest.fixture
def window(tabs: Tabs) -> Page:
    return tabs.open(375)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_receipt_is_checked(window: Page, address: str, language: str) -> None:
    reading = Reading(window, address, "check", language)
    reading.reads(reading.say("check.waiting"))
    reading.begin("check_day_1", date(2025, 6, 2))
    reading.choose("check_conventioned", "false")
    reading.fill("check_code_1", "dos" if language == "fr" else "rug")
    which = window.locator(".st-key-check_which_1").get_by_role("combobox")
    expect(which).to_have_value("", timeout=WAIT)
    reading.pick("check_which_1", "567011")
    expect(which).to_have_value(re.compile("^567011"), timeout=WAIT)
    reading.fill("check_paid_1", "40")
    reading.fill("check_received_1", "16")
    reading.reads(euros(language, Decimal("2.42")))
    reading.reads(euros(language, Decimal("18.42")))
    reading.reads(reading.say("check.unexplained"))
    reading.fill("check_received_1", "24,55")
    reading.reads(reading.say("check.cause.counted_conventioned"))
    reading.fill("check_code_1", "123456")
    expect(window.get_by_role("alert").filter(has_text="123456")).to_be_visible(timeout=WAIT)
    axe_finds_nothing(window)
    reading.fill("check_code_1", "560011")
    window.get_by_role("button", name=reading.say("check.add")).click()
    reading.settle()
    reading.reads(reading.say("check.line", number=2))
    expect(window.locator(".st-key-check_line_2 h3")).to_be_focused()
    axe_finds_nothing(window)
    assert window.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize(("language", "asked"), [("fr", "rug"), ("fr", "Rücken"), ("nl", "dos")])
def test_everyday_words_lead_to_the_current_codes(
    window: Page, address: str, language: str, asked: str
) -> None:
    reading = Reading(window, address, "tariffs", language)
    reading.fill("tariffs_search", asked)
    found = window.get_by_role("rowheader", name=re.compile("^560011 "))
    expect(found).to_be_visible(timeout=WAIT)
    expect(window.get_by_role("rowheader", name=re.compile("^560652 "))).to_have_count(0)


@pytest.mark.parametrize(("name", "language"), [*zip(PAGES, ("fr", "nl", "fr", "de"), strict=True)])
def test_axe_finds_nothing_and_nothing_is_too_wide(
    window: Page, address: str, name: str, language: str
) -> None:
    reading = Reading(window, address, name, language)
    for folded in window.locator(".stExpander summary").all():
        folded.click()
    window.evaluate(UNFOLD)
    reading.settle()
    axe_finds_nothing_in(window, LOOKS)
    expect(window.locator("html")).to_have_attribute("lang", language)


def test_the_links_lead_from_page_to_page_in_one_language(window: Page, address: str) -> None:
    say = words("nl")
    window.goto(f"{address}?lang=nl")
    for name in [*PAGES, "advisor", "practice"]:
        window.locator(f'.st-key-pages a[href*="{name}"]').click()
        expect(window.locator("h1")).to_have_text(say(f"{name}.title"), timeout=WAIT)
    expect(window.get_by_role("alert")).to_have_count(0)


def test_the_estimate_in_a_frame_has_no_way_to_them(window: Page, address: str) -> None:
    window.goto(f"{address}?lang=fr&embed=true")
    expect(window.locator(".st-key-answer")).to_be_visible(timeout=WAIT)
    expect(window.locator(".st-key-pages")).to_have_count(0)
