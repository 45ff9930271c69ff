"""A practice with several kinés: who treats the patient is asked first, and each has their prices.

Amounts reckoned by hand from the tariff of February 2025, not BIM unless said. Left to the patient
of a non-conventioned kiné: the fee less 18.42 (current), 18.98 (Fb), 20.19 (heavy) at the practice,
20.73, 21.29, 22.50 at home; travel 1.13, of which 0.17 comes back but for a current condition; the
intake of a current condition 1.79. At a conventioned kiné 6.25 a session is left.
"""

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from estimator.documents.kept_form import KEEP
from estimator.embed.presets import WHO, Presets, mark_of
from estimator.embed.snippet import pairs_of
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import words
from estimator.pages.estimate.questions import form_of
from estimator.pages.forms.answer_store import answer_from
from estimator.pages.forms.form import wish_of
from estimator.pages.forms.year_courses import COURSES
from estimator.practice.model import Kine, Practice
from tests.pages.asking import Asking
from tests.pages.conftest import TODAY
from tests.pages.estimate.test_keep import link
from tests.practice.kines import AN, PRACTICE, THIRD, TOM
from tests.server.test_kept_files import client, rows

UNKNOWN = "unknown"


def at(practice: Practice = PRACTICE, language: str = "fr", kine: Kine | None = None) -> Asking:
    """The embed of a practice, with one of its kinés chosen, for ten sessions."""
    asking = Asking(**{"lang": language} | dict(pairs_of(practice)))
    return asking.answer(**{WHO: mark_of(kine)} if kine else {}, sessions=10)


def facts(asking: Asking) -> str:
    return asking.read.partition("Ce qu'il vous")[0]


@pytest.mark.parametrize(
    ("kine", "answers", "left"),
    [
        (AN, {}, "62,50 €"),  # 10 x 6.25
        (AN, {"special_hours": "true"}, "122,50 €"),  # and 10 x 6
        (TOM, {}, "227,59 €"),  # 31.58 + 9 x 21.58 + 1.79
        (TOM, {"special_hours": "true"}, "277,59 €"),  # and 10 x 5
        (TOM, {"setting": "home"}, "265,79 €"),  # 34.27 + 9 x 24.27 + 1.79 + 10 x 1.13
        (TOM, {"pathology": "fb"}, "160,20 €"),  # 10 x 16.02
        (TOM, {"pathology": "fb", "setting": "home"}, "186,70 €"),  # 10 x 17.71 + 10 x 0.96
        (TOM, {"pathology": "heavy"}, "128,10 €"),  # 21.81 + 9 x 11.81
        # That of every group: 32.50 + 9 x 22.50 + 10 x 0.96
        (TOM, {"pathology": "heavy", "setting": "home"}, "244,60 €"),
        (TOM, {"bim": "true"}, "25,00 €"),  # official fees: 10 x 2.50
        (THIRD, {}, "197,59 €"),  # 10 x 19.58 + 1.79
    ],
)
def test_each_kine_has_their_own_prices(kine: Kine, answers: dict[str, str], left: str) -> None:
    asking = at(kine=kine).answer(**answers)
    assert f"il vous reste {left} à payer" in asking.read
    assert not asking.asks("conventioned")


def test_nothing_of_a_kine_is_told_or_counted_before_the_choice() -> None:
    asking = at()
    assert asking.options(WHO) == [
        "An Peeters",
        r"Tom \*Maes\*",
        "kiné 3",
        "Je ne sais pas, ou quelqu'un d'autre",
    ]
    assert asking.widget(WHO).value == UNKNOWN
    assert facts(asking).strip() == "De Linde"
    assert asking.asks("conventioned")
    assert not asking.asks("special_hours")
    asking.answer(conventioned="false")
    assert asking.widget("fee").value == "40", "as it is everywhere"
    assert asking.asks("first_fee")


def test_what_the_kine_says_stands_in_place_of_the_questions() -> None:
    told = facts(at(kine=TOM))
    for said in (
        "Tom *Maes*, non conventionné, 40,00 € la séance, 45,00 € la séance à domicile",
        "Première séance d'un traitement : 50,00 €.",
        "Première séance d'un traitement à domicile : 55,00 €.",
        "Le bilan de départ (intake) n'est pas compris",
        "Rendez-vous non annulé à temps : 20,00 €, jamais remboursés.",
    ):
        assert said in told
    assert "15,00" not in told, "that is somebody else's"
    told = facts(at(kine=TOM).answer(pathology="fb"))
    assert "35,00 € la séance, 39,00 € la séance à domicile" in told
    assert "Première séance" not in told, "it costs what the others cost"


