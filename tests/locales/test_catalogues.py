"""All languages say the same things: same keys, same placeholders, nothing unused."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from estimator.engine.model.case import Case, Pathology, Service, Setting
from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES, catalogues, words

PROJECT = Path(__file__).parents[2] / "estimator"
OTHERS = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
KEYS = sorted(words(DEFAULT_LANGUAGE).keys())
ANY = "[a-z0-9_.-]+"


def named(key: str, language: str) -> set[str]:
    """The placeholders of a sentence, in either of its forms."""
    parsed = (part for form in words(language).forms(key) for part in Formatter().parse(form))
    return {name for _, name, _, _ in parsed if name}


def counts(key: str, language: str) -> bool:
    return len(words(language).forms(key)) > 1


def page_keys() -> list[str]:
    ids = (message.id for message in catalogues(DEFAULT_LANGUAGE)["page"] if message.id)
    return [key if isinstance(key, str) else key[0] for key in ids]


def strings_in_code() -> Iterator[str]:
    """Every string of the code as a pattern; what an f-string fills in may be anything."""
    for file in PROJECT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                yield "".join(_part(part) for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)


def _part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANY


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert words(language).keys() == words(DEFAULT_LANGUAGE).keys()


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same_in_every_language(language: str) -> None:
    assert [key for key in KEYS if named(key, language) != named(key, DEFAULT_LANGUAGE)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_that_counts_has_both_forms_everywhere(language: str) -> None:
    assert [key for key in KEYS if counts(key, language) != counts(key, DEFAULT_LANGUAGE)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_fuzzy(language: str) -> None:
    fuzzy = [m.id for file in catalogues(language).values() for m in file if m.id and m.fuzzy]
    assert not fuzzy


@pytest.mark.parametrize("value", [*Pathology, *Setting, *Service])
def test_every_value_of_the_contract_has_its_official_name(
    value: Pathology | Setting | Service,
) -> None:
    assert f"{type(value).__name__.lower()}.{value}" in words(DEFAULT_LANGUAGE)


@pytest.mark.parametrize("value", [*Pathology, *Setting, *Service])
def test_every_value_of_the_contract_has_an_everyday_name(
    value: Pathology | Setting | Service,
) -> None:
    assert f"choice.{type(value).__name__.lower()}.{value}" in words(DEFAULT_LANGUAGE)


@pytest.mark.parametrize("field", Case.__dataclass_fields__)
def test_every_answer_has_a_name(field: str) -> None:
    assert f"field.{field}" in words(DEFAULT_LANGUAGE)


def test_no_sentence_of_the_page_is_unused() -> None:
    used = [re.compile(pattern) for pattern in set(strings_in_code()) if "." in pattern]
    assert [key for key in page_keys() if not any(it.fullmatch(key) for it in used)] == []
