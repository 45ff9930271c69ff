"""The kinds of errors of a list in the words of a person."""

from datetime import date
from decimal import Decimal

import pytest

from estimator.engine.model.case import FIELDS, Pathology, Setting
from estimator.engine.model.errors import EstimatorError, InvalidAnswer, TariffGap
from estimator.engine.model.fields import DAY, TRUTH, Count
from estimator.lists.columns.model import DayOrder, ListColumns
from estimator.lists.errors.correction import corrected_example
from estimator.lists.errors.groups import correction_of, error_groups
from estimator.lists.errors.sentences import row_sentence
from estimator.lists.errors.tally import Seen, tally_of, width_error
from estimator.lists.values.readers import reader_of
from estimator.locales import LANGUAGES, words
from estimator.wording.refusals import LONGEST_VALUE
from tests.lists.tables import FRENCH

OWN = ListColumns(
    {"Prix (€)": "fee", "Début": "start", "Dossier": None}, {"Début": DayOrder.DAY_FIRST}
)
PRICE = InvalidAnswer("fee", given="dix", reason="euros")
NO_DAY = InvalidAnswer("start", given="31/09/2025", reason="not_a_day")
BIM = InvalidAnswer("bim", given="treu", reason="one_of", allowed=TRUTH.allowed)
GROUP = InvalidAnswer("pathology", given="Curent", reason="group_or_code", allowed=tuple(Pathology))
RANGE = InvalidAnswer("sessions", given="0", reason="number", allowed=Count(1, 400).allowed)
PLACE = InvalidAnswer("setting", given=Setting.PRACTICE, reason="setting", allowed=(Setting.HOME,))
GAP = TariffGap("code", date(2025, 5, 5))

NBSP = "\N{NO-BREAK SPACE}"


def test_the_most_frequent_first_and_then_by_line() -> None:
    tally = tally_of([Seen(2, (3, 8), NO_DAY), Seen(9, (4, 5, 6), GAP), Seen(2, (2, 9), PRICE)])
    gap, price, day = error_groups(tally, FRENCH, OWN)
    assert (gap.field, gap.reason, gap.rows, gap.lines) == ("", "gap", 9, (4, 5, 6))
    assert (gap.given, gap.example, correction_of(FRENCH, gap)) == ("", "", "")
    assert (price.lines, price.given, price.example) == ((2, 9), "dix", "40,00")
    assert price.sentence.startswith(f"Colonne «{NBSP}Prix (€){NBSP}»{NBSP}: «")
    assert correction_of(FRENCH, day) == "31/09/2025 → 31/01/2026"


def test_a_column_that_nobody_mapped_has_the_name_of_the_contract() -> None:
    (kind,) = error_groups(tally_of([Seen(1, (2,), BIM)]), FRENCH, ListColumns())
    assert kind.sentence.startswith(f"Colonne «{NBSP}bim{NBSP}»")


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("fr", f"Colonne «{NBSP}Lieu des soins{NBSP}», à ajouter à votre liste{NBSP}: «"),
        ("nl", "Kolom “Plaats van de zorg”, toe te voegen aan uw lijst: “In de praktijk"),
        ("de", "Spalte „Ort der Behandlung“, in Ihrer Liste zu ergänzen: „In der Praxis“"),
        ("en", "Column “Place of care”, to be added to your list: "),
    ],
)
def test_a_column_that_the_list_lacks_is_to_be_added(language: str, head: str) -> None:
    (kind,) = error_groups(tally_of([Seen(1, (2,), PLACE)]), words(language), OWN)
    assert kind.sentence.startswith(head)
    assert (kind.given, bool(kind.example)) == ("", True)


def test_a_place_that_was_understood_is_called_by_its_official_name() -> None:
    own = ListColumns({"Lieu": "setting"})
    (kind,) = error_groups(tally_of([Seen(1, (2,), PLACE)]), FRENCH, own)
    assert correction_of(FRENCH, kind) == "Cabinet du kinésithérapeute → domicile"


