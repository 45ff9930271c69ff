"""The columns of a list in words: the values that each takes."""

from estimator.engine.model.case import FIELDS, REQUIRED
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import Choice, Count, Day, Field, Truth
from estimator.engine.model.situations import PATHOLOGY
from estimator.locales import Words


def value_name(words: Words, field: Field, value: object) -> str:
    """The official name of a value; yes or no for a fact."""
    return words(f"{'advisor' if isinstance(field.kind, Truth) else field.name}.{value}")


def with_names(words: Words, refusal: InvalidAnswer) -> InvalidAnswer:
    """A refusal with the official names of the values that are allowed, which a list may hold; the
    everyday ones that a page asks by can't be read."""
    field = FIELDS.get(refusal.field)
    if field is None or not isinstance(field.kind, Choice | Truth):
        return refusal
    names = tuple(value_name(words, field, str(value)) for value in refusal.allowed)
    return InvalidAnswer(refusal.field, given=refusal.given, reason=refusal.reason, allowed=names)


def allowed_values(words: Words, name: str) -> str:
    """The values of a column, and whether it may be left out."""
    field = FIELDS[name]
    if isinstance(field.kind, Choice | Truth):
        joint = "; " if isinstance(field.kind, Choice) else ", "
        values = joint.join(
            f"{value} ({value_name(words, field, value)})" for value in field.kind.allowed
        )
        if name == PATHOLOGY:
            values = words("situation.or_code", values=values)
    elif isinstance(field.kind, Count):
        values = " … ".join(map(str, field.kind.allowed))
    else:
        values = words(
            "advisor.values.day" if isinstance(field.kind, Day) else "advisor.values.euros"
        )
    return words("advisor.required", values=values) if name in REQUIRED else values
