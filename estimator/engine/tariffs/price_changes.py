"""What differs between two days: fees, shares, the reduction, travel, limits, ranges and so on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from estimator.engine.model.money import Cents, cents
from estimator.engine.model.tariff_book import Code, OpenQuestion, TariffBook, Travel
from estimator.engine.tariffs.prices import official_fee

RanksServed = tuple[int, int | None]
ChangedValue = int | str | RanksServed


class ChangeKind(StrEnum):
    """What may change from one day to another."""

    FEE = "fee"
    SHARE = "share"
    REDUCTION = "reduction"
    TRAVEL = "travel"
    TRAVEL_PERCENT = "travel_percent"
    LIMIT = "limit"
    LIMIT_CODES = "limit_codes"
    SESSIONS = "sessions"
    COPAYMENT_CLASS = "copayment_class"
    CEILING = "ceiling"
    QUOTA = "quota"
    CONVENTION = "convention"


#: Kinds whose values are cents.
AMOUNTS = frozenset({ChangeKind.FEE, ChangeKind.SHARE, ChangeKind.TRAVEL})
#: Kinds whose `what` is a code.
OF_CODES = frozenset(
    {
        ChangeKind.FEE,
        ChangeKind.TRAVEL,
        ChangeKind.TRAVEL_PERCENT,
        ChangeKind.SESSIONS,
        ChangeKind.COPAYMENT_CLASS,
        ChangeKind.CEILING,
    }
)
#: Kinds compared for codes of both days only; for other codes the fee shows that they are new
#: or gone.
FACTS = frozenset({ChangeKind.SESSIONS, ChangeKind.COPAYMENT_CLASS, ChangeKind.CEILING})


class Change(NamedTuple):
    """A value that differs between two days; None on a day without one.

    `what` is the code, class, limit, service or rule; `detail` a code's service, the patient of a
    share (`bim`, `not_bim`) or the pathology of a limit. Values are cents, a percentage, a number,
    a code, the first and last rank (None: without end), or the name of a convention that binds.
    """

    kind: ChangeKind
    what: str
    detail: str
    before: ChangedValue | None
    after: ChangedValue | None


class ChangeGroup(NamedTuple):
    """Changes of one kind with the same values; for codes, all codes with that change."""

    kind: ChangeKind
    what: tuple[str, ...]
    detail: str
    before: ChangedValue | None
    after: ChangedValue | None

    @property
    def difference(self) -> Cents | None:
        """By how many cents an amount rises; None for other values, and if a day has none."""
        if self.kind not in AMOUNTS:
            return None
        if not isinstance(self.before, int) or not isinstance(self.after, int):
            return None
        return self.after - self.before


BIM, NOT_BIM = "bim", "not_bim"


def changes_between(book: TariffBook, before: date, after: date) -> Iterator[Change]:
    """All that differs between two days, by kind and then by name."""
    for kind, found_on in FOUND_ON.items():
        old, new = found_on(book, before), found_on(book, after)
        both = book.nomenclature(before).codes.keys() & book.nomenclature(after).codes.keys()
        for key in sorted(old.keys() | new.keys()):
            shown_by_fee = kind in FACTS and key[0] not in both
            if old.get(key) != new.get(key) and not shown_by_fee:
                yield Change(kind, *key, old.get(key), new.get(key))


def opened_between(book: TariffBook, before: date, after: date) -> tuple[OpenQuestion, ...]:
    """The questions that open between two days."""
    first, last = sorted((before, after))
    return tuple(it for it in book.open_questions if first < it.first_day <= last)


def grouped(found: Iterable[Change]) -> tuple[ChangeGroup, ...]:
    """Changes with the same kind and values as one, in the order of the first of each group."""
    sorts: dict[tuple[object, ...], list[Change]] = {}
    for change in found:
        alone = None if change.kind in OF_CODES else change.what
        sorts.setdefault((change.kind, alone, *change[2:]), []).append(change)
    return tuple(
        ChangeGroup(of[0].kind, tuple(each.what for each in of), *of[0][2:])
        for of in sorts.values()
    )


def change_days(book: TariffBook) -> tuple[date, ...]:
    """The first day of each edition, and every other day on which something changes."""
    days = sorted({day for values in book.dated for day in values if day >= book.first_day})
    earlier = [days[0], *days[:-1]]
    return tuple(
        day
        for last, day in zip(earlier, days, strict=True)
        if day in book.editions or any(True for _ in changes_between(book, last, day))
    )


def by_code(
    book: TariffBook, day: date, value: Callable[[Code], ChangedValue | None]
) -> Mapping[tuple[str, str], ChangedValue]:
    """A value of each code in the nomenclature, travel excepted; not of codes that have none."""
    return {
        (code.code, code.service): found
        for code in book.nomenclature(day).codes.values()
        if code.group != "travel" and (found := value(code)) is not None
    }


def ranks_served(code: Code) -> RanksServed | None:
    """The first and the last rank that a code serves; None if it serves any."""
    ranged = code.first_session or code.last_session
    return (code.first_session or 1, code.last_session) if ranged else None


def started(dated: Mapping[Any, Mapping[date, Any]], day: date) -> dict[Any, Any]:
    """The values in force on a day, by key; nothing for keys whose values begin later."""
    begun = {key: [first for first in of if first <= day] for key, of in dated.items()}
    return {key: dated[key][max(days)] for key, days in begun.items() if days}


def travel_on(book: TariffBook, day: date) -> dict[str, Travel]:
    """The travel indemnities in force, of codes in the nomenclature."""
    known = book.nomenclature(day).codes
    return {code: it for code, it in started(book.travel, day).items() if code in known}


#: The values of each kind in force on a day, by `what` and `detail` of a change.
FOUND_ON: Mapping[
    ChangeKind, Callable[[TariffBook, date], Mapping[tuple[str, str], ChangedValue]]
] = {
    ChangeKind.FEE: lambda book, day: by_code(
        book, day, lambda code: official_fee(book, code, day)
    ),
    ChangeKind.SHARE: lambda book, day: {
        (name, patient): cents(getattr(share, patient))
        for name, share in started(book.copayments, day).items()
        for patient in (NOT_BIM, BIM)
    },
    ChangeKind.REDUCTION: lambda book, day: {
        (name, ""): it.percent for name, it in started({"": book.reductions}, day).items()
    },
    ChangeKind.TRAVEL: lambda book, day: {
        (code, "travel"): cents(it.amount) for code, it in travel_on(book, day).items()
    },
    ChangeKind.TRAVEL_PERCENT: lambda book, day: {
        (code, patient): getattr(it, f"reimbursed_percent_{patient}")
        for code, it in travel_on(book, day).items()
        for patient in (NOT_BIM, BIM)
    },
    ChangeKind.LIMIT: lambda book, day: {
        (name, pathology or ""): limit.value
        for (name, pathology), limit in started(book.limits, day).items()
    },
    ChangeKind.LIMIT_CODES: lambda book, day: {
        (name, pathology or ""): limit.codes
        for (name, pathology), limit in started(book.limits, day).items()
        if limit.codes
    },
    ChangeKind.SESSIONS: lambda book, day: by_code(book, day, ranks_served),
    ChangeKind.COPAYMENT_CLASS: lambda book, day: by_code(
        book, day, lambda code: code.copayment_class
    ),
    ChangeKind.CEILING: lambda book, day: by_code(book, day, lambda code: code.ceiling_code),
    ChangeKind.QUOTA: lambda book, day: {
        (name, ""): (quota.fewest, quota.most) for name, quota in started(book.quotas, day).items()
    },
    ChangeKind.CONVENTION: lambda book, day: {
        (name, ""): it.convention
        for name, it in started({"": book.conventions}, day).items()
        if it.binds
    },
}
