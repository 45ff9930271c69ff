"""The snippet and the frame on pages of the kinds that website builders make: a script in the page,
HTML in a frame of the builder's own, a frame and nothing else (docs/website-builders.md)."""

from dataclasses import replace
from html import escape

from playwright.sync_api import Frame, Page, expect

from estimator.embed.snippet import frame, snippet
from estimator.locales import words
from tests.browser.hosting import Website
from tests.browser.visiting import WAIT
from tests.practice.kines import AN, PRACTICE, TOM

FREE = f"{TOM.name}, niet-geconventioneerd, 40,00 €"
#: 18 sessions at the fixed share of a conventioned kiné: 18 × 6.25.
BOUND = "112,50 €"
SIZES = (320, 768, 1280)
#: Tenths of a second that a page may take to be laid out anew, on a busy machine.
PATIENCE = 200
#: As a builder fences in the HTML that people paste.
FENCED = (
    '<iframe sandbox="allow-scripts allow-same-origin allow-forms allow-popups" '
    'style="width:100%;height:1600px;border:0" srcdoc="{}"></iframe>'
)
WIDER = "(it => it.scrollWidth - it.clientWidth)(document.{} || document.documentElement)"


def builders(address: str) -> dict[str, str]:
    """What stands on a page of each kind of builder."""
    practice, say = replace(PRACTICE, lang="nl"), words("nl")
    script, bare = snippet(address, practice, say), frame(address, practice, say)
    document = "<!doctype html><body style='margin:0'>{}"
    return {
        "wordpress": f'<div style="max-width:640px;margin:auto"><p>{script}</p></div>',
        "webflow": f'<div style="display:flex;padding:10px"><div style="flex:1;min-width:0">'
        f"{script}</div></div>",
        "squarespace": f'<div style="display:grid;padding:0 4vw">{bare}</div>',
        "wix": FENCED.format(escape(document.format(script))),
        "google-sites": FENCED.format(escape(document.format(bare))),
    }


def estimators(page: Page, address: str) -> list[Frame]:
    """The frames that show the estimator, however deep."""
    return [it for it in page.frames if it.url.startswith(address)]


def test_a_practice_of_two_statuses_on_each_without_sideways_scroll(
    page: Page, site: Website, address: str
) -> None:
    kinds = builders(address)
    page.set_viewport_size({"width": SIZES[0], "height": 900})
    site.show(page, "".join(f'<section id="{it}">{html}</section>' for it, html in kinds.items()))
    for number, kind in enumerate(kinds, 1):
        page.locator(f"#{kind}").evaluate("it => it.scrollIntoView()")
        while len(estimators(page, address)) < number:
            page.wait_for_event("framenavigated", timeout=WAIT)
        shown = estimators(page, address)[-1]
        expect(shown.locator(".st-key-answer strong").first).to_be_visible(timeout=WAIT)
        shown.get_by_text(TOM.name, exact=True).click()
        expect(shown.locator("body")).to_contain_text(FREE, timeout=WAIT)
        shown.get_by_text(AN.name, exact=True).click()
        expect(shown.locator(".st-key-answer")).to_contain_text(BOUND, timeout=WAIT)
    for size in SIZES:
        page.set_viewport_size({"width": size, "height": 900})
        assert fits(page), size


def fits(page: Page) -> bool:
    """Whether nothing scrolls sideways, in the page or a frame, once it is laid out anew."""
    parts = ("documentElement", "querySelector('.stMain')")
    for _ in range(PATIENCE):
        if all(it.evaluate(WIDER.format(part)) <= 0 for it in page.frames for part in parts):
            return True
        page.wait_for_timeout(100)
    return False
