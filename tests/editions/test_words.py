"""Every column has its name, and no sentence of this domain is unused."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from estimator.editions.circular.table import COLUMNS
from estimator.locales import LANGUAGES, catalogues, words

CODE = Path(__file__).parents[2] / "estimator"
DOMAIN = "editions"


def keys() -> list[str]:
    ids = (message.id for message in catalogues("fr")[DOMAIN] if message.id)
    return [key if isinstance(key, str) else key[0] for key in ids]


def strings() -> Iterator[str]:
    """Every string of the commands, as a pattern."""
    for file in [*(CODE / "editions").rglob("*.py"), *(CODE / "cli").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (getattr(part, "value", None) for part in node.values)
                yield "".join(re.escape(p) if isinstance(p, str) else ".+" for p in parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)


def test_no_sentence_is_unused() -> None:
    patterns = {it for it in strings() if not re.fullmatch(r"(\.\+|\W)*", it)}
    reasons = {it for it in patterns if re.fullmatch("[a-z_]+", it)}
    used = patterns | {f"(circular|refusal)\\.{reason}" for reason in reasons}
    assert [key for key in keys() if not any(re.fullmatch(it, key) for it in used)] == []


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_a_name(language: str, column: str) -> None:
    assert words(language)(f"circular.column.{column}")
