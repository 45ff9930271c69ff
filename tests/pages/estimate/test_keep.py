"""Keep it: the paper, the table, the link — and nothing of it before it is asked for."""

import re
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from estimator.engine.model.fields import EUROS
from estimator.locales import words
from tests.pages.asking import SCRIPT, Asking, bodies, plain

BUTTON = re.compile(r'<button name="file" value="([a-z_.]+)">([^<]+)</button>')
SENT = re.compile(r'<input type="hidden" name="answers" value="([^"]*)">')
STEPS = re.compile(r'<details id="next-steps">(.*?)</details>')
LINK = re.compile(r'<details id="own-link">.*?<input type="text" readonly value="[^"?]*\?([^"]*)"')


def drawn(asking: Asking) -> str:
    return " ".join(bodies(asking.app))


def files(asking: Asking) -> dict[str, str]:
    """The files on offer, by what their buttons send."""
    return {value: plain(label) for value, label in BUTTON.findall(drawn(asking))}


def link(asking: Asking) -> str:
    """What the link carries."""
    (found,) = LINK.findall(drawn(asking))
    return unescape(found)


def opened(query: str) -> AppTest:
    app = AppTest.from_file(str(SCRIPT), default_timeout=30)
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def widget(app: AppTest, field: str) -> Any:
    """The question of a field."""
    return app.get_by_key(field)


def test_the_files_are_offered(asking: Asking) -> None:
    assert files(asking) == {
        "paper": "Estimation écrite (PDF)",
        "items": "Tableau des séances (CSV)",
        "steps": "Prochaines étapes (PDF)",
        "calendar": "Prochaines étapes pour votre agenda",
        "paper.large": "En grands caractères (PDF)",
        "paper.easy": "Facile à lire (PDF)",
    }


def test_other_papers_stand_in_a_fold_of_their_own(asking: Asking) -> None:
    (folded,) = re.findall(r'<details id="other-papers">(.*?)</details>', drawn(asking))
    assert [value for value, _ in BUTTON.findall(folded)] == ["paper.large", "paper.easy"]


def test_from_a_practice_there_is_a_paper_to_sign_with_its_name() -> None:
    asking = Asking(practice_name="Praktijk *X* & Y")
    assert files(asking)["paper.signed"] == "À lire et à signer avant le traitement (PDF)"
    (name,) = re.findall(r'name="practice_name" value="([^"]*)"', drawn(asking))
    assert unescape(name) == "Praktijk *X* & Y"


def test_the_next_steps_are_told_on_the_page(asking: Asking) -> None:
    (told,) = STEPS.findall(drawn(asking))
    text = plain(told)
    assert "Avant la séance 1 (5 mai 2025)" in text
    assert "elle doit dater au plus tôt du 5 mars 2025" in text
    assert "avant la séance 19 (vers le 7 juillet 2025)" in text


def test_next_steps_follow_the_answers(asking: Asking) -> None:
    asking.answer(pathology="heavy")
    (told,) = STEPS.findall(drawn(asking))
    assert "le médecin-conseil de votre mutualité a donné son accord" in plain(told)
    assert "séance 19" not in plain(told)


def test_an_unknown_kine_is_the_first_thing_to_ask(asking: Asking) -> None:
    asking.answer(conventioned="unknown")
    (told,) = STEPS.findall(drawn(asking))
    assert "Demandez au kiné s'il est conventionné." in plain(told)


def test_nothing_to_ask_is_told(asking: Asking) -> None:
    asking.answer(pathology="palliative", prior_sessions=3)
    (told,) = STEPS.findall(drawn(asking))
    assert "rien de particulier à demander" in plain(told)


def test_an_unknown_kine_gets_a_table_for_each_kind(asking: Asking) -> None:
    asking.answer(conventioned="unknown")
    assert [*files(asking)] == [
        "paper",
        "items.conventioned",
        "items.non_conventioned",
        "steps",
        "calendar",
        "paper.large",
        "paper.easy",
    ]