def test_a_price_that_is_not_given_is_asked() -> None:
    asking = at(kine=THIRD)
    assert not asking.asks("fee")
    assert not asking.asks("first_fee"), "one price for all sessions"
    asking.answer(setting="home")
    assert asking.asks("fee")
    assert asking.asks("first_fee")


def test_a_price_counts_if_it_is_the_same_for_every_group_possible() -> None:
    asking = at(kine=TOM).answer(pathology=UNKNOWN)
    assert asking.asks("fee"), "heavy and Fb have prices of their own"
    assert "la séance" not in facts(asking)
    assert not at(kine=THIRD).answer(pathology=UNKNOWN).asks("fee")


def test_a_condition_that_was_found_has_the_price_of_its_group() -> None:
    asking = at(kine=TOM).answer(condition="fb-51", found="fb-51")
    assert "160,20 €" in asking.read  # 10 x 16.02


def test_after_earlier_sessions_only_the_patient_knows_which_is_the_first() -> None:
    asking = at(kine=TOM).answer(prior_sessions=3)
    assert asking.asks("first_fee")
    assert "il vous reste 215,80 € à payer" in asking.read  # 10 x 21.58, no intake
    assert not at(kine=TOM).asks("first_fee")


@pytest.mark.parametrize(
    ("kines", "asks"),
    [
        ((replace(AN, name="Bo"), AN), False),
        ((AN, replace(AN, missed=None)), True),
        ((TOM,), False),
        ((), False),
    ],
)
def test_who_is_asked_only_where_it_matters(kines: tuple[Kine, ...], asks: bool) -> None:
    assert at(Practice(kines=kines)).asks(WHO) is asks


def test_one_kine_with_every_price_is_told_at_once() -> None:
    asking = at(Practice(practice_name="De Linde", kines=(replace(TOM, name=""),)))
    assert "De Linde, non conventionné, 40,00 € la séance" in facts(asking)
    assert "il vous reste 227,59 € à payer" in asking.read


@pytest.mark.parametrize(
    ("kine", "answers"),
    [
        (TOM, {"bim": "true"}),
        (TOM, {"setting": "hospital"}),
        (THIRD, {}),
        (AN, {"setting": "hospital"}),
    ],
)
def test_special_hours_are_asked_only_where_they_cost_more(
    kine: Kine, answers: dict[str, str]
) -> None:
    assert not at(kine=kine).answer(**answers).asks("special_hours")


def test_namesakes_are_told_apart() -> None:
    twins = (AN, replace(TOM, name=AN.name))
    assert at(Practice(kines=twins)).options(WHO)[:2] == [r"An Peeters \(1\)", r"An Peeters \(2\)"]


def test_the_choice_outlives_another_language() -> None:
    asking = at(kine=TOM).answer(language="nl")
    assert asking.widget(WHO).value == mark_of(TOM)
    assert "227,59 €" in asking.read
    assert "Tom *Maes*, niet-geconventioneerd, 40,00 € per zitting" in asking.read


@pytest.mark.parametrize(
    ("practice", "chosen"), [(PRACTICE, mark_of(TOM)), (Practice(kines=(AN, THIRD)), UNKNOWN)]
)
def test_a_choice_that_the_tab_kept_holds_for_the_same_kine_alone(
    practice: Practice, chosen: str
) -> None:
    kept = answer_from(WHO, mark_of(TOM))
    held = {WHO: kept, wish_of(WHO): kept}
    form = form_of(words("fr"), tariffs(), Presets(practice=practice), held, TODAY)
    assert form.choices[WHO] == chosen
    assert form.answers.get(WHO, UNKNOWN) == chosen


def test_what_is_kept_has_the_amounts_of_the_page() -> None:
    asking = at(kine=TOM).answer(special_hours="true")
    query = link(asking)
    told = dict(parse_qsl(query))
    assert (told["conventioned"], told["fee"], told["first_fee"]) == ("false", "45.00", "55.00")
    assert not {"kines", WHO, "special_hours"} & told.keys()
    assert "277,59 €" in Asking(**told).read
    with client() as desk:
        table = rows(desk.post(KEEP, data={"answers": query, "file": "items"}).content)
    assert [row.count("55,00") for row in table[1:3]] == [1, 0]


def test_a_course_goes_to_the_year_with_its_prices() -> None:
    asking = at(kine=TOM)
    asking.app.button(key="fixed_to_year").click().run()
    (course,) = asking.app.session_state[COURSES]
    assert {**course.answers} | {"fee": "40.00", "first_fee": "50.00"} == course.answers
