"""The estimate in the document is the one that the page will show, or none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from estimator.embed.presets import PATIENTS
from estimator.embed.snippet import pairs_of
from estimator.locales import LANGUAGES, words
from estimator.server import first_estimate
from estimator.server.first_estimate import (
    AT_ONCE,
    CACHED_ESTIMATES,
    FirstEstimates,
    FirstRequest,
    asked,
)
from tests.embed.test_presets import ANY_NAME, ANY_TEXT
from tests.pages.asking import Asking, plain
from tests.pages.conftest import TODAY
from tests.practice.kines import PRACTICE, TOM

PRESETS = (
    "",
    "conventioned=true",
    "conventioned=false",
    "conventioned=false&fee=45",
    "conventioned=false&fee=45,50&fee_home=50&setting=home",
    "fee=45",
    "setting=hospital",
    "setting=day_hospital&conventioned=false",
    "setting=elderly_home",
    "conventioned=perhaps&fee=-1&setting=moon",
)


def made(query: str, language: str = "fr", day: date = TODAY) -> Markup:
    return FirstEstimates(lambda: 0.0).get(asked(language, query, day))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_the_page_will_say(language: str) -> None:
    read = plain(made("", language))
    sentence = read.partition(plain(words(language)("document.situation")))[0]
    assert sentence
    assert sentence in Asking(language).read


@pytest.mark.parametrize("query", PRESETS)
def test_a_practice_has_its_own_facts_in_it(query: str) -> None:
    page = Asking(**dict(parse_qsl(query)))
    sentence = plain(made(query)).partition(plain(words("fr")("document.situation")))[0]
    assert sentence
    assert sentence in page.read


def test_before_a_kine_is_chosen_nobody_s_prices_are_in_it() -> None:
    assert made(urlencode(list(pairs_of(PRACTICE)))) == made("")
    only = replace(PRACTICE, kines=(TOM,))
    assert "400,23 €" in plain(made(urlencode(list(pairs_of(only)))))  # 31.58 + 17 x 21.58 + 1.79


def test_it_says_for_whom_it_holds() -> None:
    read = plain(made("conventioned=false&fee=45&setting=home"))
    for told in (
        "Problème soigné : Pathologie courante",
        "Lieu des soins : Domicile du patient",
        "Intervention majorée (BIM) : Non",
        "Kiné conventionné : Non",
        "Prix demandé par séance : 40,00 €",
        "Aussi compté : Bilan de départ (intake)",
        plain(words("fr")("page.limits")),
    ):
        assert told in read
    assert "Prix" not in plain(made("conventioned=true&fee=45"))


def test_the_amount_is_that_of_the_circular() -> None:
    """18 sessions at the practice, 6,25 € of each left to pay from 1 February 2025 on."""
    assert "il vous reste 112,50 € à payer, soit 6,25 € par séance" in plain(made(""))


def test_it_says_how_sure_the_amount_is() -> None:
    assert "la liste officielle n'a pas été lue" in plain(made(""))


def test_what_nobody_knows_yet_is_a_range_with_its_reason() -> None:
    """18 sessions in 2027: 18 times 6.13 euros more or less, and the intake 1.79."""
    read = plain(made("conventioned=false", day=date(2027, 2, 1)))
    assert "il vous reste entre 278,10 € et 390,23 € à payer" in read
    assert "Personne ne sait encore si la mutualité remboursera toujours 25 %" in read


@pytest.mark.parametrize("name", sorted(PATIENTS))
def test_answers_of_a_patient_stay_out_of_the_document(name: str) -> None:
    assert asked("fr", f"lang=fr&{name}=x", TODAY) is None
    assert made(f"{name}=") == ""


def test_a_day_without_tariff_has_none() -> None:
    assert made("", day=date(1999, 1, 1)) == ""


@given(st.lists(st.tuples(ANY_NAME, ANY_TEXT), max_size=4))
def test_any_address_has_one_or_none(pairs: list[tuple[str, str]]) -> None:
    told = made(urlencode(pairs, errors="replace"))
    assert told == "" or told.startswith("<section ")


def fee_in(what: FirstRequest) -> Decimal:
    return what.facts.practice.kines[0].prices[0].fee


def test_each_is_made_once_and_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[FirstRequest] = []

    def draw(what: FirstRequest) -> str:
        drawn.append(what)
        return "x"

    monkeypatch.setattr(first_estimate, "first_estimate", draw)
    hours = count(0, 3600)
    estimates = FirstEstimates(lambda: next(hours))
    for fee in [*range(CACHED_ESTIMATES), 0, 0, CACHED_ESTIMATES, 1]:
        assert estimates.get(asked("fr", f"fee={fee}", TODAY)) == "x"
    assert [fee_in(what) for what in drawn] == [*range(CACHED_ESTIMATES + 1), 1]
    assert len(estimates.made) == CACHED_ESTIMATES


def test_an_address_written_anew_without_end_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_estimate, "first_estimate", lambda _: Markup("x"))
    estimates = FirstEstimates(lambda: 0.0)
    got = [estimates.get(asked("fr", f"fee={fee}", TODAY)) for fee in range(AT_ONCE + 2)]
    assert got == ["x"] * AT_ONCE + ["", ""]
    assert estimates.get(asked("fr", "fee=0", TODAY)) == "x"


def test_where_it_fails_the_page_comes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, BaseException]] = []
    monkeypatch.setattr(first_estimate, "note_fault", lambda *fault: told.append(fault))

    def fail(_: FirstRequest) -> Markup:
        raise KeyError("knee")

    monkeypatch.setattr(first_estimate, "first_estimate", fail)
    assert made("") == ""
    assert [(event, type(fault)) for event, fault in told] == [("first_estimate_failed", KeyError)]
