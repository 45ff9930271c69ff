"""What a person may meet at each kind of kiné while some answers aren't known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from estimator.engine.answers import refusals
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.result import Comparison, Result, Totals
from estimator.engine.numbers.tables import Sheet
from estimator.engine.ranges import OPTIONS, Possibility, chosen, narrowing, possibilities

CENT = Decimal("0.01")
KIND_OF_KINE = "conventioned"
#: Refused for some of the problems a person may have, and so only left out of the range.
PLACES = ("setting", "service")


class EuroRange(NamedTuple):
    """From the least to the most, in euros."""

    low: Decimal
    high: Decimal

    @property
    def certain(self) -> bool:
        """There is only one amount."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class CostRange:
    """Every estimate that the unknown answers allow; one where nothing is unknown."""

    found: tuple[Possibility, ...]
    unknown: tuple[str, ...]

    @property
    def low(self) -> Result:
        """The course that leaves the least to pay."""
        return min(self.found, key=lambda possible: possible.low).result

    @property
    def high(self) -> Result:
        """The course that leaves the most to pay."""
        return max(self.found, key=lambda possible: possible.high).result

    @property
    def least(self) -> Totals:
        """The totals of the cheapest course, where what isn't known turns out best."""
        return self.low.least

    @property
    def most(self) -> Totals:
        """The totals of the dearest course, where what isn't known turns out worst."""
        return self.high.most

    @property
    def ends(self) -> tuple[Possibility, ...]:
        """The cheapest and the dearest; one where they cost the same."""
        first = min(self.found, key=lambda possible: possible.low)
        last = max(self.found, key=lambda possible: possible.high)
        return (first,) if (first.low, first.high) == (last.low, last.high) else (first, last)

    @property
    def narrowing(self) -> str | None:
        """The unknown answer worth finding out first; None where none changes the amount."""
        return narrowing(self.found, self.unknown)

    def span(self, name: str) -> EuroRange:
        """One of the totals, from the least to the most."""
        results = [possible.result for possible in self.found]
        amounts = [getattr(totals, name) for it in results for totals in (it.least, it.most)]
        return EuroRange(min(amounts), max(amounts))

    @property
    def average(self) -> EuroRange:
        """What a session leaves to pay on average, from the least to the most."""
        sessions, patient = self.low.case.sessions, self.span("patient")
        return EuroRange(*((each / sessions).quantize(CENT, ROUND_HALF_UP) for each in patient))

    def by_option(self, field: str) -> Iterator[tuple[str, EuroRange]]:
        """What is left to pay for each thing that one unknown answer may turn out to be."""
        for option in OPTIONS[field]:
            found = [it for it in self.found if it.options[field] == option]
            if found:
                yield option, EuroRange(min(it.low for it in found), max(it.high for it in found))


class BothKinds(NamedTuple):
    """Both kinds of kiné, and what of it the person will meet."""

    conventioned: CostRange
    non_conventioned: CostRange
    own: CostRange

    @property
    def least(self) -> Comparison:
        """Both kinds where they leave the least to pay."""
        return compared(self.conventioned.low, self.non_conventioned.low)

    @property
    def most(self) -> Comparison:
        """Both kinds where they leave the most to pay."""
        return compared(self.conventioned.high, self.non_conventioned.high)

    @property
    def difference(self) -> EuroRange:
        """What a non-conventioned kiné costs more, from the least to the most."""
        pairs = zip(self.conventioned.found, self.non_conventioned.found, strict=True)
        more = [EuroRange(free.low - bound.high, free.high - bound.low) for bound, free in pairs]
        return EuroRange(min(it.low for it in more), max(it.high for it in more))

    @property
    def same(self) -> bool:
        """Every kiné costs the same, whatever the unknown answers are."""
        return self.difference == EuroRange(Decimal(0), Decimal(0))


def both_kinds(
    answers: Mapping[str, str], unknown: Sequence[str], sheet: Sheet, today: date
) -> BothKinds:
    """Both kinds of kiné over all that the unknown answers may be. Raises `InvalidAnswer`."""
    others = tuple(field for field in unknown if field != KIND_OF_KINE)
    feeless = {name: given for name, given in answers.items() if name != "fee"}
    bound = possibilities({**feeless, KIND_OF_KINE: "true"}, others, sheet, today)
    free = possibilities({**answers, KIND_OF_KINE: "false"}, others, sheet, today)
    kinds = {"true": CostRange(tuple(bound), others), "false": CostRange(tuple(free), others)}
    own = (
        kinds[answers[KIND_OF_KINE]] if KIND_OF_KINE not in unknown else either_kind(kinds, unknown)
    )
    return BothKinds(kinds["true"], kinds["false"], own)


def either_kind(kinds: Mapping[str, CostRange], unknown: Sequence[str]) -> CostRange:
    """Both kinds together, for whoever doesn't know which theirs is."""
    found = (
        Possibility({**possible.options, KIND_OF_KINE: status}, possible.result)
        for status, prospect in kinds.items()
        for possible in prospect.found
    )
    return CostRange(tuple(found), tuple(unknown))


def compared(conventioned: Result, other: Result) -> Comparison:
    """Two results side by side."""
    return Comparison(conventioned, other, other.totals.patient - conventioned.totals.patient)


def to_correct(
    answers: Mapping[str, str], unknown: Sequence[str], sheet: Sheet, today: date
) -> list[InvalidAnswer]:
    """The answers that can't be used, whatever the unknown ones are; each field once.

    A non-conventioned kiné is compared with in any case, so that the fee is always needed where
    such a kiné is free to set it.
    """
    others = [field for field in unknown if field != KIND_OF_KINE]
    every = [
        refusals({**answers, **options, KIND_OF_KINE: "false"}, sheet, today)
        for options in chosen(others)
    ]
    found = {it.field: it for refused in every for it in refused if it.field not in PLACES}
    if found or not all(every):
        return list(found.values())
    return every[0]
