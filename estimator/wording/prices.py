"""What one code costs one patient, in words; from the least to the most while that isn't known."""

from estimator.engine.model.money import Cents, euros
from estimator.engine.tariffs.prices import PatientPrice
from estimator.locales import Words


def reimbursed(words: Words, price: PatientPrice) -> str:
    """What comes back."""
    return between(words, price.least, price.most)


def left(words: Words, price: PatientPrice) -> str:
    """What is left to pay if the kiné asks the official fee."""
    return between(words, price.left_least, price.left_most)


def ceiling(words: Words, price: PatientPrice) -> str:
    """The most that the kiné may ask, or that he sets his fee himself."""
    free = price.ceiling is None
    return words("cli.show.free") if free else words.euros(euros(price.ceiling or 0))


def between(words: Words, low: Cents, high: Cents) -> str:
    """An amount, or the least and the most that it may be."""
    if low == high:
        return words.euros(euros(low))
    return words("keep.from_to", low=euros(low), high=euros(high))
