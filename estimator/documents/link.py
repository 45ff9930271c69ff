"""The link that contains the answers, shown only on request.

Only checks the shape of a value; whether it is an answer is up to the engine.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlencode

from estimator.engine.model.payment import ASKED

LANGUAGE = "lang"
#: The defaults of the contract, which a link leaves out.
DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        it.name: str(it.default)
        for it in ASKED.values()
        if not it.required and it.default is not None
    }
)
#: Identifiers, amounts, numbers and days: a few characters, none of them markup.
SHAPE = re.compile(r"[A-Za-z0-9_+-][A-Za-z0-9_.,+ €-]{0,39}")


def answers_query(answers: Mapping[str, str], language: str) -> str:
    """The query of an address: the language, and the answers that differ from the default."""
    own = [(name, value) for name, value in well_shaped(answers) if DEFAULTS.get(name) != value]
    return urlencode([(LANGUAGE, language), *own])


def answers_from(query: Mapping[str, str]) -> dict[str, str]:
    """The answers in a query; ignores everything else."""
    return dict(well_shaped(query))


def well_shaped(query: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The values that could be answers, in the contract's order."""
    for name in ASKED:
        value = str(query.get(name, "")).strip()
        if SHAPE.fullmatch(value):
            yield name, value
