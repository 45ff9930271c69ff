"""The range of an estimate while some answers are unknown, at both kinds of kiné."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from estimator.engine.answers import case_from, refusals
from estimator.engine.estimate import estimate
from estimator.engine.model.case import Pathology
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.money import average
from estimator.engine.model.result import Comparison, Result, Totals
from estimator.engine.numbers.tables import Sheet

KIND_OF_KINE = "conventioned"
#: The answers that a person may not know, with their possible values. Pregnancy and palliative
#: care are no possible values: people know of these, but not which list their condition is on.
OPTIONS: Mapping[str, Sequence[str]] = {
    "pathology": (
        Pathology.CURRENT,
        Pathology.FA,
        Pathology.FA_POLYTRAUMA,
        Pathology.FB,
        Pathology.HEAVY,
    ),
    "bim": ("true", "false"),
    KIND_OF_KINE: ("true", "false"),
}
Unknown = Mapping[str, Sequence[str]]
"""The answers that are not known, each with the values that it may have."""
#: An answer here that one pathology excludes only narrows the range.
PLACES = ("setting", "service")


class EuroRange(NamedTuple):
    """From the least to the most, in euros."""

    low: Decimal
    high: Decimal

    @property
    def certain(self) -> bool:
        """Whether there is only one amount."""
        return self.low == self.high


class Possibility(NamedTuple):
    """One choice of values for the unknown answers, and what the course then costs."""

    options: Mapping[str, str]
    result: Result

    @property
    def patient(self) -> Decimal:
        """What the patient is left to pay, in euros."""
        return self.result.totals.patient

    @property
    def low(self) -> Decimal:
        """The least that the patient may be left to pay, in euros."""
        return self.result.least.patient

    @property
    def high(self) -> Decimal:
        """The most that the patient may be left to pay, in euros."""
        return self.result.most.patient


@dataclass(frozen=True, slots=True)
class CostRange:
    """Every estimate that the unknown answers allow; only one if nothing is unknown."""

    found: tuple[Possibility, ...]
    unknown: Unknown

    @property
    def cheapest(self) -> Possibility:
        """The possibility that leaves the patient the least to pay."""
        return min(self.found, key=lambda possible: possible.low)

    @property
    def dearest(self) -> Possibility:
        """The possibility that leaves the patient the most to pay."""
        return max(self.found, key=lambda possible: possible.high)

    @property
    def low(self) -> Result:
        """The result of the cheapest possibility."""
        return self.cheapest.result

    @property
    def high(self) -> Result:
        """The result of the dearest possibility."""
        return self.dearest.result

    @property
    def least(self) -> Totals:
        """The totals of the cheapest possibility, with what is open at its best for the patient."""
        return self.low.least

    @property
    def most(self) -> Totals:
        """The totals of the dearest possibility, with what is open at its worst."""
        return self.high.most

    @property
    def ends(self) -> tuple[Possibility, ...]:
        """The cheapest and the dearest possibility; only one if they cost the same."""
        first, last = self.cheapest, self.dearest
        return (first,) if (first.low, first.high) == (last.low, last.high) else (first, last)

    @property
    def narrowing(self) -> str | None:
        """The unknown answer that narrows the range most; None if no answer changes the amount."""
        if len({(possible.low, possible.high) for possible in self.found}) == 1:
            return None
        return min(self.unknown, key=self.widest_left)

    def widest_left(self, field: str) -> Decimal:
        """The widest range that may be left once one answer is known, in euros."""
        return max(
            width([possible for possible in self.found if possible.options[field] == option])
            for option in self.unknown[field]
        )

    def span(self, name: str) -> EuroRange:
        """One of the totals, from the least to the most."""
        results = [possible.result for possible in self.found]
        amounts = [getattr(totals, name) for it in results for totals in (it.least, it.most)]
        return EuroRange(min(amounts), max(amounts))

    @property
    def average(self) -> EuroRange:
        """What a session leaves the patient to pay on average, from the least to the most."""
        sessions = self.low.case.sessions
        return EuroRange(*(average(amount, sessions) for amount in self.span("patient")))

    def by_option(self, field: str) -> Iterator[tuple[str, EuroRange]]:
        """What the patient is left to pay for each possible value of one unknown answer."""
        for option in self.unknown[field]:
            found = [it for it in self.found if it.options[field] == option]
            if found:
                yield option, EuroRange(min(it.low for it in found), max(it.high for it in found))


class BothKinds(NamedTuple):
    """The ranges at both kinds of kiné, and at the person's own kiné, of unknown kind or not."""

    conventioned: CostRange
    non_conventioned: CostRange
    own: CostRange

    @property
    def least(self) -> Comparison:
        """Both kinds at their cheapest."""
        return Comparison(self.conventioned.low, self.non_conventioned.low)

    @property
    def most(self) -> Comparison:
        """Both kinds at their dearest."""
        return Comparison(self.conventioned.high, self.non_conventioned.high)

    @property
    def difference(self) -> EuroRange:
        """What a non-conventioned kiné costs more, from the least to the most."""
        pairs = zip(self.conventioned.found, self.non_conventioned.found, strict=True)
        gaps = [gap for bound, free in pairs for gap in gaps_between(bound, free)]
        return EuroRange(min(gaps), max(gaps))

    @property
    def same(self) -> bool:
        """Whether every kiné costs the same, whatever the unknown answers are."""
        return self.difference == EuroRange(Decimal(0), Decimal(0))


