"""An advisor at the page in a real browser."""

import re
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Locator, Page, Response, expect

from estimator.locales import words
from estimator.pages.advisor.lists.state import FILE
from tests.browser.visiting import OVERFLOW, QUIET, WAIT, choose_from_list

STARTED = 60_000
"""Milliseconds that a first page, or a list, may take on a busy machine."""


class Advising:
    """One visit of an advisor."""

    def __init__(self, page: Page, address: str, language: str = "fr") -> None:
        self.page = page
        self.say = words(language)
        page.goto(f"{address}advisor?lang={language}")
        expect(page.locator("h2#lists")).to_be_visible(timeout=STARTED)
        expect(self.grid).to_be_attached(timeout=STARTED)
        self.settle()

    @property
    def grid(self) -> Locator:
        """The cells of the table of situations, as a screen reader walks them."""
        return self.page.locator("canvas table").first

    @property
    def results(self) -> Locator:
        """What each situation costs, row by row."""
        return self.page.locator("table.scenarios tbody tr")

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate(OVERFLOW))

    def settle(self) -> None:
        """Waits until the server is done and the page has drawn."""
        self.page.evaluate(QUIET)

    def press(self, key: str) -> None:
        """Presses a button by its words."""
        self.page.get_by_role("button", name=self.say(key), exact=True).first.click()
        self.settle()

    def unfold(self, key: str) -> None:
        """Opens a folded part of the page by its words."""
        self.page.locator("summary").get_by_text(self.say(key), exact=True).click()
        self.settle()

    def select(self, label: str, option: str) -> None:
        """Chooses from the list of a question."""
        field = self.page.locator(".stSelectbox").filter(has=self.page.get_by_label(label))
        choose_from_list(field, self.page.get_by_role("option", name=option, exact=True))
        self.settle()

    def reads(self, sentence: str) -> None:
        """Waits until the page says something; spaces of every kind count as one."""
        pattern = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        expect(self.page.locator(".stMain")).to_contain_text(pattern, timeout=STARTED)

    def speak(self, language: str) -> None:
        """Switches the language."""
        self.say = words(language)
        name = self.say("language.name")
        self.page.locator(".st-key-language").get_by_text(name, exact=True).click()
        expect(self.page.locator("h1")).to_have_text(self.say("advisor.title"), timeout=WAIT)
        self.settle()

    def into_the_grid(self) -> None:
        """Goes with Tab from the language to the first cell."""
        self.page.locator(".st-key-language [role=radio]").last.focus()
        self.page.keyboard.press("Tab")
        expect(self.page.locator("canvas:focus, canvas :focus")).to_have_count(1)

    def change(self, row: int, column: int, text: str) -> None:
        """Goes to a cell by keys, and types into it."""
        self.open_cell(row, column)
        self.page.locator("#portal textarea").fill(text)
        self.page.keyboard.press("Enter")
        self.settle()

    def pick(self, row: int, column: int, place: int) -> None:
        """Goes to a cell by keys, and chooses one of its values."""
        self.open_cell(row, column)
        expect(self.page.get_by_role("option").first).to_be_visible(timeout=WAIT)
        self.page.keyboard.press("Home")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        self.settle()

    def open_cell(self, row: int, column: int) -> None:
        """Opens a cell; the first row and column are 0."""
        self.into_the_grid()
        for key, times in (("Control+Home", 1), ("ArrowDown", row), ("ArrowRight", column)):
            for _ in range(times):
                self.page.keyboard.press(key)
                self.settle()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#portal :focus")).to_have_count(1, timeout=WAIT)

    def upload(self, name: str, content: bytes) -> None:
        """Gives a file, and waits until the server has it: its name is in sight before."""
        self.give(name, content)
        expect(self.page.get_by_text(name, exact=True)).to_be_visible(timeout=WAIT)
        self.settle()

    def give(self, name: str, content: bytes, key: str = FILE) -> None:
        """Gives a file where the widget with this key takes one."""
        kind = {"csv": "text/csv", "png": "image/png"}.get(name.rpartition(".")[2], "")
        file = {"name": name, "mimeType": kind, "buffer": content}
        refused = name.endswith(".png")  # by the browser, which sends nothing
        with nullcontext() if refused else self.page.expect_response(put, timeout=WAIT):
            self.page.locator(f".st-key-{key} input[type=file]").set_input_files(file)  # type: ignore[arg-type]

    def download(self, key: str, folder: Path, *, last: bool = False) -> Path:
        """What a button gives; some stand on the page twice."""
        found = self.page.get_by_role("button", name=self.say(key), exact=True)
        with self.page.expect_download(timeout=WAIT) as given:
            (found.last if last else found.first).click()
        path = folder / given.value.suggested_filename
        given.value.save_as(path)
        return path


def put(answer: Response) -> bool:
    """Whether the server has taken a file."""
    return answer.request.method == "PUT"
