"""An estimate in words and in JSON: the same for the command line, the batch and the API."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.result import Comparison, Item, Notice, Range, Result, Totals
from estimator.engine.model.tariff_book import Source
from estimator.locales import Words


def refusal_sentence(words: Words, refusal: InvalidAnswer) -> str:
    """Which field, what was given and what is allowed, with the contract's identifiers."""
    return words(
        f"refusal.{refusal.reason}",
        field=refusal.field,
        given=number_or_text(words, refusal.given),
        allowed=allowed_text(words, refusal.allowed),
    )


def allowed_text(words: Words, allowed: tuple[object, ...]) -> str:
    """The values that would do: a list, or the two ends of a range."""
    ends = " … " if len(allowed) == 2 and isinstance(allowed[0], int | date) else ", "
    return ends.join(number_or_text(words, value) for value in allowed)


def number_or_text(words: Words, value: object) -> str:
    """A whole number as people write it; anything else as it was given."""
    plain_number = isinstance(value, int) and not isinstance(value, bool)
    return words.shown(value) if plain_number else str(value)  # type: ignore[arg-type]


def notice_sentence(words: Words, notice: Notice) -> str:
    """A notice as a sentence; where an amount that it may name is unknown, the one without it."""
    key = f"notice.{notice.id}"
    unpriced = f"{key}.unpriced"
    return words(unpriced if not notice.values and unpriced in words else key, **notice.values)


def result_json(result: Result, words: Words) -> dict[str, Any]:
    """A result as the contract's JSON: amounts are strings with two decimals."""
    return {
        "case": plain(asdict(result.case)),
        "items": [record_json(item) for item in result.items],
        "totals": record_json(result.totals),
        "notices": [notice_json(notice, words) for notice in result.notices],
        "sources": [record_json(source) for source in result.sources],
        "status": result.status,
        "range": range_json(result.range),
        "open_questions": list(result.open_questions),
    }


def comparison_json(comparison: Comparison, words: Words) -> dict[str, Any]:
    """Both results, and what the non-conventioned kiné costs more."""
    return {
        "conventioned": result_json(comparison.conventioned, words),
        "non_conventioned": result_json(comparison.non_conventioned, words),
        "difference": plain(comparison.difference),
    }


def range_json(span: Range | None) -> dict[str, Any] | None:
    """The lowest and the highest totals; null where everything is known."""
    return None if span is None else {name: record_json(it) for name, it in span._asdict().items()}


def notice_json(notice: Notice, words: Words) -> dict[str, Any]:
    """A notice with its sentence and the values that it names."""
    sentence = notice_sentence(words, notice)
    return {"id": notice.id, "sentence": sentence, "values": plain(notice.values)}


def record_json(record: Item | Totals | Source) -> dict[str, Any]:
    """A record by the names of its fields."""
    return {name: plain(value) for name, value in record._asdict().items()}


def plain(value: object) -> Any:
    """A value as JSON knows it: amounts as strings with two decimals, days as YYYY-MM-DD."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
