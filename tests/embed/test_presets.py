"""Presets: what holds is read, what doesn't is left out and told, and nothing ever breaks."""

import zlib
from base64 import urlsafe_b64encode
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from estimator.embed.presets import LONGEST_KINES, PRESETS, SHOWN_OF_GIVEN, Presets, presets_from
from estimator.engine.model.case import Setting
from estimator.engine.model.fields import MAX_EUROS
from estimator.links.packing import packed
from estimator.locales import LANGUAGES, words
from estimator.practice.answers import LONGEST_NAME
from estimator.practice.model import Kine, Practice, Price

SCRIPT = "<script>window.hacked = true</script>"
TO_THE_LEFT = "\N{RIGHT-TO-LEFT OVERRIDE}"
HOSTILE = [
    SCRIPT,
    "' onload='alert(1)",
    "**bold** :red[x] $x$",
    "x" * 10_000,
    "🏥" * 30,
    TO_THE_LEFT + "tenibaC",
    "\0\r\n\t",
    "-1",
    "NaN",
    "Infinity",
    "1e309",
    "٤٠",
    "40\N{NO-BREAK SPACE}€",
    "\ud800",
    "a" + "\N{COMBINING ACUTE ACCENT}" * 20,
]
#: Two kinés that differ, as a snippet has them.
TWO = packed([{"name": "An", "conventioned": True}, {"name": "Tom", "conventioned": False}])
DEEP = b"[" * 40_000
#: A megabyte that fits in an address.
BOMB = urlsafe_b64encode(zlib.compress(b" " * 1_000_000)).decode()
ANY_TEXT = st.text(st.characters(), max_size=300) | st.sampled_from(HOSTILE)
ANY_NAME = st.sampled_from([*PRESETS, "pathology", "embed", "typo"]) | ANY_TEXT


def reasons(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(problem.name, problem.reason) for problem in presets_from(pairs).problems]


def test_everything_that_a_practice_can_say() -> None:
    said = presets_from(
        [
            ("practice_name", " Cabinet  de l'Église "),
            ("conventioned", "false"),
            ("fee", "37,50"),
            ("fee_home", "42"),
            ("setting", "practice"),
            ("languages", "nl,fr,nl"),
            ("lang", "nl-BE"),
            ("accent", "#0Af"),
            ("theme", "dark"),
        ]
    )
    fees = (Price(fee=Decimal("37.50")), Price(at_home=True, fee=Decimal("42.00")))
    assert said.problems == ()
    assert said.practice == Practice(
        practice_name="Cabinet de l'Église",
        kines=(Kine(conventioned=False, prices=fees),),
        setting=Setting.PRACTICE,
        languages=("nl", "fr"),
        lang="nl",
        accent="#00aaff",
        theme="dark",
    )


def test_nothing_said_is_nothing_preset() -> None:
    assert presets_from([]) == Presets()
    assert presets_from([(name, " ") for name in PRESETS]) == Presets()
    assert Presets().practice.languages == LANGUAGES


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("conventioned", "maybe", "one_of"),
        ("fee", "beaucoup", "euros"),
        ("fee", "NaN", "euros"),
        ("fee", "1e309", "euros"),
        ("fee", "٤٠", "euros"),
        ("fee", "-1", "negative"),
        ("fee", "33,505", "decimals"),
        ("fee_home", str(MAX_EUROS + 1), "too_much"),
        ("setting", "moon", "one_of"),
        ("languages", "fr,it", "one_of"),
        ("lang", "it", "one_of"),
        ("accent", "red", "colour"),
        ("accent", "#12345", "colour"),
        ("accent", "#fff;}body{display:none", "colour"),
        ("theme", "neon", "one_of"),
        ("practice_name", "x" * (LONGEST_NAME + 1), "too_long"),
        ("practice_name", "x" * 10_000, "too_long"),
        ("practice_name", "\N{RIGHT-TO-LEFT OVERRIDE}\0", "name"),
        ("practice_name", HOSTILE[-1], "name"),
        ("farbe", "rot", "unknown"),
        ("kines", "An", "damaged"),
        ("kines", TWO[:-4], "damaged"),
        ("kines", TWO.swapcase(), "damaged"),
        ("kines", packed({"name": "An"}), "damaged"),
        ("kines", packed([{"name": "An"}]), "damaged"),
        ("kines", packed([{"conventioned": True, "prices": [{"fee": "40"}]}]), "damaged"),
        ("kines", packed([{"conventioned": False, "prices": [{"fee": "-1"}]}]), "damaged"),
        ("kines", packed([{"conventioned": True}] * 21), "damaged"),
        ("kines", packed([{"conventioned": float("nan")}]), "damaged"),
        ("kines", urlsafe_b64encode(zlib.compress(DEEP)).decode(), "damaged"),
        ("kines", BOMB, "damaged"),
        ("kines", "x" * (LONGEST_KINES + 1), "too_long"),
    ],
)
def test_what_will_not_do_is_left_out_and_told(name: str, value: str, reason: str) -> None:
    assert reasons((name, value)) == [(name, reason)]
    assert presets_from([(name, value)]) == Presets(problems=presets_from([(name, value)]).problems)


