"""The page for practices without a browser: one form, a file of it, and amounts that are right.

The amounts are written by hand from tests/tariffs (edition of 2025-02-01): a session at the
practice is 30.80, of which 24.55 is paid back (25.30 for Fb); a quarter is withheld since
2025-05-01.
"""

import json
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest

from estimator.embed.presets import presets_from
from estimator.embed.snippet import pairs_in
from estimator.engine.model.case import Pathology, Setting
from estimator.environment import clock
from estimator.locales import words
from estimator.pages.practice.kept import CHOSEN
from estimator.practice.file import practice_file
from estimator.practice.model import MOST_KINES, Kine, Practice, Price
from tests.pages.conftest import TODAY
from tests.pages.reading import Reading

#: Two statuses and nine prices.
DE_LINDE = Practice(
    practice_name="De Linde",
    kines=(
        Kine(name="An", conventioned=True, special_hours=Decimal(5), missed=Decimal(15)),
        Kine(
            name="Tom",
            conventioned=False,
            missed=Decimal(20),
            prices=(
                Price(fee=Decimal(40), first_fee=Decimal(50)),
                Price(at_home=True, fee=Decimal(45), first_fee=Decimal(55)),
                Price(pathology=Pathology.FB, fee=Decimal(38), first_fee=Decimal(44)),
                Price(pathology=Pathology.FB, at_home=True, fee=Decimal("42.50")),
                Price(pathology=Pathology.PALLIATIVE, at_home=True, fee=Decimal(30)),
            ),
        ),
    ),
    lang="nl",
)
TYPED = {
    "site_fee_2": "40",
    "site_first_fee_2": "50",
    "site_fee_home_2": "45 €",
    "site_first_fee_home_2": "55",
    "site_fb_fee_2": "38",
    "site_fb_first_fee_2": "44",
    "site_fb_fee_home_2": "42,50",
    "site_palliative_fee_home_2": "30",
    "site_missed_2": "20",
}


class AtTheForm(Reading):
    """A practice at its page."""

    def __init__(self, language: str = "nl") -> None:
        super().__init__("practice", language)

    def click(self, name: str) -> "AtTheForm":
        """Presses the button of a name."""
        self.app.button(key=f"fixed_{name}").click()
        self._run()
        return self

    def open(self, content: bytes) -> "AtTheForm":
        """Opens a file."""
        self.app.file_uploader(key=CHOSEN).set_value(("a.json", content, "application/json"))
        self._run()
        return self

    def value(self, key: str) -> Any:
        """What stands in an input."""
        return self.widget(key).value

    @property
    def pasted(self) -> str:
        """The code of the price list."""
        return str(next(it.value for it in self.app.code if it.value.startswith("<section")))

    def rows(self, place: int, kine: int = 0) -> list[list[str]]:
        """The rows of one table of the price list."""
        reader = Rows()
        reader.feed(self.pasted)
        return reader.tables[kine * 4 + place]


class Rows(HTMLParser):
    """The cells of every table, row by row; counts what is open to see that all is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.update(name for name, _ in attrs)
        self.tags.add(tag)
        self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & {*self.open}:
            self.tables[-1][-1][-1] += data.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def typed() -> AtTheForm:
    """The practice as a person types it in Dutch."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "today", lambda: TODAY)
        form = AtTheForm().answer(site_practice_name="De Linde", site_special_hours_1="5")
        form.answer(site_missed_1="15")
        form.click("kine_add")
        form.answer(site_name_1="An", site_name_2="Tom", site_conventioned_2="false")
        form.answer(site_groups_2=["fb", "palliative"])
        form.answer(**TYPED)
    return form


def test_two_statuses_and_nine_prices_give_the_right_amounts(typed: AtTheForm) -> None:
    assert typed.errors == []
    assert typed.rows(0)[2] == ["Courante aandoening", "6,25 €", "24,55 €", "30,80 €"]
    ordinary, bim, first = (typed.rows(place, kine=1) for place in range(3))
    assert ordinary[2] == ["Courante aandoening", "21,58 €", "40,00 €", "18,42 €", "30,80 €"]
    fb = "Chronische aandoening van de F-lijst (Fb)"
    assert [fb, "19,02 €", "38,00 €", "18,98 €", "30,80 €"] in ordinary
    assert bim[2] == ["Courante aandoening", "2,50 €", "30,80 €", "28,30 €", "30,80 €"]
    # The intake, 7.19, is paid back less a quarter: 7.19 - 1.79 = 5.40; 18.42 + 5.40 = 23.82.
    assert first[2] == ["Courante aandoening", "33,37 €", "50,00 €", "7,19 €", "23,82 €"]
    assert [fb, "25,02 €", "44,00 €", "–", "18,98 €"] in first
    assert "5,00" in typed.pasted
    assert "20,00" in typed.pasted
    assert "nooit terugbetaald" in typed.pasted


def test_the_file_brings_all_of_it_back(typed: AtTheForm) -> None:
    form = AtTheForm().open(practice_file(DE_LINDE))
    assert form.errors == []
    assert form.pasted == typed.pasted
    assert form.value("site_name_2") == "Tom"
    assert form.value("site_fb_fee_home_2") == "42.50"
    assert [it.value for it in form.app.success] == [words("nl")("practice_form.keep.opened")]


def test_the_snippet_tells_all_of_it(typed: AtTheForm) -> None:
    snippet, *_ = (code.value for code in typed.app.code)
    assert presets_from(pairs_in(snippet)).practice == DE_LINDE


