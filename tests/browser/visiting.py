"""A person at the page in a real browser."""

import re
from datetime import date
from decimal import Decimal

from playwright.sync_api import Locator, Page, Request, expect
from playwright.sync_api import TimeoutError as TooLate

from estimator.locales import words

#: Milliseconds a page may take on a busy machine; how fast it is, benchmarks/ tell.
WAIT = 60_000
TRIES = 5
SPACES = re.compile(r"\s+")

# The server is done, and for a moment nothing has moved on the page any more.
QUIET = """
() => new Promise((resolve) => {
  const QUIET_FOR = 150;
  let last = performance.now();
  const moved = new MutationObserver(() => { last = performance.now(); });
  moved.observe(document.body, {
    childList: true, characterData: true, subtree: true,
    attributes: true, attributeFilter: ["data-test-script-state"],
  });
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const done = app && app.dataset.testScriptState === "notRunning";
    if (done && performance.now() - last > QUIET_FOR) {
      moved.disconnect();
      resolve();
    } else {
      setTimeout(look, 25);
    }
  };
  look();
})
"""
KEEPS = "([entry, part]) => sessionStorage.getItem(entry)?.includes(part)"
# How far anything reaches beyond the window, to the side.
OVERFLOW = """
() => Math.max(...[document.documentElement, document.querySelector(".stMain")]
  .map((it) => it.scrollWidth - it.clientWidth))
"""

# The same once the page has come to rest, for which it has ten seconds: charts follow the width of
# the window a little later.
OVERFLOW_AT_REST = f"""
() => new Promise((resolve) => {{
  const wider = {OVERFLOW.strip()};
  const until = performance.now() + 10_000;
  const look = () => {{
    if (wider() <= 0 || performance.now() > until) resolve(wider()); else setTimeout(look, 50);
  }};
  look();
}})
"""


class Visit:
    """One visit: choices by their words, fields by their question, as a person finds them."""

    def __init__(self, page: Page, address: str, language: str = "fr") -> None:
        self.page = page
        self.say = words(language)
        self.asked: list[str] = []
        page.on("request", self._note)
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.goto(address)
        expect(self.answer).to_be_visible(timeout=WAIT)
        self.settle()

    @property
    def answer(self) -> Locator:
        """The place of the amount that counts."""
        return self.page.locator(".st-key-answer")

    def field(self, name: str) -> Locator:
        """The place of a question."""
        return self.page.locator(f".st-key-{name}")

    def part(self, name: str) -> Locator:
        """A part of the answer that opens on request."""
        return self.page.locator(f"details#{name}")

    def choose(self, field: str, option: str) -> None:
        """Chooses one of the options that stand side by side, or of a list of radio buttons."""
        self.field(field).get_by_text(option, exact=True).click()
        self.settle()

    def reply(self, field: str, value: str) -> None:
        """Answers yes, no or "I don't know", by the word of the page's language."""
        self.choose(field, self.say(f"choice.yes_no.{value}"))

    def select(self, field: str, option: str) -> None:
        """Chooses from a drop-down list."""
        wanted = self.page.get_by_role("option", name=option, exact=True)
        choose_from_list(self.field(field), wanted)
        self.settle()

    def fill(self, field: str, text: str) -> None:
        """Types into a field and leaves it."""
        entry = self.field(field).locator("input")
        entry.fill(text)
        entry.press("Enter")
        self.settle()

    def begin(self, day: date) -> None:
        """Types the day of the first session, part by part, and leaves the field, calendar and
        all: only then does the day count."""
        self.field("start").get_by_role("spinbutton").first.click()
        self.page.keyboard.type(f"{day:%d%m%Y}")
        expect(self.field("start").locator("input[type=date]")).to_have_value(day.isoformat())
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Tab")
        self.settle()

    def unfold(self, words: str) -> None:
        """Opens a folded part."""
        self.page.locator("summary").filter(has_text=words).click()
        self.settle()

    def unfold_all(self) -> None:
        """Opens every folded part."""
        for folded in self.page.locator("details:not([open]) > summary").all()[::-1]:
            folded.click()
        self.settle()

    def speak(self, language: str) -> None:
        """Switches the language."""
        self.say = words(language)
        self.choose("language", self.say("language.name"))

    def reads(self, sentence: str, place: Locator | None = None) -> None:
        """Waits until the page says something; spaces of every kind count as one."""
        pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        where = place or self.page.locator(".stMain")
        expect(where).to_contain_text(pattern, timeout=WAIT)

    def keeps(self, part: str, entry: str = "kine-answers") -> None:
        """Waits until the tab keeps a text with this part, which it gets a moment after the answer
        stands there."""
        self.page.wait_for_function(KEEPS, arg=[entry, part], timeout=WAIT)

    def is_in(self, language: str) -> None:
        """Waits until the document says that it is in a language, and bears its title."""
        expect(self.page.locator("html")).to_have_attribute("lang", language)
        expect(self.page).to_have_title(words(language)("page.title"))

    def settle(self) -> None:
        """Waits until the server is done and the page has drawn."""
        self.page.evaluate(QUIET)

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate(OVERFLOW_AT_REST))

    def asked_elsewhere(self, address: str) -> list[str]:
        """What was asked of any other server than the app."""
        own = (address, address.replace("http", "ws", 1), "data:", "blob:")
        return [url for url in self.asked if not url.startswith(own)]

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)


def choose_from_list(field: Locator, wanted: Locator) -> None:
    """Opens the list of a field and chooses from it; a list closes when the page still moves."""
    for _ in range(TRIES):
        field.get_by_role("combobox").click()
        try:
            wanted.click(timeout=1_000)
            return
        except TooLate:
            continue


def euros(language: str, amount: Decimal) -> str:
    """An amount as a person writes it in Belgium, by hand, to hold the page against."""
    if language == "en":
        return f"€{amount:,}"
    thousands = " " if language == "fr" else "."
    return f"{amount:,} €".replace(",", "_").replace(".", ",").replace("_", thousands)