def test_a_preset_given_twice_is_believed_only_where_both_agree() -> None:
    assert reasons(("fee", "40"), ("fee", "10")) == [("fee", "repeated")]
    assert presets_from([("fee", "40"), ("fee", "40")]).problems == ()


def test_kines_stand_in_place_of_the_presets_of_one() -> None:
    told = [("kines", TWO), ("conventioned", "true"), ("fee", "40")]
    assert reasons(*told) == [("conventioned", "repeated"), ("fee", "repeated")]
    assert presets_from(told).practice == presets_from([("kines", TWO)]).practice
    assert [kine.name for kine in presets_from(told).practice.kines] == ["An", "Tom"]


def test_a_fee_without_a_status_counts_if_the_patient_says_so() -> None:
    presets = presets_from([("fee", "45")])
    assert presets.fact("conventioned", {}) == ""
    for status, fee in (("false", "45.00"), ("true", ""), ("", "")):
        assert presets.fact("fee", {"conventioned": status, "setting": "practice"}) == fee


@given(st.binary(max_size=600), st.booleans())
def test_no_packed_value_breaks_it(content: bytes, compressed: bool) -> None:
    value = urlsafe_b64encode(zlib.compress(content) if compressed else content).decode()
    assert presets_from([("kines", value)]).practice == Practice()


def test_a_name_is_plain_text_on_one_line() -> None:
    given = f"{TO_THE_LEFT}Cabinet\r\n<b>X</b>\0"
    assert presets_from([("practice_name", given)]).practice.practice_name == "Cabinet <b>X</b>"


def test_names_of_every_script_are_names() -> None:
    for name in ("Praktijk Ærø", "Κέντρο", "مركز", "カイネ", "Кабинет", "Cabinet 🦵"):
        assert presets_from([("practice_name", name)]).practice.practice_name == name


def test_a_link_with_answers_carries_answers_not_presets() -> None:
    answers = [("pathology", "fa"), ("conventioned", "false"), ("fee", "40"), ("lang", "nl")]
    assert presets_from([*answers, ("kines", TWO)]) == Presets(practice=Practice(lang="nl"))


def test_the_switches_of_a_frame_are_no_presets() -> None:
    assert reasons(("embed", "true"), ("embed_options", "light_theme")) == []


@pytest.mark.parametrize(
    ("setting", "fee"), [(Setting.PRACTICE, 40), (Setting.HOME, 45), (Setting.ELDERLY_HOME, 40)]
)
def test_the_fee_at_home_counts_at_home_alone(setting: Setting, fee: int) -> None:
    presets = presets_from([("conventioned", "false"), ("fee", "40"), ("fee_home", "45")])
    answers = {"conventioned": "false", "setting": str(setting)}
    assert presets.fact("fee", answers) == f"{fee}.00"


def test_a_fee_is_no_fact_at_a_conventioned_kine() -> None:
    presets = presets_from([("conventioned", "true"), ("fee", "40")])
    assert presets.fact("fee", {"conventioned": "true", "setting": "practice"}) == ""


def test_a_free_fee_is_a_fee() -> None:
    presets = presets_from([("conventioned", "false"), ("fee", "0")])
    assert presets.fact("fee", {"conventioned": "false", "setting": "practice"}) == "0.00"


@settings(deadline=None)
@given(st.lists(st.tuples(ANY_NAME, ANY_TEXT), max_size=12))
@example([(name, text) for text in HOSTILE for name in PRESETS])
def test_no_address_breaks_it(pairs: list[tuple[str, str]]) -> None:
    presets = presets_from(pairs)
    practice = presets.practice
    assert len(practice.practice_name) <= LONGEST_NAME
    assert practice.practice_name.isprintable()
    assert set(practice.languages) <= set(LANGUAGES)
    for price in (price for kine in practice.kines for price in kine.prices):
        assert 0 <= price.fee <= MAX_EUROS
    for problem in presets.problems:
        assert len(problem.given) <= SHOWN_OF_GIVEN
        for language in LANGUAGES:
            assert f"preset.problem.{problem.reason}" in words(language)


@pytest.mark.parametrize("name", PRESETS)
@given(text=ANY_TEXT)
def test_no_value_of_any_preset_breaks_it(name: str, text: str) -> None:
    presets = presets_from([(name, text)])
    told = bool(presets.problems)
    kept = presets != Presets(problems=presets.problems)
    assert not (told and kept)
