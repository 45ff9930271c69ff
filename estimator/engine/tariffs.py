"""What INAMI published: editions, nomenclature, fixed shares, reductions, limits, sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from estimator.engine.errors import TariffGap

T = TypeVar("T")


class Code(NamedTuple):
    """A code of article 7: what it stands for and how its fee is made (M × coefficient)."""

    code: str
    patient: str
    setting: str
    group: str
    service: str
    first_session: int | None
    last_session: int | None
    minutes: int | None
    coefficient: Decimal
    copayment_class: str
    ceiling_code: str | None
    meaning: str
    source: str


class Multiplier(NamedTuple):
    """The M of a code in one edition, with the fee printed beside it where there is one."""

    code: str
    multiplier: Decimal
    fee: Decimal | None
    status: str
    source: str
    page: str


class Edition(NamedTuple):
    """A tariff sheet: in force from `first_day`, known to hold up to `known_until`."""

    first_day: date
    known_until: date | None
    index_percent: Decimal | None
    status: str
    source: str
    assumption: str | None


class Copayment(NamedTuple):
    """The fixed share of a class, in euros (ticket modérateur, remgeld)."""

    first_day: date
    copayment_class: str
    bim: Decimal
    not_bim: Decimal
    status: str
    source: str
    assumption: str | None


class Reduction(NamedTuple):
    """By how many percent the reimbursement falls at a non-conventioned kiné."""

    first_day: date
    percent: int
    status: str
    source: str
    assumption: str | None


class Travel(NamedTuple):
    """The travel indemnity of a home visit in euros, and how much of it comes back."""

    first_day: date
    code: str
    group: str
    amount: Decimal
    reimbursed_percent_bim: int
    reimbursed_percent_not_bim: int
    status: str
    source: str
    page: str
    assumption: str | None


class Limit(NamedTuple):
    """A number of sessions (or years) that changes what a session costs."""

    limit: str
    pathology: str | None
    value: int
    first_day: date
    status: str
    source: str
    assumption: str | None


class MafCeiling(NamedTuple):
    """The yearly ceiling of official shares for a household, in euros (maximum à facturer)."""

    year: int
    income_up_to: Decimal | None
    bim_household: bool
    ceiling: Decimal
    status: str
    source: str


class Source(NamedTuple):
    """A text that a value comes from, the day somebody last checked it, the day to do so again."""

    id: str
    title: str
    publisher: str
    address: str | None
    published: date | None
    retrieved: date | None
    checked_on: date
    review_by: date


class Assumption(NamedTuple):
    """A reading of ours that no official text settles, and which estimates it touches."""

    id: str
    sentence: str
    reach: str


def in_force(editions: Mapping[date, T], on: date, what: str = "value") -> T:
    """The last edition that had started by that day; never a later one, never a guess."""
    first_day = max(filter(on.__ge__, editions), default=None)
    if first_day is None:
        raise TariffGap(what, on)
    return editions[first_day]


class Nomenclature:
    """The codes of article 7 from one day on, also by what they serve."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self.codes = {code.code: code for code in codes}
        self._served: dict[tuple[str, str, str], list[Code]] = {}
        for code in self.codes.values():
            self._served.setdefault((code.setting, code.group, code.service), []).append(code)

    def serving(self, setting: str, group: str, service: str) -> list[Code]:
        """The codes of one service, by first session; of a pair the ambulatory code."""
        found = self._served.get((setting, group, service), [])
        ambulatory = [code for code in found if code.patient == "ambulatory"]
        return sorted(ambulatory or found, key=lambda code: code.first_session or 0)


@dataclass(frozen=True)
class TariffBook:
    """Everything published that the rules need; each value stands under its first day."""

    nomenclatures: Mapping[date, Nomenclature]
    editions: Mapping[date, Edition]
    multipliers: Mapping[date, Mapping[str, Multiplier]]
    copayments: Mapping[str, Mapping[date, Copayment]]
    reductions: Mapping[date, Reduction]
    travel: Mapping[str, Mapping[date, Travel]]
    travel_code_of: Mapping[str, str]
    limits: Mapping[tuple[str, str], Mapping[date, Limit]]
    maf: tuple[MafCeiling, ...]
    sources: Mapping[str, Source]
    assumptions: Mapping[str, Assumption]

    @property
    def first_day(self) -> date:
        """The first day that any estimate can be made for."""
        return min(self.editions)

    def nomenclature(self, on: date) -> Nomenclature:
        """The nomenclature in force that day."""
        return in_force(self.nomenclatures, on, "nomenclature")

    def code(self, code: str, on: date) -> Code:
        """What a code stands for that day; a code the nomenclature doesn't hold is a gap."""
        found = self.nomenclature(on).codes.get(code)
        if found is None:
            raise TariffGap(f"code {code}", on)
        return found

    def multiplier(self, code: str, on: date) -> Multiplier:
        """The M of a code that day."""
        found = in_force(self.multipliers, on, "edition").get(code)
        if found is None:
            raise TariffGap(f"multiplier of {code}", on)
        return found

    def copayment(self, copayment_class: str, on: date) -> Copayment:
        """The fixed share of a class that day."""
        return in_force(self.copayments.get(copayment_class, {}), on, f"share {copayment_class}")

    def limit(self, limit: str, pathology: str, on: date) -> Limit:
        """A limit of sessions for a pathology that day."""
        return in_force(self.limits.get((limit, pathology), {}), on, f"limit {limit} {pathology}")
