"""The papers on the page for practices: who is asked about, what is refused, what is offered."""

from dataclasses import replace
from datetime import date

import pytest

from estimator.documents.papers.status_letter import StatusChange
from estimator.locales import words
from estimator.pages.practice import status_letter
from estimator.practice.file import practice_file
from tests.pages.test_practice_page import DE_LINDE, AtTheForm

SAY = words("nl")
DAY = date(2025, 9, 1)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[StatusChange]:
    """The changes that the letter on offer would be about, the newest last."""
    found: list[StatusChange] = []
    given = StatusChange

    def noted(*change: object) -> StatusChange:
        found.append(given(*change))  # type: ignore[arg-type]
        return found[-1]

    monkeypatch.setattr(status_letter, "StatusChange", noted)
    return found


def test_who_joins_the_convention_gets_the_letter_at_once(letters: list[StatusChange]) -> None:
    form = AtTheForm().open(practice_file(DE_LINDE))
    form.widget("site_letter_kine").select_index(1)
    form.answer(site_letter_day=DAY)
    change = letters[-1]
    assert (change.before.name, change.day) == ("Tom", DAY)
    assert change.after == replace(change.before, conventioned=True, prices=())


def test_who_leaves_it_gives_new_prices_first(letters: list[StatusChange]) -> None:
    form = AtTheForm().open(practice_file(DE_LINDE)).answer(site_letter_day=DAY)
    assert "Nieuw statuut: niet geconventioneerd." in [it.value for it in form.app.markdown]
    assert SAY("practice_paper.letter.no_price") in form.infos
    assert letters == []
    form.answer(site_letter_fee="veel")
    assert any("veel" in error for error in form.errors)
    assert letters == []
    form.answer(site_letter_fee="41,50", site_letter_fee_home="46")
    fees = [(str(price.fee), price.at_home) for price in letters[-1].after.prices]
    assert fees == [("41.50", False), ("46.00", True)]


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2090, 1, 1)])
def test_a_day_without_a_tariff_is_refused(day: date, letters: list[StatusChange]) -> None:
    form = AtTheForm().answer(site_letter_day=DAY)
    form.answer(site_letter_fee="40")
    asked = len(letters)
    form.answer(site_letter_day=day)
    assert any(SAY.day(day) in error for error in form.errors)
    assert len(letters) == asked


def test_the_letter_follows_a_kine_whose_status_is_corrected_in_the_form() -> None:
    form = AtTheForm().answer(site_letter_day=DAY)
    form.answer(site_conventioned_1="false")
    assert "Nieuw statuut: geconventioneerd." in [it.value for it in form.app.markdown]
    assert form.errors == []


def test_a_kine_without_prices_is_named_beside_the_notice() -> None:
    silent = replace(DE_LINDE.kines[1], prices=())
    form = AtTheForm().open(practice_file(replace(DE_LINDE, kines=(DE_LINDE.kines[0], silent))))
    assert SAY("practice_paper.poster.missing", names="Tom") in form.infos


def test_the_estimate_to_sign_is_made_with_the_name_of_the_practice() -> None:
    form = AtTheForm().open(practice_file(DE_LINDE))
    assert "?practice_name=De+Linde" in " ".join(form.bodies)
    assert SAY("practice_paper.signing.open") in form.read
