"""A practice's website and a browser as strict as most will be: third-party cookies blocked."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page

from tests.browser.hosting import Website, website


@pytest.fixture(scope="package")
def strict(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """A browser that blocks third-party cookies, as most will."""
    arguments = [*browser_type_launch_args["args"], "--test-third-party-cookie-phaseout"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": arguments})
    yield browser
    browser.close()


@pytest.fixture
def page(strict: Browser) -> Iterator[Page]:
    context = strict.new_context(locale="fr-BE", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="package")
def site() -> Iterator[Website]:
    with website() as running:
        yield running
