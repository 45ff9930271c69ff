"""The letter about an amount above the fee, read back."""

import re
from datetime import date
from decimal import Decimal

import pytest

from estimator import tariffs
from estimator.documents.letter import letter
from estimator.engine.receipts.check import check
from estimator.engine.receipts.counted import Line, Patient
from estimator.locales import LANGUAGES, words
from tests.documents.papers import TODAY, plain, read, root_of, text_of

BOOK = tariffs().book
BIM_FREE = Patient(bim=True, conventioned=False)
JUNE_2025 = date(2025, 6, 2)
#: 30.80 is the fee of convention M/25 (M × 24); 40 was paid.
OVERCHARGED = Line("560011", JUNE_2025, 4000, 2830)


def written(language: str, *lines: Line, patient: Patient = BIM_FREE, today: date = TODAY) -> bytes:
    receipt = check(BOOK, patient, lines or [OVERCHARGED])
    return letter(words(language), BOOK, receipt.to_ask_about, today)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_states_the_facts(language: str) -> None:
    say, text = words(language), text_of(written(language))
    for amount in ("40", "30.80", "9.20"):
        assert plain(say.euros(Decimal(amount))) in text
    assert plain(say.day(JUNE_2025)) in text
    assert "560011" in text
    assert plain(say("check.certainty.derived")) in text
    assert plain(say("check.limits")) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_the_rule_after_the_innocent_reasons_are_possible(language: str) -> None:
    say, text = words(language), text_of(written(language))
    unbroken = text.replace("- ", "-")  # a line may end within niet-geconventioneerd
    assert plain(say("letters.rule.bim")) in unbroken
    assert plain(say("letters.innocent")) in text
    assert plain(say("letters.rule.conventioned")) not in text


def test_a_line_at_its_fee_is_no_part_of_it() -> None:
    text = text_of(written("fr", OVERCHARGED, Line("567033", JUNE_2025, 719, 719)))
    assert "567033" not in text


def test_the_fee_of_a_conventioned_kine_has_another_rule() -> None:
    patient = Patient(bim=False, conventioned=True)
    text = text_of(written("en", Line("560011", JUNE_2025, 3580, 2455), patient=patient))
    assert plain(words("en")("letters.rule.conventioned")) in text
    assert "increased reimbursement" not in text


def test_twenty_lines_are_all_there() -> None:
    lines = [OVERCHARGED._replace(day=date(2025, 6, 1 + n)) for n in range(20)]
    text = text_of(written("de", *lines))
    assert len(re.findall(r"560011 ·", text)) >= 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_accessible_and_the_same_on_a_day(language: str) -> None:
    pdf = written(language)
    assert len(read(pdf).pages) == 1
    root, metadata = root_of(pdf), read(pdf).metadata
    assert metadata is not None
    assert metadata.title == words(language)("letters.title")
    assert root["/Lang"] == str(words(language).locale).replace("_", "-")
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert pdf == written(language)
