"""The type of the electronic agreement in words: one, both, or what decides; never a guess."""

from typing import Any

import pytest

from estimator import Payment, Result, estimate, settle, tariffs
from estimator.engine.answers import case_from
from estimator.locales import LANGUAGES, words
from estimator.wording.as_json import result_json
from estimator.wording.situation import agreement, situation
from estimator.wording.situations import label_of

USUAL = {"bim": "false", "conventioned": "true", "sessions": "3", "start": "2025-05-05"}
ENGLISH = words("en")
COMMON = (
    "physiotherapy-common-1 (first common condition of the year) or "
    "physiotherapy-common-2-and-more (second or third)"
)
HEAVY = "physiotherapy-e or physiotherapy-eb: the exact illness decides, ask your kiné"


def result_of(pathology: str) -> Result:
    return estimate(case_from(USUAL | {"pathology": pathology}, tariffs(), None))


@pytest.mark.parametrize(
    ("pathology", "said"),
    [
        ("fa", "physiotherapy-fa"),
        ("FA-5", "physiotherapy-fa (code fa-5)"),
        ("dh-1", "physiotherapy-day-hospitalization (code dh-1)"),
        ("eb-10", "physiotherapy-eb (code eb-10)"),
        ("heavy", HEAVY),
        ("current", COMMON),
        ("co-1-1-1-0", f"{COMMON} (code co-1-1-1-0)"),
    ],
)
def test_the_type_in_words(pathology: str, said: str) -> None:
    assert agreement(ENGLISH, result_of(pathology)) == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pathology", ["fa-5", "heavy", "current"])
def test_every_type_and_the_code_are_named_in_every_language(language: str, pathology: str) -> None:
    result = result_of(pathology)
    said = agreement(words(language), result)
    assert all(it in said for it in result.agreements)
    assert ("fa-5" in said) == (pathology == "fa-5")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_situation_is_called_by_its_name(language: str) -> None:
    said = words(language)
    rows = dict(situation(said, [result_of("fa-5")], conventioned=True))
    assert rows[said("field.situation")] == label_of(said, tariffs().book, "fa-5")
    assert said("field.situation") not in dict(
        situation(said, [result_of("fa")], conventioned=True)
    )


@pytest.mark.parametrize(
    ("pathology", "told"),
    [
        ("fa-5", ("fa-5", "physiotherapy-fa", ["physiotherapy-fa"])),
        ("fb", (None, "physiotherapy-fb", ["physiotherapy-fb"])),
        ("heavy", (None, None, ["physiotherapy-e", "physiotherapy-eb"])),
    ],
)
def test_json_names_the_code_and_the_agreement(pathology: str, told: tuple[Any, ...]) -> None:
    result = result_of(pathology)
    document = result_json(result, settle(result, Payment()), ENGLISH)
    assert tuple(document[it] for it in ("situation", "agreement", "agreements")) == told
    assert "situation" not in document["case"]
