"""What INAMI published: editions, nomenclature, fixed shares, reductions, limits, sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from estimator.engine.model.errors import TariffGap

T = TypeVar("T")

#: How sure a value is, the surest first: read in an official text; computed, and found on public
#: pages; computed; assumed by us; the last known value, used after its last known day.
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
    """The M of a code in one edition, and the fee printed beside it, if any.

    `pages`: on how many independent public pages we found the fee of a computed edition.
    """

    code: str
    multiplier: Decimal
    fee: Decimal | None
    status: str
    pages: int | None
    source: str
    page: str


class Edition(NamedTuple):
    """A tariff sheet, in force from `first_day` and known to hold until `known_until`."""

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
    """The travel indemnity of a home visit in euros, and which percentage is reimbursed."""

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

    `codes`: the codes that it concerns, separated by spaces; None if it concerns all.
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

    `about` names the rule (`reduction`, `fees`), `readings` its possible values, separated by
    spaces; None if no number can be given.
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
    """A public holiday: a day of the year, or a number of days after Easter Sunday."""

    name: str
    month: int | None
    day: int | None
    days_after_easter: int | None
    source: str


class Quota(NamedTuple):
    """How many sessions of a special service a year may be reimbursed; shown, never counted."""

    first_day: date
    service: str
    fewest: int
    most: int
    status: str
    source: str


class Situation(NamedTuple):
    """A code of the electronic agreement: the condition, as the kiné names it to the insurer.

    `family` is alike for the codes of one condition (left, right, both sides). `group` is the
    pathology that it is priced in, else `day_hospital` or `consultative_exam`. `decides` names what
    settles whether the condition belongs here.
    """

    code: str
    family: str
    group: str
    agreement: str
    decides: tuple[str, ...]
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
    """What a session cost before the first edition, in euros; shown, never computed with."""

    first_day: date
    known_until: date
    group: str
    coefficient: int
    fee: Decimal
    status: str
    source: str
    page: str


class Claim(NamedTuple):
    """An amount for a code on a day that other sites give; the method page corrects it."""

    claim: str
    amount: Decimal
    code: str
    day: date
    source: str


class Source(NamedTuple):
    """A text that values come from, when somebody last checked it, and when to check it again.

    `read` says how much of it we read: `whole`, `beginning`, `notes` (only notes by others) or
    `not_read`.
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


class NomenSoftMatch(NamedTuple):
    """A comparison of an edition with NomenSoft, INAMI's official database: how many of its codes
    had the same amounts there on `compared_on`.

    `amounts` is the fingerprint of the amounts that were compared.
    """

    first_day: date
    compared_on: date
    same: int
    codes: int
    amounts: str


class Assumption(NamedTuple):
    """An assumption that we make where no official text settles a rule, and what it affects."""

    id: str
    sentence: str
    reach: str


def in_force(values: Mapping[date, T], on: date, what: str = "value") -> T:
    """The value with the last first day that is not after a day. Raises `TariffGap` before it."""
    first_day = max(filter(on.__ge__, values), default=None)
    if first_day is None:
        raise TariffGap(what, on)
    return values[first_day]


def weakest(statuses: Iterable[str]) -> str:
    """The least sure of some statuses; `official` if there are none."""
    return STATUSES[max(map(STATUSES.index, statuses), default=0)]


class Nomenclature:
    """The codes of article 7 from one day on."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self.codes = {code.code: code for code in codes}
        self._served: dict[tuple[str, str, str], list[Code]] = {}
        for code in self.codes.values():
            self._served.setdefault((code.setting, code.group, code.service), []).append(code)

    def serving(self, setting: str, group: str, service: str) -> list[Code]:
        """The codes of one service by first session; of a pair of codes, the ambulatory one."""
        found = self._served.get((setting, group, service), [])
        ambulatory = [code for code in found if code.patient == "ambulatory"]
        return sorted(ambulatory or found, key=lambda code: code.first_session or 0)


Dated = Nomenclature | Edition | Copayment | Convention | Limit | Quota | Reduction | Travel


@dataclass(frozen=True)
class TariffBook:
    """Everything published that rules and pages need; values by their first day in force."""

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
    situations: Mapping[str, Situation]
    usual_fees: tuple[UsualFee, ...]
    maf: tuple[MafCeiling, ...]
    old_fees: tuple[OldFee, ...]
    claims: tuple[Claim, ...]
    nomensoft: Mapping[date, NomenSoftMatch]
    sources: Mapping[str, Source]
    assumptions: Mapping[str, Assumption]

    @property
    def dated(self) -> list[Mapping[date, Dated]]:
        """Every table of values that change from a day on."""
        tables: list[Mapping[date, Dated]] = [self.nomenclatures, self.editions]
        tables += [self.reductions, self.conventions]
        for by_key in (self.copayments, self.travel, self.limits, self.quotas):
            tables += by_key.values()
        return tables

    @property
    def first_day(self) -> date:
        """The first day for which an estimate can be made."""
        return min(self.editions)

    @property
    def last_start(self) -> date:
        """The last day on which a course may begin: the end of the year after the last year for
        which a tariff is known."""
        newest = self.editions[max(self.editions)]
        return date((newest.known_until or newest.first_day).year + 1, 12, 31)

    @cached_property
    def agreements(self) -> Mapping[str, tuple[str, ...]]:
        """The types of agreement that the situations of each group need."""
        found: dict[str, dict[str, None]] = {}
        for situation in self.situations.values():
            found.setdefault(situation.group, {})[situation.agreement] = None
        return {group: tuple(types) for group, types in found.items()}

    def open_on(self, day: date, about: str) -> tuple[OpenQuestion, ...]:
        """The questions about a rule that are open that day."""
        return tuple(q for q in self.open_questions if q.about == about and q.first_day <= day)

    def usual_fee(self, on: date) -> UsualFee | None:
        """The usual fees of a day, else the last ones before it, else the first ones after it; None
        if none are known."""
        started = [seen for seen in self.usual_fees if seen.first_day <= on]
        if started:
            return max(started, key=lambda seen: seen.first_day)
        return min(self.usual_fees, key=lambda seen: seen.first_day, default=None)

    def nomenclature(self, on: date) -> Nomenclature:
        """The nomenclature in force that day."""
        return in_force(self.nomenclatures, on, "nomenclature")

    def code(self, code: str, on: date) -> Code:
        """What a code stands for that day. Raises `TariffGap` if the nomenclature lacks it."""
        found = self.nomenclature(on).codes.get(code)
        if found is None:
            raise TariffGap(f"code {code}", on)
        return found

    def multiplier(self, code: str, on: date) -> Multiplier:
        """The M of a code that day. Raises `TariffGap`."""
        found = in_force(self.multipliers, on, "edition").get(code)
        if found is None:
            raise TariffGap(f"multiplier of {code}", on)
        return found

    def copayment(self, copayment_class: str, on: date) -> Copayment:
        """The fixed share of a class that day. Raises `TariffGap`."""
        return in_force(self.copayments.get(copayment_class, {}), on, f"share {copayment_class}")

    def limit(self, limit: str, pathology: str | None, on: date) -> Limit:
        """A limit for a pathology that day. Raises `TariffGap`."""
        return in_force(self.limits.get((limit, pathology), {}), on, f"limit {limit} {pathology}")
