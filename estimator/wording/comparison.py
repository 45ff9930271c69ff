"""Both kinds of kiné compared: their names, the rows of amounts, and the difference."""

from collections.abc import Iterable
from decimal import Decimal

from estimator.engine.model.case import Pathology
from estimator.engine.ranges import BothKinds, CostRange
from estimator.locales import Words
from estimator.wording.amounts import amount

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
        key = "keep.surcharge_only" if case.surcharge else "compare.protected_cheaper"
        return words(key, amount=abs(by.low))
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
