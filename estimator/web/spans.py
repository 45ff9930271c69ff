"""An amount as people read it; from the least to the most where answers are unknown."""

from collections.abc import Mapping

from estimator.engine.prospects import Span
from estimator.engine.unknowns import Possibility
from estimator.locales import Words


def amount(words: Words, span: Span) -> str:
    """In a table or beside a name: 112,50 € à 388,62 €."""
    return words.euros(span.low) if span.certain else words("keep.from_to", **span._asdict())


def within(words: Words, span: Span) -> str:
    """In a sentence: entre 112,50 € et 388,62 €."""
    return words.euros(span.low) if span.certain else words("answer.between", **span._asdict())


def supposed(words: Words, options: Mapping[str, str]) -> str:
    """What the unknown answers are taken to be: Affection courante; BIM: Oui."""
    return "; ".join(
        words("answer.supposed", field=words(f"field.{field}"), answer=named(words, field, option))
        for field, option in options.items()
    )


def named(words: Words, field: str, option: str) -> str:
    """An option by its name."""
    key = f"pathology.{option}" if field == "pathology" else f"choice.yes_no.{option}"
    return words(key)


def end_name(words: Words, possible: Possibility) -> str:
    """One end of a range: the amount left to pay, and what it supposes."""
    what = supposed(words, possible.options)
    return words("answer.end", amount=possible.patient, supposed=what)
