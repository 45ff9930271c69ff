"""What a practice pastes says what it means, whatever its name holds."""

from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.embed.facts import facts_of_practice
from estimator.embed.presets import Presets, presets_from
from estimator.embed.served import preview_address, preview_page
from estimator.embed.snippet import frame, frame_address, link, pairs_in, pairs_of, snippet
from estimator.engine.model.case import Pathology
from estimator.locales import words
from estimator.practice.model import MOST_KINES, Kine, Practice, Price
from tests.embed.test_presets import HOSTILE
from tests.practice.test_file import PRACTICES

BASE = "https://kine.example/"
EVERYTHING = {
    "practice_name": 'Cabinet "X" & <b>Y</b>',
    "conventioned": "false",
    "fee": "40",
    "fee_home": "42.50",
    "setting": "practice",
    "languages": "fr,nl",
    "lang": "nl",
    "accent": "#00aaff",
    "theme": "dark",
}
WHOLE = presets_from(EVERYTHING.items()).practice
NAMES = st.text(min_size=1, max_size=60) | st.sampled_from(HOSTILE)


def test_presets_go_into_an_address_and_come_back() -> None:
    assert dict(pairs_of(WHOLE)) == EVERYTHING
    assert presets_from(pairs_of(WHOLE)) == Presets(practice=WHOLE)


def sorted_prices(practice: Practice) -> Practice:
    """The same practice; the order of prices says nothing."""
    kines = (replace(kine, prices=tuple(sorted(kine.prices, key=repr))) for kine in practice.kines)
    return replace(practice, kines=tuple(kines))


@given(PRACTICES)
def test_any_practice_goes_into_an_address_and_comes_back(practice: Practice) -> None:
    again = presets_from(pairs_in(link(BASE, replace(practice, theme=None))))
    assert again.problems == ()
    assert again.status_told
    assert sorted_prices(again.practice) == sorted_prices(replace(practice, theme=None))
    assert presets_from(pairs_in(snippet(BASE, practice, words("fr")))).practice.theme == (
        practice.theme
    )


def test_one_kine_without_a_name_is_told_in_words_that_a_person_reads() -> None:
    fees = (Price(fee=Decimal("37.50")), Price(at_home=True, fee=Decimal("40.00")))
    kine = Kine(conventioned=False, prices=fees)
    read = {"conventioned": "false", "fee": "37.50", "fee_home": "40"}
    assert dict(pairs_of(Practice(kines=(kine,)))) == read
    first = replace(fees[0], first_fee=Decimal("50.00"))
    for more in (
        replace(kine, name="An"),
        replace(kine, missed=Decimal("20.00")),
        replace(kine, prices=(first,)),
    ):
        assert [*dict(pairs_of(Practice(kines=(more,))))] == ["kines"]


def test_the_longest_practice_fits_in_an_address() -> None:
    every = tuple(
        Price(pathology=group, at_home=at_home, fee=Decimal(n) / 7, first_fee=Decimal(n) / 3)
        for n, (group, at_home) in enumerate(product((None, *Pathology), (False, True)), 4321)
    )
    prices = tuple(
        replace(it, fee=round(it.fee, 2), first_fee=round(it.first_fee or it.fee, 2))
        for it in every
    )
    kines = tuple(
        Kine(name=f"Kinesist {n * 7919}", conventioned=False, prices=prices)
        for n in range(MOST_KINES)
    )
    assert presets_from(pairs_of(Practice(kines=kines))).practice.kines == kines


def test_nothing_said_is_a_bare_address() -> None:
    assert link(BASE, Practice()) == BASE


def test_the_link_and_the_frame_lead_to_the_same() -> None:
    themeless = {name: value for name, value in EVERYTHING.items() if name != "theme"}
    assert dict(pairs_in(link(BASE, WHOLE))) == themeless
    framed = dict(pairs_in(frame_address(BASE, WHOLE)))
    assert framed == {"embed": "true", "embed_options": "dark_theme", **themeless}


@pytest.mark.parametrize("make", [snippet, frame])
def test_what_is_pasted_is_read_again(make: object) -> None:
    pasted = make(BASE, WHOLE, words("fr"))  # type: ignore[operator]
    again = presets_from(pairs_in(pasted))
    assert again.problems == ()
    assert again.practice.practice_name == EVERYTHING["practice_name"]
    assert again.practice.kines == WHOLE.kines


@pytest.mark.parametrize(
    "text", ["", "https://[", "<<<", "fee", "?fee", "<script data-fee>", "\0", "&" * 500]
)
def test_what_is_no_snippet_says_nothing(text: str) -> None:
    assert presets_from(pairs_in(text)) in (Presets(), presets_from([("fee", "")]))


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read(text: str) -> None:
    presets_from(pairs_in(text))


class Tags(HTMLParser):
    """Every tag and event of some HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.names: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.names.update(name for name, _ in attrs)


@given(NAMES)
def test_a_name_is_never_markup(name: str) -> None:
    practice = presets_from([("practice_name", name), ("fee", name)]).practice
    tags = Tags(snippet(BASE, practice, words("fr")))
    assert tags.found == ["a", "script"]
    assert not [attribute for attribute in tags.names if attribute.startswith("on")]
    assert Tags(frame(BASE, practice, words("fr"))).found == ["iframe"]
    page = Tags(preview_page([("practice_name", name)]))
    assert page.found[-3:] == ["main", "a", "script"]


def test_the_preview_is_asked_with_the_presets() -> None:
    assert pairs_in(preview_address(WHOLE)) == list(pairs_of(WHOLE))


@pytest.mark.parametrize(
    ("presets", "sentence"),
    [
        ({}, ""),
        ({"lang": "nl", "accent": "#fff"}, ""),
        ({"practice_name": "Cabinet X"}, "Cabinet X"),
        (
            {"practice_name": "Cabinet X", "conventioned": "false", "fee": "40"},
            "Cabinet X, non conventionné, 40,00 € la séance",
        ),
        ({"conventioned": "true", "fee": "40"}, "Votre kiné, conventionné"),
        (
            {"conventioned": "false", "fee": "40", "fee_home": "45"},
            "Votre kiné, non conventionné, 40,00 € la séance, 45,00 € la séance à domicile",
        ),
        (
            {"conventioned": "false", "fee": "40", "fee_home": "45", "setting": "practice"},
            "Votre kiné, non conventionné, 40,00 € la séance, "
            "lieu des soins : Cabinet du kinésithérapeute",
        ),
    ],
)
def test_presets_are_told_as_facts(presets: dict[str, str], sentence: str) -> None:
    told = facts_of_practice(words("fr"), presets_from(presets.items()), tuple(Pathology))
    assert told.more == ()
    assert told.sentence.replace("\N{NO-BREAK SPACE}", " ") == sentence
