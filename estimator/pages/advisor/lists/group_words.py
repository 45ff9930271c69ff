"""Groups of courses and their amounts, in words."""

from estimator.engine.model.case import FIELDS
from estimator.engine.model.money import Cents, euros
from estimator.lists.summary.before_after import Ends
from estimator.locales import Words
from estimator.wording.amounts import cents_amount
from estimator.wording.columns import value_name
from estimator.wording.comparison import signed

BIM, CONVENTIONED = "bim", "conventioned"


def group_name(words: Words, name: str, answer: str | bool) -> str:
    """The courses with an answer: Pathologie courante, Kiné conventionné, sans BIM."""
    if name == CONVENTIONED:
        return words("kind.conventioned" if answer else "kind.non_conventioned")
    if name == BIM:
        return words(f"summary.bim.{str(answer).lower()}")
    return value_name(words, FIELDS[name], answer)


def median_amount(words: Words, low: Cents | None, high: Cents | None) -> str:
    """The amount of the course in the middle, as a range while something is open."""
    return "" if low is None or high is None else cents_amount(words, low, high)


def difference_amount(words: Words, ends: Ends) -> str:
    """A difference with its sign, as a range while something is open."""
    low, high = (signed(words, euros(it)) for it in ends)
    return low if ends.least == ends.most else words("keep.from_to", low=low, high=high)