def test_a_missing_answer_has_an_example_alone() -> None:
    missing = InvalidAnswer("fee", given="", reason="fee_missing")
    (kind,) = error_groups(tally_of([Seen(1, (2,), missing)]), FRENCH, OWN)
    assert correction_of(FRENCH, kind) == f"Écrivez par exemple{NBSP}: 40,00"


def test_a_row_of_another_width() -> None:
    (kind,) = error_groups(tally_of([Seen(1, (2,), width_error(5, 7))]), FRENCH, OWN)
    assert kind.sentence == "Cette ligne compte 5 cellules, l’en-tête en compte 7."
    assert (kind.given, kind.example) == ("5", "")


EXAMPLES = [
    (PRICE, "40,00"),
    (InvalidAnswer("fee", given="-4", reason="negative"), "40,00"),
    (NO_DAY, "2026-01-31"),
    (InvalidAnswer("start", given="", reason="missing", allowed=DAY.allowed), "2026-01-31"),
    (
        InvalidAnswer(
            "start",
            given=date(1999, 1, 1),
            reason="day",
            allowed=(date(2020, 1, 1), date(2027, 12, 31)),
        ),
        "2027-12-31",
    ),
    (BIM, "true"),
    (GROUP, "current"),
    (InvalidAnswer("bim", given="@", reason="one_of", allowed=("true", "false")), "oui"),
    (RANGE, "1 … 400"),
    (InvalidAnswer("prior_sessions", given=400, reason="limit_used_up"), ""),
    (InvalidAnswer("first_session", given=date(2025, 1, 1), reason="only_fa"), "(vide)"),
    (InvalidAnswer("surcharge", given=Decimal(5), reason="surcharge_in_hospital"), "0"),
    (InvalidAnswer("plan", given="Bo", reason="plan_rows", allowed=(100,)), ""),
]


def test_an_example_of_what_would_do() -> None:
    for error, example in EXAMPLES:
        assert corrected_example(error, FRENCH) == example


def test_a_day_as_the_column_has_them() -> None:
    assert corrected_example(NO_DAY, FRENCH, DayOrder.DAY_FIRST) == "31/01/2026"
    assert corrected_example(NO_DAY, FRENCH, DayOrder.MONTH_FIRST) == "01/31/2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language(language: str) -> None:
    tally = tally_of(Seen(1, (2,), error) for error in (PRICE, NO_DAY, BIM, GROUP, RANGE, GAP))
    kinds = error_groups(tally, words(language), OWN)
    assert all(kind.sentence for kind in kinds)
    assert all(correction_of(words(language), kind) for kind in kinds if kind.field)


def test_a_long_value_is_cut() -> None:
    long = InvalidAnswer("fee", given="x" * 999, reason="euros")
    (kind,) = error_groups(tally_of([Seen(1, (2,), long)]), FRENCH, OWN)
    assert kind.given == "x" * LONGEST_VALUE
    assert "x" * (LONGEST_VALUE + 1) not in row_sentence(FRENCH, {}, long) + kind.sentence


def test_an_error_of_another_kind_is_none_of_a_row() -> None:
    with pytest.raises(EstimatorError):
        row_sentence(FRENCH, {}, EstimatorError())


@pytest.mark.parametrize(
    ("field", "given", "example"),
    [
        ("pathology", "Courrante", "courante"),
        ("pathology", "zwaar aandoening", "zware aandoening"),
        ("pathology", "???", "courante"),
        ("bim", "peut-être", "oui"),
        ("bim", "treu", "true"),
        ("setting", "cabinnet", "cabinet"),
    ],
)
def test_the_nearest_of_what_people_write(field: str, given: str, example: str) -> None:
    """In the person's language first, then as the contract has it, then in the others."""
    kind = FIELDS[field].kind
    error = InvalidAnswer(field, given=given, reason="one_of", allowed=kind.allowed)
    assert corrected_example(error, FRENCH) == example
    assert reader_of(FIELDS[field])(example) in map(FIELDS[field].read, kind.allowed)
