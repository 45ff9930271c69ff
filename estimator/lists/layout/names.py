"""A name for each column of a table that no other one has."""

from collections.abc import Sequence

LETTERS = 26


def unique_names(heads: Sequence[str], first: int = 0) -> list[str]:
    """The heads as names: a repeated one is numbered, `fee (2)`; an empty one is the letter of its
    column in brackets, `(C)`, in any language. `first`: the place of the first column in its
    sheet."""
    names: list[str] = []
    taken = {head for head in heads if head}
    for place, head in enumerate(heads, first):
        fresh = bool(head) and head not in names
        name = head if fresh else numbered(head or f"({column_letters(place)})", taken)
        taken.add(name)
        names.append(name)
    return names


def numbered(name: str, taken: set[str]) -> str:
    """A name with the lowest number that makes it a new one."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def column_letters(place: int) -> str:
    """How spreadsheets call a column, the first being A."""
    before, letter = divmod(place, LETTERS)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + letter)
