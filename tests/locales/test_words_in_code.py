"""Words come from the catalogues: no sentence in page code, no sentence that nobody says."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from estimator.locales import DEFAULT_LANGUAGE, LANGUAGES, catalogues
from tests.locales.test_catalogues import strings_in_code

PROJECT = Path(__file__).parents[2] / "estimator"
SURFACES = ("pages", "server", "documents", "embed")
FILES = sorted(file for part in SURFACES for file in (PROJECT / part).rglob("*.py"))
#: The catalogues of a language, read once.
domains = cache(catalogues)
WORDS_APART = re.compile(r"[^\W\d_]{2,}[.,:;!?]? +[^\W\d_]{2,}")
#: Texts for machines: headers and rules of the web, style sheets, markup, formulas of a chart.
FOR_MACHINES = re.compile(
    r"[<>{}=]|;|^'|\bmax-age\b|^default-src|^application/|^text/|-src '|https:"
    r"|total-third| labelled$"
)


def sentences(tree: ast.Module) -> Iterator[str]:
    """Literal texts with words in them, but documentation, faults of set-up, and for machines."""
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for_operators = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        for part in ast.walk(node)
    }
    passed_over = documentation | for_operators
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            literal = id(node) not in passed_over and WORDS_APART.search(text)
            if literal and not FOR_MACHINES.search(text):
                yield text


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_sentence_stands_in_page_code(file: Path) -> None:
    assert list(sentences(ast.parse(file.read_text("utf-8")))) == []


def test_a_sentence_in_code_would_be_found() -> None:
    assert list(sentences(ast.parse('st.html("Left to pay")'))) == ["Left to pay"]


@pytest.mark.parametrize("domain", domains(DEFAULT_LANGUAGE))
def test_every_domain_has_the_same_keys_in_every_language(domain: str) -> None:
    keys = {language: keys_of(language, domain) for language in LANGUAGES}
    assert all(found == keys[DEFAULT_LANGUAGE] for found in keys.values())


@pytest.mark.parametrize("domain", domains(DEFAULT_LANGUAGE))
def test_no_sentence_is_unused(domain: str) -> None:
    keys = keys_of(DEFAULT_LANGUAGE, domain)
    assert {key for key in keys if not any(it.fullmatch(key) for it in said_in_code())} == set()


@cache
def said_in_code() -> list[re.Pattern[str]]:
    """Every text in the code that may be a key, or the pattern of some."""
    return [re.compile(pattern) for pattern in set(strings_in_code()) if "." in pattern]


def keys_of(language: str, domain: str) -> set[str]:
    ids = (message.id for message in domains(language)[domain] if message.id)
    return {key if isinstance(key, str) else key[0] for key in ids}
