"""What a website shows where the estimator can't stand, or stands without its script."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from estimator.embed.served import embed_script
from tests.browser.conftest import free_port
from tests.browser.hosting import Embed, Website, estimator, linked, tag, website
from tests.browser.visiting import WAIT


def test_a_raw_iframe_works_too(page: Page, site: Website, address: str) -> None:
    source = f"{address}?embed=true&amp;conventioned=true&amp;lang=nl"
    site.show(page, f'<iframe src="{source}" title="x" width="600" height="500"></iframe>')
    embed = Embed(page)
    embed.reads("Uw kinesist, geconventioneerd")
    main = embed.frame.locator(".stMain")
    assert main.evaluate("it => getComputedStyle(it).overflowY") == "auto"


def test_without_scripts_the_link_stays(browser: Browser, site: Website, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    site.show(page, linked(address))
    expect(page.locator("#link")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    context.close()


@pytest.fixture
def gone() -> str:
    """Where no server answers any more."""
    return f"http://127.0.0.1:{free_port()}/"


def test_the_server_stopped_the_link_stays(page: Page, site: Website, gone: str) -> None:
    site.show(page, linked(gone))
    page.wait_for_timeout(500)
    expect(page.locator("#link")).to_be_visible()


def test_the_script_cached_and_the_server_stopped_the_link_stays(
    page: Page, site: Website, gone: str
) -> None:
    page.route(
        "**/embed.js",
        lambda route: route.fulfill(body=embed_script(), content_type="text/javascript"),
    )
    page.clock.install()
    site.show(page, tag(gone))
    link = page.get_by_role("link", name="Combien me coûtera ma kiné ?")
    expect(link).to_be_visible()
    expect(page.locator("iframe")).to_have_css("visibility", "hidden")
    page.wait_for_timeout(1000)
    page.clock.fast_forward(20_000)
    expect(page.locator("iframe")).to_have_css("height", "0px")
    expect(link).to_be_visible()


def test_only_hosts_listed_may_show_it(page: Page, site: Website, tmp_path: Path) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    hosts = f"https://www.example.be, http://localhost:{site.port}"
    with estimator(tmp_path / "log", KINE_EMBED_HOSTS=hosts) as listing, website() as other:
        site.show(page, linked(listing))
        Embed(page).must_fit()
        assert not [text for text in refused if "frame-ancestors" in text]
        with page.expect_console_message(lambda it: "frame-ancestors" in it.text, timeout=WAIT):
            other.show(page, linked(listing))
        expect(page.locator("#link")).to_be_visible(timeout=WAIT)
        page.goto(f"{listing}practice")
        expect(
            page.frame_locator("iframe").frame_locator("iframe").locator(".stMain")
        ).to_be_visible(timeout=WAIT)
