"""Questions that are folded away: drawn only when they are looked at, counted all the same."""

from datetime import date

import pytest

from estimator.pages.estimate.questions import LESS_COMMON
from tests.pages.asking import FOLDED, SCRIPT, Asking, plain

TOLD = "En 2025, ces séances"


def drawn(asking: Asking) -> set[str]:
    """The folded questions that the page draws now."""
    keys = {getattr(element, "key", None) for element in asking.app}
    return {field for fields in FOLDED.values() for field in fields if field in keys}


def test_a_folded_question_is_not_drawn(asking: Asking) -> None:
    assert drawn(asking) == set()
    asking.answer(sessions=20)
    assert drawn(asking) == set()
    assert TOLD not in asking.read


@pytest.mark.parametrize("fold", FOLDED)
def test_an_unfolded_question_is_drawn_until_it_is_folded_again(asking: Asking, fold: str) -> None:
    asking.unfold(fold)
    assert drawn(asking) & {*FOLDED[fold]}
    asking.answer(sessions=20)
    assert drawn(asking) & {*FOLDED[fold]}
    asking.unfold(fold, False)
    assert drawn(asking) == set()


def test_an_answer_given_there_counts_and_stays_when_it_is_folded_again(asking: Asking) -> None:
    asking.answer(start=date(2024, 6, 3)).unfold("more", False).answer(sessions=12)
    assert "Tarif depuis le 1er février 2024." in asking.read
    assert "start" in drawn(asking), "the browser keeps what is drawn for another server"
    assert asking.widget("start").value == date(2024, 6, 3)


def test_the_counter_stays_in_sight_of_what_was_told_to_it(asking: Asking) -> None:
    asking.answer(intake="false", maf_counted="700").unfold("maf", False).answer(sessions=18)
    assert "Il arrive à 812,50 € et dépasse le plafond" in asking.read


def test_answers_of_an_address_count_while_they_are_folded() -> None:
    asking = Asking.__new__(Asking)
    asking.app = Asking().app.from_file(str(SCRIPT), default_timeout=30)
    asking.app.query_params.update({"lang": "fr", "start": "2024-06-03", "sessions": "12"})
    asking.app.run()
    asking.answer(bim="true").answer(bim="false")
    assert "Tarif depuis le 1er février 2024." in asking.read
    assert asking.widget("start").value == date(2024, 6, 3)


def test_every_folded_question_keeps_its_answer_through_other_changes(asking: Asking) -> None:
    asking.answer(start=date(2025, 3, 3), per_week="5", intake="false", surcharge="3")
    asking.unfold("more", False).answer(bim="true").answer(bim="false", conventioned="true")
    held = {field: asking.widget(field).value for field in ("start", "per_week", "surcharge")}
    assert held == {"start": date(2025, 3, 3), "per_week": "5", "surcharge": "3"}
    assert asking.widget("intake").value == "false"
    assert {*held, "intake"} <= {*LESS_COMMON}


def test_a_refusal_of_a_folded_question_is_told_where_it_is_seen(asking: Asking) -> None:
    asking.answer(surcharge="x")
    beside = [plain(it.value) for it in asking.app.get_by_key("more").error]
    assert beside == asking.errors
    asking.unfold("more", False)
    assert len(asking.errors) == 1
    assert not asking.app.get_by_key("more").error
    assert asking.waits
