"""Both kinds of kiné compared: their names, the rows of amounts, and the difference."""

from collections.abc import Iterable
from decimal import Decimal

from estimator.engine.model.case import Case, Pathology
from estimator.engine.ranges import BothKinds, CostRange, EuroRange
from estimator.locales import Words
from estimator.wording.amounts import amount, within

KINDS = ("conventioned", "non_conventioned")
EITHER = "either"
TOTALS = ("charged", "reimbursed", "patient")
PARTS = ("copayment", "reduction", "supplement")


def kind_name(words: Words, kind: str, yours: bool) -> str:
    """The head of a column; marks the person's own kind of kiné."""
    return words(f"kind.{kind}.yours" if yours else f"kind.{kind}")


def amount_rows(words: Words, columns: Iterable[CostRange]) -> list[list[str]]:
    """The totals of each column, then the parts of what is left to pay that are not zero."""
    each = tuple(columns)
    names = [*TOTALS, *(part for part in PARTS if any(one.span(part).high for one in each))]
    return [[words(f"amount.{it}"), *(amount(words, one.span(it)) for one in each)] for it in names]


def difference(words: Words, found: BothKinds) -> str:
    """What the choice of the kiné changes, or why it changes nothing for a protected patient."""
    case, by = found.non_conventioned.high.case, found.difference
    protected = all(possible.result.case.bound for possible in found.non_conventioned.found)
    if protected and not found.same:
        return protected_difference(words, case, EuroRange(-by.high, -by.low))
    if case.bim and protected:
        return words("compare.bim")
    if case.pathology is Pathology.PALLIATIVE:
        return words("compare.palliative")
    low, high, fee = abs(by.low), abs(by.high), case.fee or Decimal(0)
    if not by.certain:
        key = "compare.between" if by.low >= 0 else "compare.less_or_more"
        return words(key, n=case.sessions, fee=fee, low=low, high=high)
    key = "compare.cheaper" if by.low < 0 else "compare.dearer" if by.low else "compare.same"
    return words(key, n=case.sessions, fee=fee, amount=low)


def protected_difference(words: Words, case: Case, less: EuroRange) -> str:
    """Why a protected patient pays less at a non-conventioned kiné: that kiné adds no surcharge, or
    asks less than the official fee, or both."""
    surcharges = case.surcharge * case.sessions
    if less == EuroRange(surcharges, surcharges):
        key = "keep.surcharge_only"
    else:
        key = "compare.protected_both" if surcharges else "compare.protected_cheaper"
    return words(key, amount=within(words, less))


def more_than(words: Words, amount: Decimal, first: Decimal) -> str:
    """How much an amount is above or below the first one, with its sign."""
    return signed(words, amount - first)


def signed(words: Words, difference: Decimal) -> str:
    """A difference with its sign."""
    return f"+{words.euros(difference)}" if difference > 0 else words.euros(difference)
