"""The written estimate in large print, in easy words, and to sign: read back in every language."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from estimator import Payer, Payment, tariffs
from estimator.documents.content import Paper, paper_of
from estimator.documents.papers.easy_read import easy_read, easy_texts
from estimator.documents.papers.large_print import large_print
from estimator.documents.papers.to_sign import estimate_to_sign
from estimator.locales import LANGUAGES, catalogues, words
from tests.documents.papers import (
    ADDRESS,
    TODAY,
    USUAL_WAY,
    compared,
    plain,
    read,
    root_of,
    text_of,
)

#: 18 sessions at 40 euros, with the intake: 727.19 asked, 336.96 paid back, 390.23 left.
AMOUNTS = ("727.19", "336.96", "390.23")
NAME = "Praktijk De Linde"


def paper(
    language: str = "fr",
    conventioned: bool | None = False,
    payment: Payment = USUAL_WAY,
    **changes: Any,
) -> Paper:
    book = tariffs().book
    return paper_of(compared(**changes), words(language), book, conventioned, payment)


def large(of: Paper) -> bytes:
    return large_print(of, address=ADDRESS, today=TODAY)


def easy(of: Paper) -> bytes:
    return easy_read(of, TODAY)


def to_sign(of: Paper, name: str = NAME) -> bytes:
    return estimate_to_sign(of, name, address=ADDRESS, today=TODAY)


EACH = pytest.mark.parametrize("make", [large, easy, to_sign])
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def sizes(pdf: bytes) -> set[int]:
    """The sizes of all letters, in points."""
    found: set[int] = set()

    def note(text: str, _: Any, matrix: list[float], __: Any, size: float) -> None:
        if text.strip():
            found.add(round(size * abs(matrix[3])))

    for page in read(pdf).pages:
        page.extract_text(visitor_text=note)
    return found


@EACH
@EVERY_LANGUAGE
def test_each_has_the_amounts_and_is_tagged(make: Callable[[Paper], bytes], language: str) -> None:
    pdf, say = make(paper(language)), words(language)
    text, root = text_of(pdf), root_of(pdf)
    assert [it for it in AMOUNTS if plain(say.euros(Decimal(it))) not in text] == []
    assert root["/Lang"] == str(say.locale).replace("_", "-")
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


@EACH
def test_the_same_day_gives_the_same_bytes(make: Callable[[Paper], bytes]) -> None:
    assert make(paper()) == make(paper())


@pytest.mark.parametrize(("make", "least"), [(large, 16), (easy, 14)])
def test_no_letter_is_small(make: Callable[[Paper], bytes], least: int) -> None:
    assert min(sizes(make(paper()))) >= least


def test_large_print_leaves_nothing_out() -> None:
    """A course whose page in usual print counts what it has no room for."""
    long = paper(conventioned=None, sessions=300, start=date(2024, 1, 15), per_week=1)
    text = text_of(large(long))
    left_out = [plain(form).split("{n}")[-1] for form in words("fr").forms("keep.more_rows")]
    assert not any(part in text for part in left_out)
    assert ADDRESS in text.replace(" ", "")


EASY = {
    "fr": "À la fin, vous payez vous-même : 390,23 €",
    "nl": "Op het einde betaalt u zelf: 390,23 €",
    "de": "Am Ende zahlen Sie selbst: 390,23 €",
    "en": "In the end you pay yourself: €390.23",
}


@pytest.mark.parametrize(("language", "said"), EASY.items())
def test_the_easy_paper_says_what_is_left_to_pay(language: str, said: str) -> None:
    assert said in text_of(easy(paper(language)))


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (paper(conventioned=True), "Votre kiné est conventionné. "),
        (paper(), "Votre kiné demande 40,00 € pour une séance."),
        (paper(first_fee=Decimal(50)), "La première séance coûte 50,00 €."),
        (paper(conventioned=None), "112,50 € à 390,23 €"),
        (paper(conventioned=None), "Le deuxième montant est le plus grand."),
        (paper(bim=True), "ne peut pas demander plus que les prix officiels"),
        (paper(sessions=30), "Dès la séance 19, vous payez plus."),
        (paper(prior_sessions=20), "Vous avez déjà eu beaucoup de séances."),
        (paper(payment=Payment(insurance_percent=50)), "Votre assurance paie ensuite"),
    ],
)
def test_the_easy_paper_says_what_matters_of_the_answers(of: Paper, said: str) -> None:
    assert said in text_of(easy(of))


def test_the_easy_paper_names_no_mutuality_where_another_pays() -> None:
    text = text_of(easy(paper(payment=Payment(other_payer=Payer.ARMY))))
    assert "Ou demandez à celui qui paie vos soins." in text
    assert "La mutualité décide" not in text


@EVERY_LANGUAGE
def test_easy_sentences_are_short(language: str) -> None:
    """No sentence of the catalogue, without its values, has more than 13 words."""
    texts = [it.string for it in catalogues(language)["easy_read"] if it.id]
    each = [form for it in texts for form in ([it] if isinstance(it, str) else it)]
    sentences = [part for form in each for part in form.replace("? ", ". ").split(". ")]
    assert [it for it in sentences if len(it.split()) > 13] == []


def test_every_easy_word_is_used() -> None:
    """Each key is told for one of these papers, or is a certainty that frozen tariffs lack."""
    said = str(
        [
            easy_texts(paper(**changes), TODAY)
            for changes in (
                {},
                {"conventioned": True, "sessions": 30},
                {"conventioned": None, "bim": True},
                {"bim": True, "prior_sessions": 20},
                {"first_fee": Decimal(50)},
                {"payment": Payment(insurance_percent=50)},
                {"payment": Payment(other_payer=Payer.ARMY)},
                {"start": date(2024, 5, 6)},
                {"start": date(2027, 5, 6), "sessions": 1},
            )
        ]
    )
    easy_keys = [key for key in sorted(words("fr").keys()) if key.startswith("easy.")]
    unsaid = [it for it in easy_keys if words("fr").forms(it)[-1].split("{")[0] not in said]
    assert unsaid == ["easy.sure.in_part", "easy.sure.presumed", "easy.sure.published"]


PURPOSE = {
    "fr": "Ce n'est ni une décision de votre mutualité, ni une promesse de remboursement.",
    "nl": "Het is geen beslissing van uw ziekenfonds en geen belofte van terugbetaling.",
    "de": "Es ist keine Entscheidung Ihrer Krankenkasse und kein Versprechen einer Erstattung.",
    "en": "It is no decision of your mutuality, and no promise of a reimbursement.",
}


@pytest.mark.parametrize(("language", "said"), PURPOSE.items())
def test_the_page_to_sign(language: str, said: str) -> None:
    first, second = (plain(it.extract_text()) for it in read(to_sign(paper(language))).pages)
    say = words(language)
    assert f"{NAME} · {plain(say('keep.made', day=TODAY))}" in first
    assert said in second
    assert NAME in second
    assert plain(say.euros(Decimal("112.50"))) in second, "what a conventioned kiné leaves to pay"
    assert plain(say("keep.tariff", day=date(2025, 2, 1), status=say("status.derived"))) in second
    for choice in ("read", "here", "think", "elsewhere"):
        assert plain(say(f"signing.choice.{choice}")) in second
    assert second.count(say("signing.signature")) == 2


def test_the_choice_of_another_kine_is_no_choice_where_each_costs_the_same() -> None:
    for of in (paper(conventioned=True), paper(bim=True)):
        second = read(to_sign(of)).pages[1].extract_text()
        assert words("fr")("signing.choice.elsewhere") not in second


@pytest.mark.parametrize(("name", "printed"), [("", "Cabinet"), ("物理治療", "Cabinet")])
def test_a_practice_without_a_printable_name_writes_it(name: str, printed: str) -> None:
    first, second = (it.extract_text() for it in read(to_sign(paper(), name)).pages)
    assert second.startswith(printed)
    assert "·" not in first.splitlines()[1]
