"""Words that a catalogue lacks for the data are told with the row that needs them."""

import pytest

from estimator.cli.main import main
from estimator.environment.tariff_folder import SHIPPED
from estimator.locales import LANGUAGES, words
from estimator.wording import words_needed
from estimator.wording.words_needed import missing_words
from tests.engine.tariffs.folder import SHEET_2024, Folder
from tests.frozen import FROZEN


def test_the_catalogues_hold_all_words_of_the_tariffs() -> None:
    assert missing_words(SHIPPED) == []
    assert missing_words(FROZEN) == []


@pytest.mark.parametrize(
    ("file", "row", "key"),
    [
        (
            "copayments.csv",
            "2028-01-01,group,1.00,2.00,official,convention-m25,",
            "copayment_class",
        ),
        ("limits.csv", "group,current,9,,2024-01-01,official,cm-courante,", "limit"),
        ("open_questions.csv", "group,2028-01-01,fees,,convention-m25", "open_question"),
        ("quotas.csv", "2024-01-01,group,9,9,assumed,heavy-quotas", "service"),
        (
            "situations.csv",
            "fa-1-x,fa-1,fa,physiotherapy-fa,group,hl7-be-physiotherapy",
            "situation.decides",
        ),
        ("travel.csv", "2024-01-01,639170,group,1.13,0,0,official,convention-m24,p,", "group"),
        ("elsewhere.csv", "group,16.00,560011,2025-05-05,practice-article-2025", "method.claim"),
    ],
)
def test_a_word_is_told_once_in_each_language(
    folder: Folder, file: str, row: str, key: str
) -> None:
    line = folder.add(file, row)
    found = [it for it in missing_words(folder.path) if f" {key}.group " in it.what]
    assert {(it.file, it.line) for it in found} == {(file, line)}
    said = [f"no words {key}.group in {language}" for language in LANGUAGES]
    assert sorted(it.what for it in found) == sorted(said)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (",practice,", ",ward,", "setting.ward"),
        (",session,", ",group_session,", "service.group_session"),
        (",confirmed,", ",guessed,", "tariffs.meaning.guessed"),
    ],
)
def test_a_word_of_the_nomenclature(folder: Folder, old: str, new: str, key: str) -> None:
    line = folder.replace(SHEET_2024, "567011,", old, new)
    found = [it for it in missing_words(folder.path) if key in it.what]
    assert [(it.file, it.line) for it in found] == [(SHEET_2024, line)] * len(LANGUAGES)


def test_an_assumption_needs_one_of_two_words(folder: Folder) -> None:
    line = folder.add("assumptions.csv", "group,A sentence.,Every session.")
    found = [it for it in missing_words(folder.path) if "group" in it.what]
    assert {it.line for it in found} == {line}
    assert "no words assumption.group or notice.group in fr" in {it.what for it in found}


def test_a_situation_needs_a_name_of_its_own_or_of_its_region(folder: Folder) -> None:
    folder.add("situations.csv", "co-3-9-1-0,co-3-9-1,current,physiotherapy-common-1,,group")
    told = [it.what for it in missing_words(folder.path) if it.what.endswith(" in fr")]
    assert told == ["no words situation.label.co-3-9-1 or situation.region.3-9 in fr"]


def test_one_language_may_lack_a_word(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    class Without:
        """The German catalogue without a word."""

        def __init__(self, language: str) -> None:
            self.language = language

        def keys(self) -> frozenset[str]:
            gone = {"limit.overrun_cap"} if self.language == "de" else set()
            return words(self.language).keys() - gone

    monkeypatch.setattr(words_needed, "words", Without)
    line = folder.line_of("limits.csv", "overrun_cap")
    told = [it for it in missing_words(folder.path) if "limit.overrun_cap" in it.what]
    assert [(it.file, it.line, it.what) for it in told] == [
        ("limits.csv", line, "no words limit.overrun_cap in de")
    ]


def test_the_check_names_them(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    line = folder.add("copayments.csv", "2028-01-01,group,1.00,2.00,official,convention-m25,")
    assert main(["tariffs", "check", "--folder", str(folder.path)]) == 1
    said = capsys.readouterr().out
    assert f"copayments.csv:{line}: no words copayment_class.group in nl" in said
