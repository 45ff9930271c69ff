"""Notices while answers are unknown: sentences, with no condition that doesn't matter."""

from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest

from estimator import tariffs
from estimator.engine.model.case import Pathology
from estimator.engine.ranges import OPTIONS, both_kinds
from estimator.locales import LANGUAGES, words
from estimator.wording.notices import condition, notice_sentences
from tests.pages.asking import plain

ANSWERS = {
    "pathology": "current",
    "bim": "false",
    "conventioned": "true",
    "fee": "40",
    "sessions": "30",
    "start": "2026-06-01",
    "intake": "false",
}
SAY = words("en")


def told(*unknown: str, language: str = "en", **answers: str) -> list[str]:
    """All notices under some unknown answers."""
    given = {name: value for name, value in (ANSWERS | answers).items() if name not in unknown}
    may_be = {name: OPTIONS[name] for name in unknown}
    own = both_kinds(given, may_be, tariffs(), date(2026, 6, 1)).own
    found = notice_sentences(words(language), own.found, own.found, lambda result: result.notices)
    return [plain(sentence) for sentence in found]


def named(*holding: Mapping[str, str], **values: str) -> str:
    """The condition of what holds for some of all combinations of values."""
    every = [
        dict(zip(values, chosen, strict=True))
        for chosen in product(*map(str.split, values.values()))
    ]
    holds = [any(one.items() >= of.items() for of in holding) for one in every]
    return condition(SAY, holds, every, ())


def test_nothing_unknown_needs_no_condition() -> None:
    assert not any(sentence.startswith("If ") for sentence in told())


def test_a_notice_of_one_list_names_the_list_alone() -> None:
    sentences = told("pathology", "bim", "conventioned", sessions="18", start="2026-12-07")
    (new_year,) = (it for it in sentences if "we are in a new year" in it)
    assert new_year.startswith(
        "If it is a common condition or a chronic condition on the F list (Fb): From"
    )


def test_what_holds_in_every_case_is_said_without_a_condition() -> None:
    sentences = told("pathology", "bim", "conventioned")
    (start,) = (it for it in sentences if "months of the prescription" in it)
    assert start.startswith("Start within")


def test_a_sentence_that_names_its_condition_is_not_given_it_twice() -> None:
    sentences = told("pathology", "bim", "conventioned")
    (approval,) = (it for it in sentences if "before you start" in it)
    assert approval.startswith("For a heavy condition, the advising physician")
    (reduction,) = (it for it in sentences if "pays back 25% less" in it)
    assert reduction.startswith(
        "If you do not have increased reimbursement (BIM): At a non-conventioned physiotherapist"
    )


def test_amounts_that_differ_by_an_answer_are_told_with_it() -> None:
    cliffs = [it for it in told("bim", "conventioned") if "you go beyond" in it]
    without = "If you do not have increased reimbursement (BIM) and if your physiotherapist is"
    assert [cliff.partition(": From")[0] for cliff in cliffs] == [
        "If you have increased reimbursement (BIM)",
        f"{without} conventioned",
        f"{without} not conventioned",
    ]


def test_answers_that_only_matter_together_are_told_together() -> None:
    both = {"bim": "true false", "conventioned": "true false"}
    assert named({}, **both) == ""
    assert named({"bim": "true"}, **both) == "If you have increased reimbursement (BIM)"
    either = {"bim": "true", "conventioned": "true"}, {"bim": "false", "conventioned": "false"}
    assert named(*either, **both) == (
        "If you have increased reimbursement (BIM) and if your physiotherapist is conventioned or "
        "if you do not have increased reimbursement (BIM) and if your physiotherapist is not "
        "conventioned"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_that_may_be_unknown_has_its_words(language: str) -> None:
    options = {**OPTIONS, "pathology": tuple(Pathology)}
    for field, values in options.items():
        for value in values:
            clause = words(language)(f"if.{field}", answers=words(language)(f"if.{field}.{value}"))
            assert "{" not in clause


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_strings_answers_together(language: str) -> None:
    yes = words(language)("choice.yes_no.true")
    for sentence in told(*OPTIONS, language=language):
        assert f"{yes}:" not in sentence.replace("\N{NO-BREAK SPACE}", "").replace(" :", ":")
