"""The estimator on a practice's website: another origin, third-party cookies blocked."""

from dataclasses import replace

from playwright.sync_api import Page, expect

from estimator.embed.snippet import snippet
from estimator.locales import words
from tests.browser.hosting import Embed, Website, linked, tag
from tests.practice.kines import PRACTICE, TOM

FACTS = {
    'data-practice-name="Cabinet X" data-conventioned="false" data-fee="40"': (
        "Cabinet X, non conventionné, 40,00 € la séance"
    ),
    'data-conventioned="true" data-lang="nl" data-languages="nl,fr" data-theme="dark"': (
        "Uw kinesist, geconventioneerd"
    ),
}
HOSTILE_STYLE = """<style>
* { box-sizing: border-box; margin: 40px !important; font-size: 3px !important; }
iframe { display: none !important; height: 50px !important; width: 10px !important; border: 9px
  solid red !important; transform: rotate(9deg) !important; position: fixed !important; }
a { display: none; }
body { display: flex; flex-direction: column; height: 100vh; overflow: auto; }
</style>"""
FOLDED = 2_000
#: Milliseconds in which what makes a frame grow would have shown.
AT_REST = 10_000


def test_who_treats_the_patient_is_asked_first(page: Page, site: Website, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    site.show(page, snippet(address, replace(PRACTICE, lang="nl"), words("nl")))
    embed = Embed(page)
    embed.frame.get_by_text(TOM.name, exact=True).click()
    embed.reads(f"{TOM.name}, niet-geconventioneerd, 40,00 € per zitting")
    embed.must_fit()
    assert embed.overflow <= 0


def test_two_on_one_page_each_as_tall_as_it_must_be(
    page: Page, site: Website, address: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    site.show(page, "".join(f"<div>{tag(address, it)}</div>" for it in FACTS))
    embeds = [Embed(page, number) for number in range(len(FACTS))]
    for embed, facts in zip(embeds, FACTS.values(), strict=True):
        embed.reads(facts)
        embed.must_fit()
        assert embed.overflow <= 0
        expect(embed.frame.locator(".st-key-conventioned")).to_have_count(0)
    page.set_viewport_size({"width": 320, "height": 900})
    for embed in embeds:
        embed.settle()
        embed.must_fit()
        assert embed.overflow <= 0
    first = embeds[0]
    first.element.evaluate("it => it.scrollIntoView()")
    glance = first.frame.locator(".glance")
    expect(glance).to_be_in_viewport(ratio=1)
    glance.click()
    expect(first.frame.locator("#left-to-pay")).to_be_in_viewport()
    short = first.height
    first.fill("sessions", "30")
    first.must_fit()
    first.frame.locator("summary").last.click()
    first.must_fit()
    assert first.height > short
    first.frame.locator("summary").last.click()
    first.must_fit()
    page.wait_for_timeout(FOLDED)
    heights = [embed.height for embed in embeds]
    page.wait_for_timeout(AT_REST)
    assert all(embed.height <= height for embed, height in zip(embeds, heights, strict=True))
    assert page.context.cookies() == []


def test_the_frame_bears_a_title_in_the_language_shown(
    page: Page, site: Website, address: str
) -> None:
    site.show(page, tag(address, 'data-lang="nl"'))
    embed = Embed(page)
    expect(embed.element).to_have_attribute("title", "Wat kost mijn kinesitherapie?")
    embed.choose("language", "Deutsch")
    expect(embed.element).to_have_attribute("title", "Was kostet meine Kinesitherapie?")


def test_no_language_that_isnt_offered_and_no_menu(page: Page, site: Website, address: str) -> None:
    site.show(page, tag(address, 'data-languages="de"'))
    embed = Embed(page)
    embed.reads("Was kostet meine Kinesitherapie?")
    expect(embed.frame.locator(".st-key-language")).to_have_count(0)
    expect(embed.frame.locator(".st-key-pages")).to_have_count(0)
    expect(embed.frame.locator(".glance")).to_be_hidden()


def test_hostile_styles_do_not_reach_it(page: Page, site: Website, address: str) -> None:
    site.show(page, linked(address), HOSTILE_STYLE)
    embed = Embed(page)
    embed.must_fit()
    expect(embed.element).to_be_visible()
    expect(page.locator("#link")).to_be_hidden()


def test_it_loads_when_it_comes_near(page: Page, site: Website, address: str) -> None:
    site.show(page, '<div style="height:9000px"></div>' + linked(address))
    page.wait_for_timeout(1500)
    assert len(page.frames) == 2
    assert page.frames[1].url in ("", "about:blank")
    Embed(page).must_fit()


def test_messages_of_others_are_ignored(page: Page, site: Website, address: str) -> None:
    other = """<iframe id="other" srcdoc="<script>parent.postMessage(
        {type: 'kine-cost-estimator', height: 7777, title: 'x'}, '*')</script>"></iframe>"""
    site.show(page, other + tag(address))
    embed = Embed(page, 1)
    page.evaluate("postMessage({type: 'kine-cost-estimator', height: 5555, title: 'x'}, '*')")
    for message in ("{type: 'other', height: 5555}", "{type: 'kine-cost-estimator'}", "null"):
        embed.frame.evaluate(f"parent.postMessage({message}, '*')")
    for height in ("NaN", "-1", "1e309", "'500'", "99999"):
        embed.frame.evaluate(
            f"parent.postMessage({{type: 'kine-cost-estimator', height: {height}}}, '*')"
        )
    embed.must_fit()


def test_no_global_is_left_on_the_page(page: Page, site: Website, address: str) -> None:
    site.show(page, "")
    before = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    site.show(page, tag(address))
    Embed(page)
    # Numbers are the frames of a page.
    new = set(page.evaluate("Object.getOwnPropertyNames(window)")) - before - {"0"}
    assert new == set()


def test_the_keyboard_passes_in_and_out(page: Page, site: Website, address: str) -> None:
    site.show(page, tag(address))
    embed = Embed(page)
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    expect(embed.element).to_be_focused()
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == "after":
            break
        page.keyboard.press("Tab")
    expect(page.locator("#after")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(embed.element).to_be_focused()
