"""What an estimate can be when some answers aren't known: from the least to the most."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from estimator.engine.answers import case_from
from estimator.engine.estimate import estimate
from estimator.engine.model.case import Pathology
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.result import Result
from estimator.engine.numbers.tables import Sheet

#: The answers a person may not know, and what each may turn out to be. Whoever is pregnant or in
#: palliative care knows it; which list a problem stands on is what people don't know.
OPTIONS: Mapping[str, Sequence[str]] = {
    "pathology": (
        Pathology.CURRENT,
        Pathology.FA,
        Pathology.FA_POLYTRAUMA,
        Pathology.FB,
        Pathology.HEAVY,
    ),
    "bim": ("true", "false"),
    "conventioned": ("true", "false"),
}


class Possibility(NamedTuple):
    """One way the unknown answers may turn out, and what the course costs then."""

    options: Mapping[str, str]
    result: Result

    @property
    def patient(self) -> Decimal:
        """What is left to pay, in euros."""
        return self.result.totals.patient

    @property
    def low(self) -> Decimal:
        """The least that may be left to pay."""
        return self.result.least.patient

    @property
    def high(self) -> Decimal:
        """The most that may be left to pay."""
        return self.result.most.patient


def possibilities(
    answers: Mapping[str, object], unknown: Sequence[str], sheet: Sheet, today: date
) -> list[Possibility]:
    """Every estimate that the unknown answers allow, in the order of their options."""
    found, refused = [], []
    for options in chosen(unknown):
        try:
            case = case_from({**answers, **options}, sheet, today)
            found.append(Possibility(options, estimate(case, sheet)))
        except InvalidAnswer as refusal:
            refused.append(refusal)
    if not found:
        raise refused[0]
    return found


def chosen(unknown: Sequence[str]) -> Iterator[dict[str, str]]:
    """Every choice of options for the unknown answers."""
    for options in product(*(OPTIONS[field] for field in unknown)):
        yield dict(zip(unknown, options, strict=True))


def narrowing(found: Sequence[Possibility], unknown: Sequence[str]) -> str | None:
    """The unknown answer that leaves the smallest range once it is known, whatever it is."""
    if not width(found):
        return None
    return min(unknown, key=lambda field: worst_left(found, field))


def worst_left(found: Sequence[Possibility], field: str) -> Decimal:
    """The widest range that is left once one answer is known."""
    return max(
        width([possible for possible in found if possible.options[field] == option])
        for option in OPTIONS[field]
    )


def width(found: Iterable[Possibility]) -> Decimal:
    """From the least to the most, in euros; nothing where there is nothing."""
    ends = [end for possible in found for end in (possible.low, possible.high)]
    return max(ends) - min(ends) if ends else Decimal(0)
