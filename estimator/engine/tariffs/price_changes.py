"""Everything that differs between two days: fees, fixed shares, the reduction, travel, limits,
session ranges, conventions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from estimator.engine.model.money import Cents, cents
from estimator.engine.model.tariff_book import Code, OpenQuestion, TariffBook, Travel
from estimator.engine.tariffs.prices import official_fee

K = TypeVar("K")
T = TypeVar("T")
RanksServed = tuple[int, int | None]
ChangedValue = int | str | RanksServed


class ChangeKind(StrEnum):
    """What may change with a day."""

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


#: Their values are cents.
AMOUNTS = frozenset({ChangeKind.FEE, ChangeKind.SHARE, ChangeKind.TRAVEL})
#: `what` is a code.
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
#: Told of codes that both days know: of any other the fee says that it is new, or gone.
FACTS = frozenset({ChangeKind.SESSIONS, ChangeKind.COPAYMENT_CLASS, ChangeKind.CEILING})


class Change(NamedTuple):
    """Something that is not the same on two days; None where a day lacks it.

    `what` is the code, class, limit, service or rule; `detail` tells a code's service, the patient
    of a share (`bim`, `not_bim`) or the pathology of a limit. Values: cents, percent, a number,
    a code, the sessions from … to (`None`: without end), the name of a convention that binds.
    """

    kind: ChangeKind
    what: str
    detail: str
    before: ChangedValue | None
    after: ChangedValue | None


class ChangeGroup(NamedTuple):
    """Changes of one kind with the same values: of codes all that change alike."""

    kind: ChangeKind
    what: tuple[str, ...]
    detail: str
    before: ChangedValue | None
    after: ChangedValue | None

    @property
    def difference(self) -> Cents | None:
        """By how much an amount rises; None for what is no amount, and where a day lacks it."""
        if self.kind not in AMOUNTS:
            return None
        if not isinstance(self.before, int) or not isinstance(self.after, int):
            return None
        return self.after - self.before


#: What of one kind is there on a day: `what` and `detail` to its value.
Found = Mapping[tuple[str, str], ChangedValue]
BIM, NOT_BIM = "bim", "not_bim"


def changes_between(book: TariffBook, before: date, after: date) -> Iterator[Change]:
    """All that differs between two days, kind by kind, in the order of its name."""
    for kind, found_on in FOUND_ON.items():
        old, new = found_on(book, before), found_on(book, after)
        both = book.nomenclature(before).codes.keys() & book.nomenclature(after).codes.keys()
        for key in sorted(old.keys() | new.keys()):
            told_by_fee = kind in FACTS and key[0] not in both
            if old.get(key) != new.get(key) and not told_by_fee:
                yield Change(kind, *key, old.get(key), new.get(key))


def opened_between(book: TariffBook, before: date, after: date) -> tuple[OpenQuestion, ...]:
    """The rules that were known on one day and that nobody knows yet on the other."""
    first, last = sorted((before, after))
    return tuple(it for it in book.open_questions if first < it.first_day <= last)


def grouped(found: Iterable[Change]) -> tuple[ChangeGroup, ...]:
    """Changes put together, in the order of the first of each sort."""
    sorts: dict[tuple[object, ...], list[Change]] = {}
    for change in found:
        alone = None if change.kind in OF_CODES else change.what
        sorts.setdefault((change.kind, alone, *change[2:]), []).append(change)
    return tuple(
        ChangeGroup(of[0].kind, tuple(each.what for each in of), *of[0][2:])
        for of in sorts.values()
    )


def change_days(book: TariffBook) -> tuple[date, ...]:
    """The days of the tariffs: of each edition, and of all else that changes something."""
    dated: list[Mapping[date, object]] = [book.nomenclatures, book.editions, book.reductions]
    dated += [*book.copayments.values(), *book.travel.values(), *book.limits.values()]
    dated += [*book.quotas.values(), book.conventions]
    days = sorted({day for values in dated for day in values if day >= book.first_day})
    earlier = [days[0], *days[:-1]]
    return tuple(
        day
        for last, day in zip(earlier, days, strict=True)
        if day in book.editions or any(True for _ in changes_between(book, last, day))
    )


def fees(book: TariffBook, day: date) -> Found:
    """The official fee of each code of the nomenclature; travel has a table of its own."""
    return {
        (code.code, code.service): official_fee(book, code, day)
        for code in codes_on(book, day)
        if code.group != "travel"
    }


def shares(book: TariffBook, day: date) -> Found:
    """The fixed share of each class, with and without BIM."""
    found = started(book.copayments, day)
    return {
        (name, patient): cents(getattr(share, patient))
        for name, share in found.items()
        for patient in (NOT_BIM, BIM)
    }


def reductions(book: TariffBook, day: date) -> Found:
    """By how many percent the reimbursement falls at a non-conventioned kiné."""
    return {(name, ""): it.percent for name, it in started({"": book.reductions}, day).items()}


def travel_amounts(book: TariffBook, day: date) -> Found:
    """The travel indemnity of each code."""
    return {(code, "travel"): cents(it.amount) for code, it in travel_on(book, day).items()}


def travel_percents(book: TariffBook, day: date) -> Found:
    """How much of it is reimbursed, with and without BIM."""
    found: dict[tuple[str, str], ChangedValue] = {}
    for code, it in travel_on(book, day).items():
        found[code, NOT_BIM] = it.reimbursed_percent_not_bim
        found[code, BIM] = it.reimbursed_percent_bim
    return found


def limits(book: TariffBook, day: date) -> Found:
    """The numbers of limits.csv."""
    return {
        (name, pathology or ""): limit.value
        for (name, pathology), limit in started(book.limits, day).items()
    }


def limit_codes(book: TariffBook, day: date) -> Found:
    """The codes that a limit concerns; nothing where it concerns them all."""
    return {
        (name, pathology or ""): limit.codes
        for (name, pathology), limit in started(book.limits, day).items()
        if limit.codes
    }


def sessions(book: TariffBook, day: date) -> Found:
    """The ranks that a code serves."""
    return {
        (code.code, code.service): (code.first_session or 1, code.last_session)
        for code in codes_on(book, day)
        if code.first_session or code.last_session
    }


def classes(book: TariffBook, day: date) -> Found:
    """The class of each code's fixed share."""
    return {
        (code.code, code.service): code.copayment_class
        for code in codes_on(book, day)
        if code.group != "travel"
    }


