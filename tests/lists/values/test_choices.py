"""Choices and facts as people write them, in any of the languages."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.case import FIELDS
from estimator.engine.model.fields import Choice, Truth
from estimator.engine.model.situations import answers_of_condition
from estimator.lists.values.readers import reader_of
from estimator.lists.values.synonyms import meanings, plain_text, texts_of, written
from estimator.locales import LANGUAGES, words
from tests.engine.cases import SOME
from tests.lists.tables import SHEET
from tests.lists.values.reading import read, refused

NAMED = [name for name, field in FIELDS.items() if isinstance(field.kind, Choice | Truth)]
SITUATIONS = SHEET.book.situations

CHANGES: list[Callable[[str], str]] = [str, str.upper, str.lower, lambda it: f" {it} "]

FORMS = {
    ("pathology", "current"): "current|courante|Courante|COURANTE|gewone|gewone pathologie|"
    "Pathologie courante|Übliche Erkrankung|ubliche erkrankung|common condition",
    ("pathology", "fa"): "Fa|fa|FA|F a|F-a|F(a)|liste F (a)|liste Fa|lijst Fa|Fa-lijst|Fa-Liste|"
    "acute F-lijst|F aiguë|Fa list",
    ("pathology", "fb"): "Fb|F b|F-b|liste F (b)|lijst Fb|Fb-Liste|F chronique|F chronisch",
    ("pathology", "heavy"): "E|liste E|Liste E|lijst E|E-lijst|E-Liste|E list|lourde|zwaar|schwer|"
    "pathologie lourde|Zware aandoening (E-lijst)",
    ("pathology", "fa_polytrauma"): "polytraumatisme|Polytrauma|multiple trauma|fa_polytrauma",
    ("pathology", "perinatal"): "périnatale|perinatale|perinataal|perinatal",
    ("pathology", "palliative"): "palliatif|palliatief|Palliativpflege|soins palliatifs|palliative",
    ("setting", "practice"): "practice|cabinet|Cabinet|au cabinet|praktijk|in de praktijk|Praxis|"
    "Cabinet du kinésithérapeute",
    ("setting", "home"): "home|domicile|à domicile|A DOMICILE|aan huis|thuis|Hausbesuch|zu Hause",
    ("setting", "elderly_home"): "maison de repos|MR|rusthuis|WZC|woonzorgcentrum|Altenheim|"
    "rest home|elderly_home|Elderly home",
    ("setting", "hospital"): "hospital|hospitalisé|gehospitaliseerd|stationär|inpatient",
    ("setting", "day_hospital"): "hôpital de jour|dagziekenhuis|Tagesklinik|day hospital",
    ("setting", "psychiatric_home"): "maison de soins psychiatriques|PVT|psychiatric care home",
    ("setting", "rehabilitation_centre"): "centre de revalidation|revalidatiecentrum|Reha-Zentrum",
    ("service", "session"): "séance|zitting|Sitzung|session",
    ("service", "lymphoedema_45"): "drainage 45 min|lymfedrainage 45 minuten|Lymphdrainage 45 min.",
    ("service", "lymphoedema_120"): "drainage 120|Lymphdrainage 120 Minuten",
    ("bim", True): "oui|OUI|o|ja|j|yes|y|true|True|vrai|waar|wahr|x|X|1|1.0|1,0|✓|BIM|VT|"
    "verhoogde tegemoetkoming|intervention majorée",
    ("bim", False): "non|n|N|nee|neen|nein|no|false|FALSE|faux|onwaar|falsch|0|0.0|ordinaire|"
    "gewoon|sans BIM|geen BIM|kein BIM|non-BIM",
    ("conventioned", True): "oui|ja|x|conv.|Conv|conventionné|conventionnée|geconventioneerd|"
    "konventioniert|conventioned",
    ("conventioned", False): "non|nee|non conventionné|non-conventionné|déconventionné|"
    "niet geconventioneerd|gedeconventioneerd|nicht konventioniert|dekonventioniert",
    ("travel", True): "oui|ja|x|yes",
    ("report", False): "non|nee|nein|0",
}


@pytest.mark.parametrize(
    ("field", "answer", "text"),
    [(*key, text) for key, texts in FORMS.items() for text in texts.split("|")],
)
def test_what_people_write(field: str, answer: object, text: str) -> None:
    assert read(field, text) == answer
    assert read(field, f"  {text}\N{NO-BREAK SPACE}") == answer


@pytest.mark.parametrize(("given", "answer"), [(1, True), (0, False), (True, True)])
def test_a_fact_may_be_a_number(given: object, answer: bool) -> None:
    assert read("bim", given) is answer


@pytest.mark.parametrize(
    ("field", "texts", "allowed"),
    [
        ("pathology", "F|f|liste F|F-lijst|Lijst F|F-Liste|F list", ("fa", "fb")),
        ("setting", "Home|HOME", ("home", "elderly_home")),
        (
            "setting",
            "hôpital|ziekenhuis|Krankenhaus|Hospital|Klinik",
            ("practice_in_hospital", "hospital", "day_hospital"),
        ),
        (
            "service",
            "drainage|lymfedrainage|DLM",
            ("lymphoedema_45", "lymphoedema_60", "lymphoedema_120"),
        ),
    ],
)
def test_what_may_mean_several_things_is_refused_with_all_of_them(
    field: str, texts: str, allowed: tuple[str, ...]
) -> None:
    for text in texts.split("|"):
        refusal = refused(field, text)
        assert (refusal.reason, refusal.allowed) == ("written_two_ways", allowed)


@pytest.mark.parametrize(
    "text",
    [
        "partiellement conventionné",
        "Partiel",
        "gedeeltelijk geconventioneerd",
        "deels",
        "teilweise konventioniert",
        "partly conventioned",
    ],
)
def test_a_kine_conventioned_at_some_hours(text: str) -> None:
    assert refused("conventioned", text).reason == "partly_conventioned"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("bim", "oui ?"),
        ("bim", "oui/non"),
        ("bim", "-"),
        ("bim", "2"),
        ("bim", "conventionné"),
        ("conventioned", "BIM"),
        ("travel", "partiellement"),
        ("setting", "Fa"),
        ("setting", "MRS"),
        ("service", "massage"),
    ],
)
def test_nothing_nearest(field: str, text: str) -> None:
    assert refused(field, text).reason == "one_of"


def test_no_pathology_nearest() -> None:
    for text in ("genou", "Fa?", "Fa/Fb", "fa5", "fa 5", "courantes?", "liste", "G"):
        assert refused("pathology", text).reason == "group_or_code"


@pytest.mark.parametrize(
    "written", ["fa-5", "FA-5", "Fa - 5", "fa\N{NON-BREAKING HYPHEN}5", "fa–5"]
)
def test_official_codes_with_any_dash(written: str) -> None:
    codes = reader_of(FIELDS["pathology"], None, lambda it: answers_of_condition(it, SITUATIONS))
    assert codes(written) == {"pathology": "fa", "situation": SITUATIONS["fa-5"]}
    assert codes("Lijst E") == {"pathology": "heavy"}


@pytest.mark.parametrize("code", sorted(SITUATIONS))
def test_no_code_is_taken_for_a_group(code: str) -> None:
    group = SITUATIONS[code].group
    assert meanings("pathology").get(plain_text(code), (group,)) == (group,)


@SOME
@given(st.data())
def test_any_name_of_any_value_reads_back(data: st.DataObject) -> None:
    field = FIELDS[data.draw(st.sampled_from(NAMED))]
    value = data.draw(st.sampled_from([str(each) for each in field.kind.allowed]))
    text = data.draw(st.sampled_from(sorted({*texts_of(field, value)})))
    change = data.draw(st.sampled_from(CHANGES))
    given = change(text)
    if meanings(field.name)[plain_text(given)] == (value,):
        assert read(field.name, given) == field.read(value)
    elif given.strip() not in field.kind.allowed:
        assert value in refused(field.name, given).allowed


def test_only_these_texts_may_mean_several_things() -> None:
    """A text that a second value takes away from the first one must be meant to."""
    several = {
        name: {values for values in meanings(name).values() if len(values) > 1} for name in NAMED
    }
    assert {name: values for name, values in several.items() if values} == {
        "pathology": {("fa", "fb")},
        "setting": {("home", "elderly_home"), ("practice_in_hospital", "hospital", "day_hospital")},
        "service": {("lymphoedema_45", "lymphoedema_60", "lymphoedema_120")},
    }


def test_partly_is_neither_yes_nor_no() -> None:
    assert not written("conventioned.partly") & meanings("conventioned").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_official_names_are_read(language: str) -> None:
    for name in ("pathology", "setting", "service"):
        for value in FIELDS[name].kind.allowed:
            assert read(name, words(language)(f"{name}.{value}")) == value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "reason", ["written_two_ways", "partly_conventioned", "day_two_ways", "euros_two_ways"]
)
def test_each_refusal_is_said(language: str, reason: str) -> None:
    values = {"field": "bim", "given": "F", "allowed": "fa, fb"}
    assert "F" in words(language)(f"refusal.{reason}", **values)
