"""What differs between two days, in words and as JSON, for the terminal and the pages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from estimator.engine.model.money import euros
from estimator.engine.tariffs.price_changes import (
    AMOUNTS,
    OF_CODES,
    Change,
    ChangedValue,
    ChangeGroup,
    ChangeKind,
)
from estimator.locales import Words
from estimator.wording.as_json import plain

PERCENTS = frozenset({ChangeKind.REDUCTION, ChangeKind.TRAVEL_PERCENT})
#: The names of `what` and `detail` in JSON, by kind; other kinds have neither.
FIELDS: Mapping[ChangeKind, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(OF_CODES, ("code",)),
        ChangeKind.SHARE: ("copayment_class", "patient"),
        ChangeKind.TRAVEL_PERCENT: ("code", "patient"),
        ChangeKind.LIMIT: ("limit", "pathology"),
        ChangeKind.LIMIT_CODES: ("limit", "pathology"),
        ChangeKind.QUOTA: ("service",),
    }
)


def change_json(change: Change) -> dict[str, Any]:
    """A change by its kind; amounts as strings with two decimals, null on a day without a value."""
    about = zip(FIELDS.get(change.kind, ()), (change.what, change.detail), strict=False)
    return {
        "kind": str(change.kind),
        **{name: value or None for name, value in about},
        "before": plain_value(change.kind, change.before),
        "after": plain_value(change.kind, change.after),
    }


def plain_value(kind: ChangeKind, value: ChangedValue | None) -> Any:
    """A value as JSON knows it."""
    if kind in AMOUNTS and isinstance(value, int):
        return plain(euros(value))
    return list(value) if isinstance(value, tuple) else value


def codes_of(change: ChangeGroup) -> str:
    """The codes that a change is about; empty for a rule."""
    return ", ".join(change.what) if change.kind in OF_CODES else ""


def subject(words: Words, change: ChangeGroup) -> str:
    """What changes. Sentences take those of these values that they name."""
    kind, what, detail = change.kind, change.what[0], change.detail
    if kind is ChangeKind.FEE:
        return name_of(words, "service", detail)
    if kind in (ChangeKind.LIMIT, ChangeKind.LIMIT_CODES):
        limit = name_of(words, "limit", what)
        if detail:
            pathology = name_of(words, "pathology", detail)
            limit = words("change.limit", limit=limit, pathology=pathology)
        return limit if kind is ChangeKind.LIMIT else words("change.limit_codes", limit=limit)
    if kind in (ChangeKind.SHARE, ChangeKind.TRAVEL_PERCENT):
        of = name_of(words, "copayment_class", what)
        return words(f"change.{kind}", of=of, patient=words(f"cli.{detail}"))
    service = what if kind is ChangeKind.QUOTA else detail
    return words(f"change.{kind}", service=name_of(words, "service", service))


def value_text(words: Words, kind: ChangeKind, value: ChangedValue | None) -> str:
    """A value, or that the day has none."""
    if value is None:
        return words("change.no_convention" if kind is ChangeKind.CONVENTION else "tariffs.absent")
    if isinstance(value, tuple):
        return range_text(words, kind, *value)
    if kind in AMOUNTS and isinstance(value, int):
        return words.euros(euros(value))
    if kind in PERCENTS:
        return words("change.percent", percent=value)
    return (
        name_of(words, "copayment_class", value)
        if kind is ChangeKind.COPAYMENT_CLASS
        else str(value)
    )


def range_text(words: Words, kind: ChangeKind, first: int, last: int | None) -> str:
    """From the first to the last session, or how many a year."""
    if first == last:
        return (
            str(first) if kind is ChangeKind.QUOTA else words("change.one_session", session=first)
        )
    if kind is ChangeKind.QUOTA:
        return words("change.from_to", first=first, last=last or first)
    if last is None:
        return words("tariffs.range_from", first=first)
    return words("tariffs.range", first=first, last=last)


def name_of(words: Words, sort: str, name: ChangedValue) -> str:
    """The name of an identifier; the identifier while the catalogue lacks its name."""
    key = f"{sort}.{name}"
    return words(key) if key in words else str(name)