def ceilings(book: TariffBook, day: date) -> Found:
    """The code whose fee an overrun session may cost at most."""
    return {
        (code.code, code.service): code.ceiling_code
        for code in codes_on(book, day)
        if code.ceiling_code
    }


def quotas(book: TariffBook, day: date) -> Found:
    """How many sessions of a special service a year may be reimbursed: from the fewest to the
    most."""
    found = started(book.quotas, day)
    return {(name, ""): (quota.fewest, quota.most) for name, quota in found.items()}


def conventions(book: TariffBook, day: date) -> Found:
    """The convention whose fees bind."""
    found = started({"": book.conventions}, day)
    return {(name, ""): it.convention for name, it in found.items() if it.binds}


FOUND_ON: Mapping[ChangeKind, Callable[[TariffBook, date], Found]] = {
    ChangeKind.FEE: fees,
    ChangeKind.SHARE: shares,
    ChangeKind.REDUCTION: reductions,
    ChangeKind.TRAVEL: travel_amounts,
    ChangeKind.TRAVEL_PERCENT: travel_percents,
    ChangeKind.LIMIT: limits,
    ChangeKind.LIMIT_CODES: limit_codes,
    ChangeKind.SESSIONS: sessions,
    ChangeKind.COPAYMENT_CLASS: classes,
    ChangeKind.CEILING: ceilings,
    ChangeKind.QUOTA: quotas,
    ChangeKind.CONVENTION: conventions,
}


def started(dated: Mapping[K, Mapping[date, T]], day: date) -> dict[K, T]:
    """What is in force that day; nothing of what only begins later."""
    begun = {key: [first for first in of if first <= day] for key, of in dated.items()}
    return {key: dated[key][max(days)] for key, days in begun.items() if days}


def codes_on(book: TariffBook, day: date) -> Iterable[Code]:
    """The codes of the nomenclature in force."""
    return book.nomenclature(day).codes.values()


def travel_on(book: TariffBook, day: date) -> dict[str, Travel]:
    """The travel indemnities in force whose code the nomenclature holds."""
    known = book.nomenclature(day).codes
    return {code: it for code, it in started(book.travel, day).items() if code in known}
