"""A person at the page in a real browser."""

import re

from playwright.sync_api import Page, expect

READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
WAIT = 20_000
TRIES = 5
SPACES = re.compile(r"\s+")


class Visit:
    """One visit: choices by their words, fields by their question, as a person finds them."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        expect(page.locator(".st-key-answer")).to_be_visible(timeout=WAIT)
        self.settle()

    def choose(self, field: str, option: str) -> None:
        """Chooses one of the options that stand side by side, or of a list of radio buttons."""
        place = self.page.locator(f".st-key-{field}")
        place.get_by_text(option, exact=True).click()
        self.settle()

    def select(self, field: str, option: str) -> None:
        """Opens a drop-down list and chooses from it; a list closes when the page still moves."""
        box = self.page.locator(f".st-key-{field} [role=combobox]")
        wanted = self.page.get_by_role("option", name=option, exact=True)
        box.scroll_into_view_if_needed()
        for _ in range(TRIES):
            box.click()
            self.page.wait_for_timeout(300)
            if wanted.is_visible():
                break
        wanted.click()
        self.settle()

    def fill(self, field: str, text: str) -> None:
        """Types into a field and leaves it."""
        entry = self.page.locator(f".st-key-{field} input")
        entry.fill(text)
        entry.press("Enter")
        self.settle()

    def unfold(self, words: str) -> None:
        """Opens a folded part."""
        self.page.locator("summary").filter(has_text=words).click()

    def reads(self, sentence: str) -> None:
        """Waits until the page says something; spaces of every kind count as one."""
        pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        expect(self.page.locator(".stMain")).to_contain_text(pattern, timeout=WAIT)

    def settle(self) -> None:
        """Waits until the server is done and the page has drawn."""
        self.page.wait_for_timeout(150)
        expect(self.page.locator(READY)).to_be_attached(timeout=WAIT)

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        main = "(e => e.scrollWidth - e.clientWidth)(document.querySelector('.stMain'))"
        return int(self.page.evaluate(f"Math.max({wider}, {main})"))
