"""axe-core over the page, colour contrast on, in both themes and at three widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from tests.browser.visiting import Visit

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    visit = Visit(page, f"{address}?lang=fr")
    for folded in page.locator("summary").all():
        folded.click()
    visit.fill("fee", "beaucoup")
    refused = Axe().run(page, options=OPTIONS)
    visit.fill("fee", "40")
    visit.fill("sessions", "30")
    answered = Axe().run(page, options=OPTIONS)
    page.close()
    assert refused.violations_count == 0, refused.generate_report()
    assert answered.violations_count == 0, answered.generate_report()