def gaps_between(conventioned: Possibility, other: Possibility) -> tuple[Decimal, Decimal]:
    """What a non-conventioned kiné costs more at both ends of what is open, in euros.

    Where official fees bind both, what is open is the same at both, and taken to turn out alike.
    """
    low, high = conventioned.low, conventioned.high
    if not other.result.case.bound:
        low, high = high, low
    return other.low - low, other.high - high


def both_kinds(
    answers: Mapping[str, str], unknown: Unknown, sheet: Sheet, today: date
) -> BothKinds:
    """The ranges at both kinds of kiné, over all values of the unknown answers.

    Raises `InvalidAnswer` where no choice of values makes a case.
    """
    others = besides_kind(unknown)
    feeless = {name: given for name, given in answers.items() if name not in ("fee", "first_fee")}
    kinds = {
        "true": possibilities({**feeless, KIND_OF_KINE: "true"}, others, sheet, today),
        "false": possibilities({**answers, KIND_OF_KINE: "false"}, others, sheet, today),
    }
    bound, free = (CostRange(tuple(found), others) for found in kinds.values())
    if KIND_OF_KINE not in unknown:
        return BothKinds(bound, free, bound if answers[KIND_OF_KINE] == "true" else free)
    either = [
        Possibility({**possible.options, KIND_OF_KINE: kind}, possible.result)
        for kind, found in kinds.items()
        for possible in found
    ]
    return BothKinds(bound, free, CostRange(tuple(either), unknown))


def possibilities(
    answers: Mapping[str, object], unknown: Unknown, sheet: Sheet, today: date
) -> list[Possibility]:
    """Every estimate that the unknown answers allow, in the order of their values.

    Raises `InvalidAnswer`, the first one, where there is none.
    """
    found, refused = [], []
    for options in choices(unknown):
        try:
            case = case_from({**answers, **options}, sheet, today)
            found.append(Possibility(options, estimate(case, sheet)))
        except InvalidAnswer as refusal:
            refused.append(refusal)
    if not found:
        raise refused[0]
    return found


def besides_kind(unknown: Unknown) -> dict[str, Sequence[str]]:
    """The unknown answers but for the kind of kiné."""
    return {field: values for field, values in unknown.items() if field != KIND_OF_KINE}


def choices(unknown: Unknown) -> Iterator[dict[str, str]]:
    """Every choice of values for the unknown answers."""
    for options in product(*unknown.values()):
        yield dict(zip(unknown, options, strict=True))


def width(found: Iterable[Possibility]) -> Decimal:
    """The difference between the most and the least, in euros; 0 where there is nothing."""
    ends = [end for possible in found for end in (possible.low, possible.high)]
    return max(ends) - min(ends) if ends else Decimal(0)


def to_correct(
    answers: Mapping[str, str], unknown: Unknown, sheet: Sheet, today: date
) -> list[InvalidAnswer]:
    """The answers that can't be used, whatever the unknown ones are; each field once.

    Every estimate is compared with that of a non-conventioned kiné, so the fee is always needed
    where such a kiné may set it.
    """
    others = besides_kind(unknown)
    every = [
        refusals({**answers, **options, KIND_OF_KINE: "false"}, sheet, today)
        for options in choices(others)
    ]
    found = {it.field: it for refused in every for it in refused if it.field not in PLACES}
    if found or not all(every):
        return list(found.values())
    return every[0]
