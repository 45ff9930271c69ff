"""The page of the API's documentation in a real browser: drawn from this server alone."""

from playwright.sync_api import Page, expect

from tests.browser.visiting import WAIT


def test_it_is_drawn_and_asks_nothing_elsewhere(page: Page, address: str) -> None:
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{address}api/v1/docs?lang=nl")
    for path in ("/estimate", "/compare", "/batch", "/tariffs/{code}"):
        expect(page.locator(f'[data-path="{path}"]')).to_be_visible(timeout=WAIT)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.locator('[data-path="/tariffs/{code}"]').click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_placeholder("code").fill("567011")
    page.get_by_role("button", name="Execute").click()
    answer = page.locator(".live-responses-table .response-col_status").last
    expect(answer).to_contain_text("200", timeout=WAIT)
    own = (address, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert troubles == []
