"""A patient's journey through the estimate in a real browser, on a phone and at a desk."""

import re
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import Visit

WIDTHS = [375, 1280]


@pytest.fixture(params=WIDTHS)
def visit(request: pytest.FixtureRequest, page: Page, address: str) -> Visit:
    page.set_viewport_size({"width": request.param, "height": 900})
    return Visit(page, f"{address}?lang=fr")


def test_the_whole_journey(visit: Visit) -> None:
    visit.reads("Pour 18 séances, il vous reste 112,50 € à payer, soit 6,25 € par séance.")
    visit.choose("conventioned", "Non")
    visit.fill("fee", "33,50")
    visit.reads("qui demande 33,50 € par séance")
    visit.fill("sessions", "30")
    visit.reads("Pour 30 séances")
    visit.choose("bim", "Oui")
    visit.reads("Pas de différence pour vous")
    visit.choose("pathology", "Grossesse ou accouchement")
    visit.select("setting", "Chez moi")
    visit.unfold("Le détail")
    visit.reads("Indemnité de déplacement")
    assert visit.overflow <= 0


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_nothing_is_wider_than_the_narrowest_window(
    page: Page, address: str, language: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    visit = Visit(page, f"{address}?lang={language}")
    for folded in visit.page.locator("summary").all():
        folded.click()
    visit.settle()
    assert visit.overflow <= 0


def test_a_refused_answer_is_explained_beside_its_field(visit: Visit) -> None:
    visit.fill("fee", "beaucoup")
    visit.reads("n'est pas un montant")
    visit.reads("Vos autres réponses sont gardées.")
    visit.fill("fee", "38")
    visit.reads("qui demande 38,00 € par séance")


def test_a_comma_is_a_comma_in_a_browser_set_to_english(browser: object, address: str) -> None:
    page: Page = browser.new_page(locale="en-GB")  # type: ignore[attr-defined]
    visit = Visit(page, address)
    visit.fill("fee", "33,50")
    visit.reads("who asks €33.50 per session")
    page.close()


def test_the_chart_is_drawn_and_named(visit: Visit) -> None:
    chart = visit.page.get_by_test_id("stVegaLiteChart")
    expect(chart).to_have_accessible_name(re.compile("^Courbes du montant total"))
    expect(chart.locator("svg.marks")).to_be_visible()
    expect(chart.locator("svg.marks")).to_contain_text("400\N{NO-BREAK SPACE}€")


def test_a_switch_of_language_loses_no_answer(visit: Visit) -> None:
    visit.choose("pathology", "Grossesse ou accouchement")
    visit.select("setting", "Chez moi")
    visit.choose("language", "Nederlands")
    visit.reads("Voor 18 zittingen")
    expect(visit.page.locator("html")).to_have_attribute("lang", "nl")
    expect(visit.page).to_have_title("Wat kost mijn kinesitherapie?")
    visit.fill("sessions", "5")
    visit.reads("Voor 5 zittingen")
    visit.unfold("Het detail")
    visit.reads("Verplaatsingsvergoeding")


def test_the_address_never_holds_an_answer(visit: Visit) -> None:
    visit.choose("bim", "Oui")
    visit.choose("pathology", "Grossesse ou accouchement")
    visit.choose("language", "Deutsch")
    assert visit.page.url.partition("?")[2] == "lang=de"


def test_the_amount_stays_in_sight_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    visit = Visit(page, f"{address}?lang=fr")
    visit.choose("bim", "Oui")
    expect(page.locator(".st-key-glance a")).to_be_in_viewport()
    visit.reads("Il vous reste 45,00 € à payer")


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_first_response_is_in_the_language_of_the_browser(address: str, language: str) -> None:
    request = Request(address, headers={"Accept-Language": language})  # noqa: S310
    with urlopen(request) as response:  # noqa: S310
        assert f'<html lang="{language}">' in response.read().decode()


def test_no_request_leaves_the_machine(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    Visit(page, address).choose("language", "English")
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
