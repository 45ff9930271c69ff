"""An estimate as JSON with its sentences: the same for the command line, the batch and the API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from estimator.engine.model.case import FIELDS
from estimator.engine.model.result import Comparison, Notice, Range, Result
from estimator.engine.payment import PaidRange, Settlement
from estimator.locales import Words
from estimator.wording.notices import notice_sentence
from estimator.wording.payment import paid_notes
from estimator.wording.situations import Candidate


def result_json(result: Result, settlement: Settlement, words: Words) -> dict[str, Any]:
    """A result as the contract's JSON, with who pays."""
    return course_json(result, words) | {"payment": settlement_json(settlement, words)}


def course_json(result: Result, words: Words) -> dict[str, Any]:
    """What a course costs: amounts are strings with two decimals. `agreement` is null where the
    answers don't tell which of the `agreements` it is."""
    situation, agreements = result.case.situation, result.agreements
    return {
        "case": plain({field: getattr(result.case, field) for field in FIELDS}),
        "situation": situation and situation.code,
        "agreement": agreements[0] if len(agreements) == 1 else None,
        "agreements": list(agreements),
        "items": [plain(item._asdict()) for item in result.items],
        "totals": plain(result.totals._asdict()),
        "notices": notices_json(result.notices, words),
        "sources": [plain(source._asdict()) for source in result.sources],
        "status": result.status,
        "range": range_json(result.range),
        "open_questions": list(result.open_questions),
    }


def notices_json(notices: Iterable[Notice], words: Words) -> list[dict[str, Any]]:
    """Notices with their sentences."""
    return [
        {
            "id": notice.id,
            "sentence": notice_sentence(words, notice),
            "values": plain(notice.values),
        }
        for notice in notices
    ]


def range_json(span: Range | None) -> dict[str, Any] | None:
    """The least and the most; null where all is known."""
    return span and {name: plain(it._asdict()) for name, it in span._asdict().items()}


def settlement_json(settlement: Settlement, words: Words) -> dict[str, Any]:
    """Who hands over what: each amount from `low` to `high`."""
    sentences = paid_notes(words, settlement)
    return {
        "answers": plain(asdict(settlement.payment)),
        "per_session": paid_json(settlement.per_session),
        "by_month": [
            {"month": f"{month:%Y-%m}"} | paid_json(paid) for month, paid in settlement.by_month
        ],
        "total": paid_json(settlement.total),
        "notes": [
            {"id": note, "sentence": sentence}
            for note, sentence in zip(settlement.notes, sentences, strict=True)
        ],
    }


def paid_json(paid: PaidRange) -> dict[str, Any]:
    """The five amounts."""
    return {name: plain(span._asdict()) for name, span in paid._asdict().items()}


def comparison_json(
    comparison: Comparison, settlements: Sequence[Settlement], words: Words
) -> dict[str, Any]:
    """Both results, and what the non-conventioned kiné costs more."""
    bound, free = settlements
    return {
        "conventioned": result_json(comparison.conventioned, bound, words),
        "non_conventioned": result_json(comparison.non_conventioned, free, words),
        "difference": plain(comparison.difference),
    }


def candidates_json(found: Iterable[Candidate]) -> dict[str, Any]:
    """What a search for a situation found, best first."""
    return {"candidates": [each._asdict() for each in found]}


def plain(value: object) -> Any:
    """A value as JSON knows it: amounts as strings with two decimals, days as YYYY-MM-DD."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