def test_a_written_estimate_needs_the_problem_and_the_status(asking: Asking) -> None:
    asking.answer(pathology="unknown", bim="unknown")
    assert files(asking) == {}
    assert not STEPS.findall(drawn(asking))
    assert "Pour une estimation écrite, répondez encore à" in asking.read


def test_a_file_is_asked_for_with_the_answers_that_stand_on_the_page(asking: Asking) -> None:
    asking.answer(pathology="fb", conventioned="false", fee="42", sessions=7)
    sent, same = SENT.findall(drawn(asking))
    assert sent == same
    assert unescape(sent) == link(asking)
    assert "pathology=fb&bim=false&conventioned=false&fee=42&sessions=7" in unescape(sent)


def test_what_a_link_carries_is_said_before_it_is_seen(asking: Asking) -> None:
    told, _, below = drawn(asking).partition('<details id="own-link">')
    assert "qui a le lien peut les lire" in plain(told)
    assert "/?lang=fr" not in told
    assert "/?lang=fr" in below


def test_a_link_brings_every_answer_back_and_leaves_the_address(asking: Asking) -> None:
    asking.answer(pathology="fb", bim="unknown", conventioned="false", fee="42", sessions=7)
    app = opened(link(asking))
    found = {name: widget(app, name).value for name in ("pathology", "bim", "fee", "sessions")}
    assert found == {"pathology": "fb", "bim": "unknown", "fee": "42", "sessions": 7}
    assert dict(app.query_params) == {"lang": "fr"}


def test_a_link_follows_the_answers(asking: Asking) -> None:
    assert "sessions=18" in link(asking)
    asking.answer(sessions=3)
    assert "sessions=3" in link(asking)


@pytest.mark.parametrize("fee", ["€ 45,50", "45,50\N{NO-BREAK SPACE}€", "€45.50", " 45,5 "])
def test_an_amount_is_kept_however_it_was_typed(asking: Asking, fee: str) -> None:
    asking.answer(conventioned="false", fee=fee)
    assert EUROS.read("fee", dict(parse_qsl(link(asking)))["fee"]) == Decimal("45.50")


def test_an_address_full_of_nonsense_is_passed_over() -> None:
    app = opened("lang=fr&pathology=x&bim=maybe&sessions=many&start=2025-02-30&per_week=9")
    assert widget(app, "pathology").value == "current"
    assert widget(app, "sessions").value == 18
    assert dict(app.query_params) == {"lang": "fr"}
    (told,) = app.warning
    for field in ("pathology", "bim", "sessions", "start", "per_week"):
        assert words("fr")(f"field.{field}") in told.value
    widget(app, "sessions").set_value(9)
    assert not app.run().warning


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("pathology=cr-1&bim=false", "pathology"),
        ("pathology=dh-1&setting=home", "setting"),
        ("bim=true&insurance_percent=170", "insurance_percent"),
        ("bim=true&sessions=%3Cb%3E", "sessions"),
    ],
)
def test_an_answer_of_a_link_that_cannot_be_used_is_told(query: str, field: str) -> None:
    (told,) = opened(f"lang=fr&{query}").warning
    assert f"lire : {words('fr')(f'field.{field}')}." in told.value.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_link_whose_answers_can_all_be_used_is_told_nothing_of() -> None:
    assert not opened("lang=fr&pathology=dh-1&bim=false&sessions=7").warning


@pytest.mark.parametrize(
    ("code", "chosen"),
    [
        ("fa-16", ("fa-16", "practice")),
        ("DH-1", ("current", "day_hospital")),
        ("fa-99", ("current", "practice")),
    ],
)
def test_a_link_with_a_situation_code_opens_what_it_stands_for(
    code: str, chosen: tuple[str, str]
) -> None:
    app = opened(f"lang=fr&pathology={code}&sessions=7")
    assert (widget(app, "pathology").value, widget(app, "setting").value) == chosen
    assert widget(app, "sessions").value == 7


def test_what_a_practice_says_of_itself_stays_in_the_address() -> None:
    app = opened("lang=fr&conventioned=false&fee=38")
    assert dict(app.query_params)["fee"] == "38"
