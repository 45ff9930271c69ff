"""The link that carries the answers, seen only when a person asks for it.

Only the shape of a value is looked at here: whether it is an answer, the engine says.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlencode

from estimator.engine.model.case import FIELDS

LANGUAGE = "lang"
#: What the contract takes where nothing is said; a link needn't say it.
DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        it.name: str(it.default)
        for it in FIELDS.values()
        if not it.required and it.default is not None
    }
)
#: Identifiers, amounts, numbers and days: a few characters, none of them of a markup.
SHAPE = re.compile(r"[A-Za-z0-9_+-][A-Za-z0-9_.,+ €-]{0,39}")


def answers_query(answers: Mapping[str, str], language: str) -> str:
    """The query of an address: the language, and the answers that differ from the default."""
    told = [(name, value) for name, value in well_shaped(answers) if DEFAULTS.get(name) != value]
    return urlencode([(LANGUAGE, language), *told])


def answers_from(query: Mapping[str, str]) -> dict[str, str]:
    """The answers that a query carries; what is no answer is passed over."""
    return dict(well_shaped(query))


def well_shaped(given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The values that bear the name of an answer and could be one, in the contract's order."""
    for name in FIELDS:
        value = str(given.get(name, "")).strip()
        if SHAPE.fullmatch(value):
            yield name, value
