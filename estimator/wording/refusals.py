"""A refused answer as a sentence that says what to change."""

import json
import shlex
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from estimator.engine.model.errors import EstimatorError, InvalidAnswer, TariffGap
from estimator.locales import Words

TOO_LONG = "too_long_here"
"""Why a list is refused that the command works through."""
BATCH = ("kine-estimator", "batch")
KEPT_ENDINGS = (".csv", ".tsv", ".parquet")
"""Of results of any length; a sheet has an end."""
LONGEST_VALUE = 100
"""Characters of a value that a program gave and that is repeated."""


def refusal_sentence(
    words: Words, refusal: InvalidAnswer, *, identifiers: bool = False, asked: str = ""
) -> str:
    """Which question, what was given and what is allowed: by names for a person, by the
    identifiers of the contract for a program or a list. `asked` is another name of the question."""

    def text_of(value: object) -> str:
        key = f"choice.{refusal.field}.{value}"
        if not identifiers and key in words:
            return words(key)
        localised = isinstance(value, int) or (
            not identifiers and isinstance(value, Decimal | date)
        )
        return words.shown(value) if localised else str(value)  # type: ignore[arg-type]

    is_range = len(refusal.allowed) == 2 and isinstance(refusal.allowed[0], int | date)
    between = (" … " if identifiers else " – ") if is_range else ", "
    return words(
        f"refusal.{refusal.reason}",
        field=asked or (refusal.field if identifiers else words(f"field.{refusal.field}")),
        given=text_of(refusal.given),
        allowed=between.join(map(text_of, refusal.allowed)),
        command=batch_command(str(refusal.given)) if refusal.reason == TOO_LONG else "",
    )


def batch_command(name: str) -> str:
    """What to type to work through a list on a computer of one's own, by the name of its file."""
    source = PurePath(name)
    ending = source.suffix if source.suffix.lower() in KEPT_ENDINGS else ".csv"
    # A name that begins with a hyphen would be taken for an option.
    here = "./" if source.name.startswith("-") else ""
    files = (f"{here}{source.name}", f"{here}{source.stem}-result{ending}")
    return shlex.join((*BATCH, *files))


def contract_refusal(words: Words, refusal: InvalidAnswer) -> str:
    """A refusal by the identifiers of the contract."""
    return refusal_sentence(words, refusal, identifiers=True)


def short(refusal: InvalidAnswer) -> InvalidAnswer:
    """The same with a long text of a person cut."""
    given = refusal.given
    cut = given[:LONGEST_VALUE] if isinstance(given, str) else given
    return InvalidAnswer(refusal.field, given=cut, reason=refusal.reason, allowed=refusal.allowed)


def short_text(value: object) -> str:
    """A value as JSON names it, as text that any JSON can hold, cut if it is long. Lists and
    objects are only named as such, because their content may be large or deep."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    if value is None or isinstance(value, bool | float):
        return json.dumps(value)
    return str(value)[:LONGEST_VALUE].encode("utf-8", "replace").decode()


def short_refusal(words: Words, refusal: InvalidAnswer) -> str:
    """The same with a long value cut."""
    field, given = short_text(refusal.field), short_text(refusal.given)
    short = InvalidAnswer(field, given=given, reason=refusal.reason, allowed=refusal.allowed)
    return contract_refusal(words, short)


def engine_refusal(words: Words, error: EstimatorError) -> str:
    """What the engine refuses, by the identifiers of the contract: an answer, or a day and code
    without a tariff. Any other error is raised again."""
    if isinstance(error, InvalidAnswer):
        return short_refusal(words, error)
    if isinstance(error, TariffGap):
        return words("gap.tariff", what=error.what, date=error.on)
    raise error
