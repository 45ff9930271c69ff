"""Several plans side by side in words. They say what changes in euros, never that less care would
be better: that is a question for the kiné or the doctor."""

from collections.abc import Sequence
from datetime import date

from estimator.engine.plan.what_if import Kine, Variant
from estimator.engine.ranges import EuroRange
from estimator.locales import Value, Words
from estimator.wording.amounts import amount, within


def as_it_is(words: Words) -> str:
    """The name of the plan without a change."""
    return words("what_if.as_it_is")


def stopped_name(words: Words, course: int, sessions: int) -> str:
    """The name of a plan with a course (the first is 1) stopped after some sessions."""
    return words("what_if.stopped", course=course, n=sessions)


def paced_name(words: Words, course: int, per_week: int) -> str:
    """The name of a plan with another number of sessions a week."""
    return words("what_if.paced", course=course, n=per_week)


def kine_name(words: Words, course: int, kine: Kine, since: date | None = None) -> str:
    """The name of a plan at another kiné, for the whole of a course or from a day on."""
    values: dict[str, Value] = {"course": course}
    key = "conventioned" if kine.conventioned else "non_conventioned"
    if kine.fee is not None and not kine.conventioned:
        key, values["fee"] = "asking", kine.fee
    if since is not None:
        key, values["since"] = f"{key}_since", since
    return words(f"what_if.{key}", **values)


def variant_sentences(words: Words, variants: Sequence[Variant]) -> list[str]:
    """What each plan leaves to pay, and how much more or less than the first one."""
    first, *others = variants
    return [
        words("what_if.leaves", name=first.name, amount=left(words, first)),
        *(variant_sentence(words, variant) for variant in others),
    ]


def variant_sentence(words: Words, variant: Variant) -> str:
    """The same for one plan."""
    low, high = variant.difference
    if low < 0 < high:
        key, by = "less_or_more", variant.difference
    elif high > 0:
        key, by = "more", variant.difference
    elif low < 0:
        key, by = "less", EuroRange(-high, -low)
    else:
        key, by = "same", variant.difference
    return words(
        f"what_if.{key}",
        name=variant.name,
        amount=left(words, variant),
        by=within(words, by),
        less=-by.low,
        more=by.high,
    )


def left(words: Words, variant: Variant) -> str:
    """What a plan leaves to pay."""
    costs = variant.result.costs
    return amount(words, EuroRange(costs.least.patient, costs.most.patient))


def what_if_notes(words: Words, variants: Sequence[Variant]) -> list[str]:
    """Whom to ask where a plan changes the care, and what the amounts leave out."""
    medical = any(variant.care_differs for variant in variants)
    return [*([words("what_if.note.medical")] if medical else []), words("what_if.note.before_maf")]
