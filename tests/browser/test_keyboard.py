"""The whole estimate without a mouse: every stop is seen, and every change is announced."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from estimator import Case, Pathology, estimate
from tests.browser.visiting import Visit, euros

MANY = 80
# A ring, a border or an underline: that many pixels differ clearly when a stop has the focus.
SEEN = 60
CLEARLY = 25

# What stands on the page at first.
CASE = Case(
    pathology=Pathology.CURRENT,
    bim=False,
    conventioned=True,
    sessions=18,
    start=date.today(),
)
# Where the focus is, to recognise a stop; and whether something lies over it (WCAG 2.4.11).
STOP = """
() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect();
  const inside = (low, size, end) => Math.min(Math.max(low + size / 2, 1), end - 1);
  const top = document.elementFromPoint(
    inside(box.x, box.width, innerWidth), inside(box.y, box.height, innerHeight));
  const own = it.closest("[data-testid=stElementContainer]") || it;
  return {
    name: [it.tagName, it.getAttribute("role"), it.getAttribute("aria-label"),
           (it.innerText || it.value || "").slice(0, 40)].join(" "),
    box: [box.x, box.y, box.width, box.height],
    covered: !(own.contains(top) || top.contains(it)),
  };
}
"""
LISTEN = """
() => {
  window.announced = [];
  new MutationObserver((changes) => {
    for (const change of changes) {
      const it = change.target.nodeType === 1 ? change.target : change.target.parentElement;
      const live = it && it.closest('[aria-live="polite"], [role="status"]');
      if (live) window.announced.push(live.innerText);
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}
"""


def test_every_stop_shows_that_it_has_the_focus(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    visit = Visit(page, f"{address}?lang=fr")
    visit.unfold_all()
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.blur()")
    stops = list(walk(page))
    assert len(stops) > 20
    assert [stop for stop in stops if stop["covered"]] == []
    assert [stop for stop in stops if stop["changed"] < SEEN] == []
    assert len({stop["name"] for stop in stops}) > 20, "the focus went round in a circle"


def walk(page: Page) -> Any:
    """From stop to stop until the focus leaves the page; how much each changes when it has it."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return
        focused = picture(page)
        page.evaluate("window.left = document.activeElement; window.left.blur()")
        stop["changed"] = changed(focused, picture(page))
        page.evaluate("window.left.focus({ preventScroll: true })")
        yield stop
    pytest.fail("the focus never left the page")


def picture(page: Page) -> Image.Image:
    """What is in the window, without a blinking caret."""
    return Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("L")


def changed(one: Image.Image, other: Image.Image) -> int:
    """How many pixels differ clearly."""
    return sum(ImageChops.difference(one, other).histogram()[CLEARLY:])


def test_the_whole_estimate_by_keys(page: Page, address: str) -> None:
    visit = Visit(page, f"{address}?lang=fr")
    page.evaluate(LISTEN)
    keys = Keys(visit)

    keys.to("condition")
    page.keyboard.type("nouveau genou")
    keys.press("Enter")
    keys.announces(replace(CASE, pathology=Pathology.FA))
    keys.to("found")
    keys.press("ArrowUp")
    expect(visit.field("found").get_by_role("radio").first).to_be_checked()
    keys.to("condition", "Shift+Tab")
    keys.press("Control+A")
    keys.press("Delete")
    keys.press("Enter")
    keys.announces(CASE)

    keys.to("bim")
    keys.choose("Oui")
    keys.announces(replace(CASE, bim=True))
    keys.choose("Non")

    keys.to("conventioned")
    keys.choose("Non")
    keys.to("fee")
    keys.press("Control+A")
    page.keyboard.type("33,50")
    keys.press("Enter")
    own = replace(CASE, conventioned=False, fee=Decimal("33.50"))
    keys.announces(own)

    keys.to("sessions")
    keys.press("Control+A")
    page.keyboard.type("9")
    keys.press("Enter")
    keys.announces(replace(own, sessions=9))
    keys.press("ArrowUp")
    visit.reads("Pour 10 séances", visit.answer)

    page.locator("summary").filter(has_text=visit.say("questions.more")).focus()
    keys.press("Enter")
    expect(visit.field("per_week")).to_be_visible()
    keys.to("per_week")
    keys.choose("3")
    expect(visit.field("per_week").get_by_role("radio", name="3")).to_be_checked()


class Keys:
    """A person who uses the keyboard alone."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page

    def to(self, field: str, key: str = "Tab") -> None:
        """Goes on with Tab, or back, until the focus is in the field of a question."""
        for _ in range(MANY):
            self.page.keyboard.press(key)
            if self.visit.field(field).locator(":focus").count():
                return
        pytest.fail(f"Tab does not reach {field}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.visit.settle()

    def choose(self, option: str) -> None:
        """Goes to one of the options that stand side by side, and chooses it."""
        focus = self.page.locator(":focus")
        for _ in range(MANY):
            if focus.inner_text().strip() == option:
                break
            self.page.keyboard.press("ArrowRight")
        self.press("Space")

    def announces(self, case: Case) -> None:
        """A screen reader is told the new amount: it stands in a live region that was there."""
        amount = euros("fr", estimate(case).totals.patient)
        self.visit.reads(amount, self.visit.answer)
        told = " ".join(" ".join(self.page.evaluate("window.announced.splice(0)")).split())
        assert amount in told
