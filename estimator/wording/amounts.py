"""Amounts in words: one sum, or the least and the most, and the answers that an end supposes."""

from collections.abc import Mapping

from estimator.engine.model.money import Cents, euros
from estimator.engine.model.result import Result
from estimator.engine.ranges import CostRange, EuroRange, Possibility
from estimator.locales import Words


def amount(words: Words, span: EuroRange) -> str:
    """In a table or beside a name: 112,50 € à 388,44 €."""
    return words.euros(span.low) if span.certain else words("keep.from_to", **span._asdict())


def within(words: Words, span: EuroRange) -> str:
    """In a sentence: entre 112,50 € et 388,44 €."""
    return words.euros(span.low) if span.certain else words("answer.between", **span._asdict())


def cents_amount(words: Words, low: Cents, high: Cents) -> str:
    """The least and the most in cents, for a table."""
    return amount(words, EuroRange(euros(low), euros(high)))


def cents_within(words: Words, low: Cents, high: Cents) -> str:
    """The least and the most in cents, for a sentence."""
    return within(words, EuroRange(euros(low), euros(high)))


def prospect_of(*results: Result) -> CostRange:
    """Results as the possibilities of one prospect, all answers known."""
    return CostRange(tuple(Possibility({}, result) for result in results), {})


def results_of(prospect: CostRange) -> tuple[Result, ...]:
    """Every estimate in a prospect."""
    return tuple(possible.result for possible in prospect.found)


def total(words: Words, result: Result, name: str) -> str:
    """One of the totals of a result, as a range while something is open."""
    return amount(words, prospect_of(result).span(name))


def supposed(words: Words, options: Mapping[str, str]) -> str:
    """The values assumed for the unknown answers: Affection courante; BIM: Oui."""
    return "; ".join(
        words("answer.supposed", field=words(f"field.{name}"), answer=option_name(words, name, it))
        for name, it in options.items()
    )


def option_name(words: Words, field: str, option: str) -> str:
    """The name of an option."""
    return words(f"pathology.{option}" if field == "pathology" else f"choice.yes_no.{option}")


def end_name(words: Words, end: Possibility) -> str:
    """One end of a range: the amount left to pay, and the answers that it supposes."""
    left = within(words, EuroRange(end.low, end.high))
    return words("answer.end", amount=left, supposed=supposed(words, end.options))
