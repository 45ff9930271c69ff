"""axe-core with colour contrast, in both themes and at three widths; zoom, spacing, motion."""

from collections.abc import Iterable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.conftest import Scheme, Tabs
from tests.browser.visiting import OVERFLOW_AT_REST, QUIET, Visit

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# What WCAG 1.4.12 says a person may set without losing anything.
SPACING = """
* { line-height: 1.5 !important }
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""
# What fades in stands there: half-way its colours are none that anybody reads.
AT_REST = """
() => document.getAnimations()
  .filter((it) => it.effect.getComputedTiming().endTime < Infinity)
  .forEach((it) => it.finish())
"""
MOVING = """
() => [...document.querySelectorAll("*")].filter((it) => {
  const style = getComputedStyle(it);
  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return (style.animationName !== "none" && lasts(style.animationDuration))
    || lasts(style.transitionDuration);
}).map((it) => it.outerHTML.slice(0, 120))
"""


#: The widths and themes a page is looked at in, one after the other.
LOOKS: tuple[tuple[int, Scheme], ...] = ((320, "dark"), (375, "light"), (1280, "dark"))


def test_axe_finds_nothing(tabs: Tabs, address: str) -> None:
    page = tabs.open(375, 900)
    visit = Visit(page, f"{address}?lang=fr")
    visit.unfold_all()
    fewer, more = (visit.say(f"streamlit.{name}") for name in ("less", "more"))
    expect(visit.field("sessions").get_by_role("button", name=fewer)).to_be_visible()
    expect(visit.field("sessions").get_by_role("button", name=more)).to_be_visible()
    bim = visit.field("bim").get_by_role("radiogroup")
    expect(bim).to_have_accessible_description(visit.say("hint.bim"))
    visit.reply("conventioned", "false")
    visit.fill("fee", "beaucoup")
    axe_finds_nothing_in(page, LOOKS)
    visit.fill("fee", "40")
    visit.fill("sessions", "30")
    axe_finds_nothing_in(page, LOOKS)


def axe_finds_nothing_in(page: Page, looks: Iterable[tuple[int, Scheme]]) -> None:
    """At each width, in each theme; and nothing is wider than the window."""
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(QUIET)
        assert page.evaluate(OVERFLOW_AT_REST) <= 0
        axe_finds_nothing(page)


def axe_finds_nothing(page: Page | Frame) -> None:
    page.evaluate(AT_REST)
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["fr", "de"])  # the longest sentences, the longest words
def test_nothing_is_wider_than_the_window(browser: Browser, address: str, language: str) -> None:
    """At 320 px, at 200 % zoom on a window of 1280 px, and with the text spaced out."""
    page = browser.new_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    visit = Visit(page, f"{address}?lang={language}", language)
    visit.reply("conventioned", "false")
    visit.fill("sessions", "30")
    visit.unfold_all()
    assert visit.overflow <= 0
    page.set_viewport_size({"width": 320, "height": 640})
    visit.settle()
    assert visit.overflow <= 0
    page.add_style_tag(content=SPACING)
    visit.settle()
    assert visit.overflow <= 0
    page.close()


def test_nothing_moves_for_those_who_asked_for_less_motion(tabs: Tabs, address: str) -> None:
    page = tabs.open(still=True)
    visit = Visit(page, f"{address}?lang=fr")
    visit.unfold_all()
    assert page.evaluate(MOVING) == []
