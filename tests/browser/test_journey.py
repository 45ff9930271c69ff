"""A patient's whole journey in a real browser, in each language, on a phone and at a desk."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from estimator import Case, Pathology, Result, Setting, estimate
from estimator.locales import LANGUAGES
from tests.browser.visiting import Visit, euros

START = date(2025, 5, 5)
LAST = date(2025, 7, 3)
# The worked example: 18 sessions of a current pathology at a kiné who asks 40 euros.
CASE = Case(
    pathology=Pathology.CURRENT,
    bim=False,
    conventioned=False,
    fee=Decimal(40),
    sessions=18,
    start=START,
    intake=False,
)


def test_the_whole_journey(page: Page, address: str) -> None:
    """On a phone, in two languages."""
    page.set_viewport_size({"width": 375, "height": 900})
    visit = Visit(page, f"{address}?lang=nl", "nl")
    visit.is_in("nl")
    the_worked_example(visit)
    the_chart_is_drawn_and_named(visit, "400 €")
    the_cliff(visit)
    protected(visit)
    a_refusal(visit)
    another_problem_at_home(visit)
    another_language(visit, "de")
    the_chart_is_drawn_and_named(visit, "150 €")
    the_paper(visit)
    assert visit.overflow <= 0
    assert page.url == f"{address}?lang=de"
    assert visit.asked_elsewhere(address) == []


def the_paper(visit: Visit) -> None:
    """The written estimate, in the language of the page, and the page is still there."""
    with visit.page.expect_download() as given:
        visit.page.get_by_role("button", name=visit.say("keeping.paper")).click()
    assert given.value.suggested_filename == visit.say("keeping.paper.file")
    assert given.value.path().read_bytes().startswith(b"%PDF")
    expect(visit.answer).to_be_visible()


def the_worked_example(visit: Visit) -> None:
    """Both kinds of kiné, to the cent."""
    visit.unfold(visit.say("questions.more"))
    visit.begin(START)
    visit.reads(visit.say.day(LAST))
    visit.reply("intake", "false")
    reads_result(visit, estimate(replace(CASE, conventioned=True)))
    visit.reply("conventioned", "false")
    visit.fill("fee", "40")
    reads_result(visit, estimate(CASE))
    language = visit.say.language
    for amount in ("388.44", "720.00", "331.56"):
        visit.reads(euros(language, Decimal(amount)), visit.answer)
    visit.reads(euros(language, Decimal("275.94")))


def the_chart_is_drawn_and_named(visit: Visit, highest: str) -> None:
    """A picture with a name, and an axis in the manner of the language."""
    chart = visit.page.get_by_test_id("stVegaLiteChart").first
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_accessible_name(visit.say("chart.alt"))
    expect(chart.locator("svg.marks").first).to_be_visible()
    visit.reads(highest, chart)


def the_cliff(visit: Visit) -> None:
    """Sessions beyond the normal number are announced."""
    visit.fill("sessions", "30")
    reads_result(visit, estimate(replace(CASE, sessions=30)))
    visit.reads(visit.say("warnings.heading"))


def protected(visit: Visit) -> None:
    """With increased reimbursement the kiné's status makes no difference."""
    visit.reply("bim", "true")
    reads_result(visit, estimate(replace(CASE, sessions=30, bim=True)))
    visit.reads(visit.say("compare.bim"))


def a_refusal(visit: Visit) -> None:
    """An answer that won't do is explained; the others are kept."""
    visit.fill("sessions", "0")
    visit.reads(visit.say("answer.waiting", n=1))
    visit.fill("sessions", "8")
    reads_result(visit, estimate(replace(CASE, sessions=8, bim=True)))


def another_problem_at_home(visit: Visit) -> None:
    """Other questions, other codes, and the detail of each."""
    say = visit.say
    visit.select("pathology", say("choice.group.perinatal"))
    visit.select("setting", say("choice.setting.home"))
    reads_result(visit, at_home())
    visit.unfold(say("items.heading"))
    visit.reads(say("service.travel"), visit.part("items"))


def another_language(visit: Visit, language: str) -> None:
    """A switch of language loses no answer, not even at the change after it."""
    visit.speak(language)
    visit.is_in(language)
    reads_result(visit, at_home())
    visit.reads(visit.say("service.travel"), visit.part("items"))
    visit.reply("bim", "false")
    visit.fill("fee", "37,50")
    own = replace(at_home().case, bim=False, fee=Decimal("37.50"), travel=True, report=False)
    reads_result(visit, estimate(own))


def at_home() -> Result:
    """What eight sessions around a birth cost somebody with increased reimbursement."""
    return estimate(
        replace(CASE, pathology=Pathology.PERINATAL, setting=Setting.HOME, sessions=8, bim=True)
    )


def reads_result(visit: Visit, result: Result) -> None:
    """What is left, what is paid at the desk and what comes back, to the cent."""
    for amount in (result.totals.patient, result.totals.charged, result.totals.reimbursed):
        visit.reads(euros(visit.say.language, amount), visit.answer)


def test_a_comma_is_a_comma_in_a_browser_set_to_english(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="en-GB")
    visit = Visit(page, address, "en")
    visit.reply("conventioned", "false")
    visit.fill("fee", "33,50")
    visit.reads("€33.50")
    entry = visit.field("fee").locator("input")
    expect(entry).to_have_attribute("inputmode", "decimal")
    visit.reply("conventioned", "true")
    expect(entry).to_have_attribute("inputmode", "decimal")  # the question was drawn anew
    page.close()


def test_the_amount_stays_in_sight_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    visit = Visit(page, f"{address}?lang=fr")
    visit.reply("bim", "true")
    glance = page.locator(".glance")
    expect(glance).to_be_in_viewport()
    visit.reads("Il vous reste 45,00 € à payer", glance)
    glance.click()
    expect(visit.answer.locator("strong").first).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_response_is_in_the_language_of_the_browser(address: str, language: str) -> None:
    request = Request(address, headers={"Accept-Language": language})  # noqa: S310
    with urlopen(request) as response:  # noqa: S310
        assert f'<html lang="{language}">' in response.read().decode()
