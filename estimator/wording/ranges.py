"""What unknown answers are supposed to be, and what they lead to, in words."""

from collections.abc import Mapping

from estimator.engine.both_kinds import EuroRange
from estimator.engine.ranges import Possibility
from estimator.locales import Words
from estimator.wording.certainty import within


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
    left = within(words, EuroRange(possible.low, possible.high))
    return words("answer.end", amount=left, supposed=what)
