"""Checks that every catalogue has the words that the tariff data need.

Pages build keys from identifiers in the data (`service.<service>`, `notice.<assumption>`). Without
this check a missing word would fail only on the first page that needs it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from estimator.engine.model.errors import Problem
from estimator.engine.tariffs.files import Files, read_files
from estimator.engine.tariffs.lines import Row
from estimator.locales import LANGUAGES, words
from estimator.wording.situations import Keys, label_keys, sessions_kind


def missing_words(folder: Path) -> list[Problem]:
    """Every missing key and language for the data of a folder, at the first row that needs it."""
    known = {language: words(language).keys() for language in LANGUAGES}
    first: dict[Keys, Row] = {}
    for row, keys in needed(read_files(folder)):
        first.setdefault(keys, row)
    return [
        row.problem(f"no words {' or '.join(keys)} in {language}")
        for keys, row in first.items()
        for language in LANGUAGES
        if known[language].isdisjoint(keys)
    ]


def needed(files: Files) -> Iterator[tuple[Row, Keys]]:
    """Each row with a key that it needs words for."""
    for name, keys_of in KEYS_OF.items():
        for row in files.rows(name):
            yield from ((row, keys) for keys in keys_of(row.record))
    for row in chain.from_iterable(files.rows(name) for name in STATED):
        yield row, (f"status.{row.record.status}",)
        if assumption := getattr(row.record, "assumption", None):
            yield row, (f"notice.{assumption}",)


def of_code(code: Any) -> Iterator[Keys]:
    """Keys of a code; the class of a travel code is only a label."""
    for column in ("service", "setting", "group"):
        yield (f"{column}.{getattr(code, column)}",)
    yield (f"tariffs.meaning.{code.meaning}",)
    if code.group != "travel":
        yield (f"copayment_class.{code.copayment_class}",)


def of_situation(situation: Any) -> Iterator[Keys]:
    """Keys of the name of a situation, and of what decides about it."""
    yield from label_keys(situation.family)
    yield from ((f"situation.decides.{it}",) for it in situation.decides)
    yield (f"situation.sessions.{sessions_kind(situation.group)}",)


KEYS_OF: Mapping[str, Callable[[Any], Iterable[Keys]]] = MappingProxyType(
    {
        "nomenclature": of_code,
        "copayments": lambda share: [(f"copayment_class.{share.copayment_class}",)],
        "travel": lambda travel: [(f"group.{travel.group}",)],
        "limits": lambda limit: [
            (f"limit.{limit.limit}",),
            *([(f"pathology.{limit.pathology}",)] if limit.pathology else []),
        ],
        "open_questions": lambda question: [(f"open_question.{question.id}",)],
        "quotas": lambda quota: [(f"service.{quota.service}",)],
        "elsewhere": lambda claim: [
            (f"method.claim.{claim.claim}{end}",) for end in ("", ".holds")
        ],
        "situations": of_situation,
        "sources": lambda source: [(f"source.read.{source.read}",)],
        "assumptions": lambda entry: [(f"assumption.{entry.id}", f"notice.{entry.id}")],
    }
)
#: Tables with a status for each value.
STATED = (
    *("multipliers", "editions", "copayments", "reductions", "travel"),
    *("limits", "conventions", "quotas", "history"),
)
