"""What differs between two days, in words and in JSON: the same for the terminal and the pages."""

from collections.abc import Callable, Mapping
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
#: The names of `what` and `detail` in JSON; what isn't named here says nothing more.
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
    """A change by its kind; amounts as strings with two decimals, null where a day lacks it."""
    about = zip(FIELDS.get(change.kind, ()), (change.what, change.detail), strict=False)
    values = (plain_value(change.kind, value) for value in change[3:])
    return {
        "kind": str(change.kind),
        **{name: value or None for name, value in about},
        **dict(zip(("before", "after"), values, strict=True)),
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
    """What it is that changes."""
    return SUBJECTS[change.kind](words, change.what[0], change.detail)


def shown_value(words: Words, kind: ChangeKind, value: ChangedValue | None) -> str:
    """A value; in words where a day lacks it."""
    if value is None:
        return words("change.no_convention" if kind is ChangeKind.CONVENTION else "tariffs.absent")
    if isinstance(value, tuple):
        return between(words, kind, *value)
    if kind in AMOUNTS and isinstance(value, int):
        return words.euros(euros(value))
    if kind in PERCENTS:
        return words("change.percent", percent=value)
    return (
        name_of(words, "copayment_class", value)
        if kind is ChangeKind.COPAYMENT_CLASS
        else str(value)
    )


def between(words: Words, kind: ChangeKind, first: int, last: int | None) -> str:
    """From the first to the last session; or how many a year."""
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
    """What a name in the data stands for; as it is written there while the catalogue lacks it,
    which `tariffs check` tells."""
    key = f"{sort}.{name}"
    return words(key) if key in words else str(name)


def fee(words: Words, _: str, service: str) -> str:
    """The service whose fee changes."""
    return name_of(words, "service", service)


def share(words: Words, name: str, patient: str) -> str:
    """Whose fixed share changes."""
    of = name_of(words, "copayment_class", name)
    return words("change.share", of=of, patient=words(f"cli.{patient}"))


def reduction(words: Words, _: str, __: str) -> str:
    """The reduction at non-conventioned kinés."""
    return words("change.reduction")


def travel(words: Words, _: str, __: str) -> str:
    """What a journey costs."""
    return words("change.travel")


def travel_percent(words: Words, _: str, patient: str) -> str:
    """How much of a journey comes back."""
    return words("change.travel_percent", patient=words(f"cli.{patient}"))


def limit(words: Words, name: str, pathology: str) -> str:
    """A limit, and whom it concerns."""
    named = name_of(words, "limit", name)
    if not pathology:
        return named
    return words("change.limit", limit=named, pathology=name_of(words, "pathology", pathology))


def limit_codes(words: Words, name: str, pathology: str) -> str:
    """Which codes a limit is for."""
    return words("change.limit_codes", limit=limit(words, name, pathology))


def sessions(words: Words, _: str, service: str) -> str:
    """Which sessions a code is for."""
    return words("change.sessions", service=name_of(words, "service", service))


def copayment_class(words: Words, _: str, service: str) -> str:
    """Which fixed share goes with a code."""
    return words("change.copayment_class", service=name_of(words, "service", service))


def ceiling(words: Words, _: str, service: str) -> str:
    """Which code sets the highest price of another."""
    return words("change.ceiling", service=name_of(words, "service", service))


def quota(words: Words, service: str, _: str) -> str:
    """How many sessions of a service a year."""
    return words("change.quota", service=name_of(words, "service", service))


def convention(words: Words, _: str, __: str) -> str:
    """Which convention binds."""
    return words("change.convention")


SUBJECTS: Mapping[ChangeKind, Callable[[Words, str, str], str]] = MappingProxyType(
    {
        ChangeKind.FEE: fee,
        ChangeKind.SHARE: share,
        ChangeKind.REDUCTION: reduction,
        ChangeKind.TRAVEL: travel,
        ChangeKind.TRAVEL_PERCENT: travel_percent,
        ChangeKind.LIMIT: limit,
        ChangeKind.LIMIT_CODES: limit_codes,
        ChangeKind.SESSIONS: sessions,
        ChangeKind.COPAYMENT_CLASS: copayment_class,
        ChangeKind.CEILING: ceiling,
        ChangeKind.QUOTA: quota,
        ChangeKind.CONVENTION: convention,
    }
)
