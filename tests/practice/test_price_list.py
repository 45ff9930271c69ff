"""What the price list says where little is known, and where much is alike."""

from datetime import date
from decimal import Decimal

import pytest

from estimator.engine.model.case import Setting
from estimator.practice.model import Kine, Practice, Price
from estimator.practice.price_list import price_list
from estimator.practice.prices import of_one_kind, price_rows

AN = Kine(name="An", conventioned=True)
TOM = Kine(name="Tom", conventioned=False, prices=(Price(fee=Decimal(40)),))
MAY, NEXT_YEAR = date(2025, 5, 5), date(2027, 1, 4)


def listed(*kines: Kine, today: date = MAY, setting: Setting | None = None) -> str:
    """The price list in Dutch."""
    practice = Practice(kines=kines, setting=setting)
    html = price_list(practice, ["nl"], "https://kine.example/?lang={}&x=1".format, today)
    return html.replace("\N{NO-BREAK SPACE}", " ")


def test_kines_who_differ_in_name_only_share_their_tables() -> None:
    jo = Kine(name="Jo", conventioned=True)
    assert of_one_kind([AN, TOM, jo]) == [(AN, jo), (TOM,)]
    assert "<h3>An, Jo: geconventioneerd</h3>" in listed(AN, TOM, jo)


def test_a_kine_without_prices_says_to_ask() -> None:
    html = listed(Kine(conventioned=False))
    assert "<table" not in html
    assert "Vraag de prijs vóór de eerste zitting." in html
    assert "<p>Prijzen van 5 mei 2025.</p>" in html


def test_a_price_that_is_not_told_is_not_made_up() -> None:
    rows = list(price_rows(Practice(kines=(TOM,)), TOM, MAY))
    assert [row.setting for row in rows] == [Setting.PRACTICE] * 2
    assert [row.result.totals.charged for row in rows] == [Decimal(40), Decimal("30.80")]


@pytest.mark.parametrize(
    ("today", "open_amounts"), [(MAY, False), (NEXT_YEAR, True)], ids=["known", "open"]
)
def test_what_nobody_knows_yet_is_a_range(today: date, open_amounts: bool) -> None:
    html = listed(TOM, today=today)
    assert "25 %" in html
    assert ("<td>18,42 €</td>" in html) is not open_amounts
    assert (" tot " in html.partition("<tbody>")[2].partition("</tbody>")[0]) is open_amounts


def test_the_link_opens_in_the_language_of_the_list() -> None:
    assert 'href="https://kine.example/?lang=nl&amp;x=1"' in listed(AN)
