"""Hostile presets: the page stays right, nothing runs, nothing falls over."""

from collections.abc import Iterator
from os import SEEK_END
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.hosting import Embed, Website
from tests.browser.visiting import WAIT

RUN = "window.hacked=1;window.top.postMessage('hacked','*')"
HOSTILE = {
    "script": f"<script>{RUN}</script>",
    "markup": f"<img src=x onerror={RUN}><b>x</b>",
    "attribute": f"'\"><svg onload={RUN}>",
    "markdown": "**x** :red[x] $x$ [x](javascript:alert(1)) `x`",
    "style": "</style><script>window.hacked=1</script>",
    # Eleven times in one address, which is as much as nginx lets through. Of one above 16 kB the
    # server listens to what comes in one piece only.
    "long": "x" * 700,
    "emoji": "🏥🦵" * 20,
    "right to left": "\N{RIGHT-TO-LEFT OVERRIDE}tenibaC مركز",
    "negative": "-1",
    "NaN": "NaN",
    "huge": "1e309",
    "control": "\0\r\n\x1b[31m",
}
#: One of each way to do harm; tests/embed/test_presets.py reads all of them and any other text.
SHOWN = ("script", "attribute", "markdown", "long", "control")
EVERY = ("practice_name", "conventioned", "fee", "fee_home", "setting", "languages", "lang")
LOOKS = ("accent", "theme")


@pytest.fixture
def watched(server: Server) -> Iterator[str]:
    """The app; what it writes meanwhile is read."""
    with server.log.open() as log:
        log.seek(0, SEEK_END)
        yield server.address
        assert '"level": "error"' not in log.read()


def right(page: Page, embed: Embed) -> None:
    """The estimate of somebody whose practice has said nothing that holds."""
    embed.reads("Pour 18 séances, il vous reste")
    assert not embed.frame.evaluate("'hacked' in window")
    assert not page.evaluate("'hacked' in window")
    expect(embed.frame.locator(".stException")).to_have_count(0)
    expect(embed.frame.locator(".stMain b, .stMain img")).to_have_count(0)


@pytest.mark.parametrize("kind", SHOWN)
def test_in_the_address_of_a_frame(page: Page, site: Website, watched: str, kind: str) -> None:
    value = HOSTILE[kind]
    query = urlencode([("embed", "true"), *((name, value) for name in (*EVERY, *LOOKS))])
    query += "&" + urlencode({"lang": "fr", value[:100]: value})
    page.set_viewport_size({"width": 375, "height": 800})
    source = f"{watched}?{query}".replace("&", "&amp;")
    site.show(page, f'<iframe src="{source}" title="x" width="360" height="700"></iframe>')
    embed = Embed(page)
    right(page, embed)
    assert embed.overflow <= 0


@pytest.mark.parametrize("kind", ["attribute", "right to left"])
def test_in_the_attributes_of_the_tag(page: Page, site: Website, watched: str, kind: str) -> None:
    value = HOSTILE[kind].replace("&", "&amp;").replace('"', "&quot;")
    attributes = " ".join(f'data-{name.replace("_", "-")}="{value}"' for name in (*EVERY, *LOOKS))
    site.show(page, f'<script src="{watched}embed.js" {attributes}></script>')
    embed = Embed(page)
    right(page, embed)
    embed.must_fit()


def test_a_name_is_shown_as_it_is_written(page: Page, site: Website, watched: str) -> None:
    name = "**X** <b>Y</b> $Z$ :smile:"
    query = urlencode({"embed": "true", "practice_name": name}).replace("&", "&amp;")
    site.show(page, f'<iframe src="{watched}?{query}" title="x" height="700"></iframe>')
    facts = Embed(page).frame.locator("p.facts")
    expect(facts).to_have_text(name, timeout=WAIT)


def test_presets_given_twice_are_asked(page: Page, site: Website, watched: str) -> None:
    query = "embed=true&amp;lang=fr&amp;conventioned=true&amp;conventioned=false"
    site.show(page, f'<iframe src="{watched}?{query}" title="x" height="700"></iframe>')
    embed = Embed(page)
    right(page, embed)
    expect(embed.frame.locator(".st-key-conventioned")).to_have_count(1)


@pytest.mark.parametrize("kind", ["script", "markdown"])
def test_on_the_page_for_practices(page: Page, watched: str, kind: str) -> None:
    value = HOSTILE[kind]
    query = urlencode([(name, value) for name in (*EVERY, *LOOKS)]) + "&lang=fr&lang=fr"
    page.goto(f"{watched}practice?{query}")
    expect(page.locator("h2#notice")).to_be_visible(timeout=WAIT)
    assert not page.evaluate("'hacked' in window")
    expect(page.locator(".stMain .stHtml b, .stMain .stHtml img")).to_have_count(0)
