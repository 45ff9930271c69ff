"""The errors of a list in groups, for a person to mend them: one sentence for each kind."""

from typing import NamedTuple

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import ListColumns
from estimator.lists.errors.correction import corrected_example
from estimator.lists.errors.sentences import kind_sentence
from estimator.lists.errors.tally import Seen, Tally
from estimator.locales import Words
from estimator.wording.refusals import short


class Kind(NamedTuple):
    """One kind of error.

    `rows`: how many rows have it; `lines`: those of the first three. `given`: the first value that
    is wrong, empty where there was none. `example`: what could stand in its place, empty where we
    can't say. `sentence`: why, in the person's language, by the head of their own column.
    """

    field: str
    reason: str
    rows: int
    lines: tuple[int, ...]
    example: str
    given: str
    sentence: str


def error_groups(tally: Tally, words: Words, columns: ListColumns) -> list[Kind]:
    """The kinds of errors of a list, those of most rows first."""
    kinds = (kind_seen(kind, seen, words, columns) for kind, seen in tally.items())
    return sorted(kinds, key=lambda kind: (-kind.rows, kind.lines))


def kind_seen(kind: tuple[str, str], seen: Seen, words: Words, columns: ListColumns) -> Kind:
    """One kind of error in words."""
    given = example = ""
    if isinstance(seen.error, InvalidAnswer):
        given = str(short(seen.error).given)
        example = corrected_example(seen.error, words, columns.orders().get(seen.error.field))
    sentence = kind_sentence(words, columns, seen.error)
    return Kind(*kind, seen.rows, seen.first, example, given, sentence)


def correction_of(words: Words, kind: Kind) -> str:
    """The wrong value and what could stand in its place; empty where we can't say."""
    if not kind.example:
        return ""
    if not kind.given:
        return words("list_errors.example", example=kind.example)
    return words("list_errors.correction", given=kind.given, example=kind.example)
