"""What INAMI published: editions, nomenclature, fixed shares, reductions, limits, sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from estimator.engine.model.errors import TariffGap

T = TypeVar("T")

#: How sure a value is, the surest first: read in an official text; computed and found again on
#: public pages; computed; a reading of ours; the last known value carried past its last known day.
STATUSES = ("official", "published", "derived", "assumed", "presumed")


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
    """The M of a code in one edition, with the fee printed beside it where there is one.

    `pages`: on how many independent public pages the fee of a computed edition was found again.
    """

    code: str
    multiplier: Decimal
    fee: Decimal | None
    status: str
    pages: int | None
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
    """A number of sessions (or years) that changes what a session costs.

    `codes`: the codes that it concerns, separated by spaces; None where it concerns them all.
    """

    limit: str
    pathology: str | None
    value: int
    codes: str | None
    first_day: date
    status: str
    source: str
    assumption: str | None


class Convention(NamedTuple):
    """A convention between kinés and insurers, or a time without one; `binds`: its fees bind."""

    first_day: date
    convention: str
    binds: bool
    status: str
    source: str


class OpenQuestion(NamedTuple):
    """A rule whose value nobody knows yet from `first_day` on.

    `about` names the rule (`reduction`, `fees`); `readings` the values that it may turn out to
    have, separated by spaces; None where no number can be given.
    """

    id: str
    first_day: date
    about: str
    readings: str | None
    source: str

    @property
    def percents(self) -> tuple[int, ...]:
        """The possible values, in percent."""
        return tuple(map(int, (self.readings or "").split()))


class Holiday(NamedTuple):
    """A public holiday: a day of the year, or so many days after Easter Sunday."""

    name: str
    month: int | None
    day: int | None
    days_after_easter: int | None
    source: str


class Quota(NamedTuple):
    """How many sessions of a special service a year may be reimbursed; told, never counted."""

    first_day: date
    service: str
    fewest: int
    most: int
    status: str
    source: str


class UsualFee(NamedTuple):
    """What non-conventioned kinés were seen to ask for a session, in euros, and when."""

    first_day: date
    last_day: date
    low: Decimal
    high: Decimal
    source: str


class MafCeiling(NamedTuple):
    """The yearly ceiling of official shares for a household, in euros (maximum à facturer)."""

    year: int
    income_up_to: Decimal | None
    bim_household: bool
    ceiling: Decimal
    status: str
    source: str


class OldFee(NamedTuple):
    """What a kind of session cost before the first edition; told, never computed with."""

    first_day: date
    known_until: date
    group: str
    coefficient: int
    fee: Decimal
    status: str
    source: str
    page: str


class Claim(NamedTuple):
    """An amount that people read elsewhere, of a code on a day; set right on the method page."""

    claim: str
    amount: Decimal
    code: str
    day: date
    source: str


class Source(NamedTuple):
    """A text that a value comes from, the day somebody last checked it, the day to do so again.

    `read` says how much of it was read: `whole`, `beginning`, `notes` (only what others noted
    down from it) or `not_read`.
    """

    id: str
    title: str
    publisher: str
    address: str | None
    published: date | None
    retrieved: date | None
    checked_on: date
    review_by: date
    read: str


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


def weakest(statuses: Iterable[str]) -> str:
    """The least sure of some statuses; `official` where there are none."""
    return STATUSES[max(map(STATUSES.index, statuses), default=0)]


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
    """Everything published that the rules and the pages need; each value stands under its first
    day."""

    nomenclatures: Mapping[date, Nomenclature]
    editions: Mapping[date, Edition]
    multipliers: Mapping[date, Mapping[str, Multiplier]]
    copayments: Mapping[str, Mapping[date, Copayment]]
    reductions: Mapping[date, Reduction]
    travel: Mapping[str, Mapping[date, Travel]]
    travel_code_of: Mapping[str, str]
    limits: Mapping[tuple[str, str | None], Mapping[date, Limit]]
    conventions: Mapping[date, Convention]
    open_questions: tuple[OpenQuestion, ...]
    holidays: tuple[Holiday, ...]
    quotas: Mapping[str, Mapping[date, Quota]]
    usual_fees: tuple[UsualFee, ...]
    maf: tuple[MafCeiling, ...]
    old_fees: tuple[OldFee, ...]
    claims: tuple[Claim, ...]
    sources: Mapping[str, Source]
    assumptions: Mapping[str, Assumption]

    @property
    def first_day(self) -> date:
        """The first day that any estimate can be made for."""
        return min(self.editions)

    @property
    def last_start(self) -> date:
        """The last day that a course may begin: the end of the calendar year after the last one
        that a tariff is known for."""
        newest = self.editions[max(self.editions)]
        return date((newest.known_until or newest.first_day).year + 1, 12, 31)

    def open_on(self, day: date, about: str) -> tuple[OpenQuestion, ...]:
        """The questions about a rule that nobody can answer for that day."""
        return tuple(q for q in self.open_questions if q.about == about and q.first_day <= day)

    def usual_fee(self, on: date) -> UsualFee | None:
        """What kinés were seen to ask that day; else what the last ones seen before it asked, or
        the first ones after it. None where nothing was seen."""
        started = [seen for seen in self.usual_fees if seen.first_day <= on]
        if started:
            return max(started, key=lambda seen: seen.first_day)
        return min(self.usual_fees, key=lambda seen: seen.first_day, default=None)

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

    def limit(self, limit: str, pathology: str | None, on: date) -> Limit:
        """A limit of sessions for a pathology that day."""
        return in_force(self.limits.get((limit, pathology), {}), on, f"limit {limit} {pathology}")