def test_every_question_about_one_of_several_kines_says_which(typed: AtTheForm) -> None:
    labels = [it.label for it in typed.app.text_input if str(it.key).endswith("_2")]
    assert len(labels) > len(TYPED)
    assert {label.partition(":")[0] for label in labels} == {"Kinesist 2"}


def test_one_kine_is_asked_no_more_than_name_status_and_price() -> None:
    form = AtTheForm().answer(site_conventioned_1="false")
    folded = {it.key for fold in form.app.expander for it in fold.text_input}
    assert [it.key for it in form.app.text_input if it.key not in folded] == [
        "site_practice_name",
        "site_fee_1",
        "site_fee_home_1",
    ]


@pytest.mark.parametrize(
    ("key", "given", "told"),
    [
        ("site_fee_1", "veel", "“veel” is geen bedrag"),
        ("site_fee_home_1", "-3", "kan niet negatief zijn"),
        ("site_missed_1", "1,234", "hoogstens twee decimalen"),
        ("site_name_1", "a" * 81, "te lang"),
        ("site_first_fee_1", "50", "Geef ook de prijs per zitting op"),
    ],
)
def test_what_wont_do_is_told_and_stays(key: str, given: str, told: str) -> None:
    form = AtTheForm().answer(site_conventioned_1="false")
    others = len(form.errors)  # the folded letter waits for its own answers
    form.answer(**{key: given})
    assert sum(told in error for error in form.errors) == 1
    form.answer(language="fr")
    assert form.value(key) == given
    assert len(form.errors) == 1 + others
    assert told not in form.errors[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG", "Bestand: dit kunnen we niet lezen"),
        (b'{"kine_practice": 1, "kines": [{"conventioned": "maybe"}]}', "“maybe”"),
        (b'{"kine_practice": 1, "kines": [{}]}', "het antwoord ontbreekt"),
        (
            b'{"kine_practice": 1, "kines": [{"conventioned": false, "prices": [{"fee": "x"}]}]}',
            "Uw prijs per zitting, in euro: “x” is geen bedrag",
        ),
        (
            b'{"kine_practice": 1, "kines": [{"conventioned": true, "prices": [{"fee": "4"}]}]}',
            "geen eigen prijzen",
        ),
        (
            json.dumps({"kine_practice": 1, "kines": [{"conventioned": True}] * 21}).encode(),
            "het bestand heeft er 21. Mogelijk aantal, van klein naar groot: 0, 20",
        ),
        (b'{"kine_practice": 1, "practice_name": "' + b"a" * 90 + b'"}', "Hoogstens 80 tekens"),
    ],
)
def test_a_wrong_file_is_told_and_changes_nothing(content: bytes, told: str) -> None:
    form = AtTheForm().answer(site_practice_name="De Linde").open(content)
    assert [told in error for error in form.errors] == [True]
    assert form.value("site_practice_name") == "De Linde"


def test_a_kine_is_removed_with_the_answers() -> None:
    form = AtTheForm().open(practice_file(DE_LINDE)).click("kine_remove_1")
    assert form.value("site_conventioned_2") == "false"
    assert form.value("site_fee_2") == "40"
    form.click("kine_add")
    assert form.value("site_name_3") == ""
    assert form.value("site_conventioned_3") == "true"


def test_there_are_at_most_as_many_kines_as_the_file_takes() -> None:
    full = Practice(kines=(Kine(conventioned=True),) * MOST_KINES)
    form = AtTheForm().open(practice_file(full))
    assert "fixed_kine_add" not in {button.key for button in form.app.button}
    form.click(f"kine_remove_{MOST_KINES}")
    assert "fixed_kine_add" in {button.key for button in form.app.button}


def test_a_pasted_snippet_fills_in_the_form() -> None:
    form = AtTheForm().open(practice_file(DE_LINDE))
    form.app.text_area(key="site_pasted").set_value(
        '<script src="x" data-practice-name="Y" data-conventioned="false" data-fee="37.50">'
    )
    form.app.run()
    assert form.value("site_fee_1") == "37.50"
    assert form.value("site_practice_name") == "Y"
    assert "site_name_2" not in {it.key for it in form.app.text_input}


def test_what_a_practice_types_is_no_markup_of_the_list() -> None:
    form = AtTheForm().answer(site_practice_name='<script>"&', site_name_1="<b>An</b>")
    reader = Rows()
    reader.feed(form.pasted)
    assert not reader.open
    assert not {"script", "b", "style", "link"} & reader.tags
    assert reader.attributes == {
        "lang", "style", "role", "tabindex", "aria-label", "scope", "colspan", "href",
    }  # fmt: skip
    assert "&lt;script&gt;&#34;&amp;: onze prijzen" in form.pasted


def test_the_list_comes_in_all_languages_of_the_practice() -> None:
    form = AtTheForm().answer(site_languages=["fr", "de"])
    assert form.pasted.startswith('<section lang="fr">')
    form.answer(site_list_language="all")
    assert [form.pasted.count(f'<section lang="{it}">') for it in ("fr", "nl", "de")] == [1, 0, 1]
    assert "5. Mai 2025" in form.pasted


def test_a_practice_at_home_only_shows_no_other_place() -> None:
    form = AtTheForm().answer(site_setting=Setting.HOME)
    assert words("nl")("setting.practice") not in form.pasted
    assert [row[-1] for row in form.rows(0)[2:3]] == ["33,88 €"]
