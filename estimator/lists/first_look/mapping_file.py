"""What the columns of a list mean, as a file: JSON that a person can read and change."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import MEANINGS, DayOrder, ListColumns
from estimator.lists.first_look.look import reader_for

PARTS = ListColumns._fields
LARGEST = 1 << 20
"""Bytes of a file that is read."""


def mapping_bytes(columns: ListColumns) -> bytes:
    """The file."""
    return json.dumps(mapping_object(columns), ensure_ascii=False, indent=2).encode()


def mapping_object(columns: ListColumns) -> dict[str, Any]:
    """The object of the file; what says nothing is left out."""
    return {
        name: dict(part) if isinstance(part, Mapping) else part
        for name, part in columns._asdict().items()
        if part
    }


def columns_in(content: bytes) -> ListColumns:
    """What a file says. Raises `InvalidAnswer`."""
    try:
        given = json.loads(content[:LARGEST].decode("utf-8-sig"))
    except (ValueError, RecursionError) as trouble:
        raise refusal("mapping_json", "") from trouble
    return columns_from(given)


def columns_from(given: object) -> ListColumns:
    """What the object of a file says. Raises `InvalidAnswer`."""
    if not isinstance(given, Mapping):
        raise refusal("mapping_json", "")
    for part in given:
        if part not in PARTS:
            raise refusal("mapping_part", part, PARTS)
    columns, days, everywhere = (texts_in_part(given, part) for part in PARTS[:3])
    sheet = given.get("sheet", "")
    if not isinstance(sheet, str):
        raise refusal("mapping_json", "sheet")
    check_meanings(columns)
    for order in days.values():
        check_one_of(order, tuple(DayOrder))
    return ListColumns(
        columns,
        {own: DayOrder(str(order)) for own, order in days.items()},
        {name: answer_for_all(name, answer) for name, answer in everywhere.items()},
        sheet,
    )


def texts_in_part(given: Mapping[str, Any], part: str) -> dict[str, str | None]:
    """The texts of a part by their names; only a column may mean nothing."""
    found = given.get(part, {})
    if not isinstance(found, Mapping):
        raise refusal("mapping_json", part)
    for value in found.values():
        if not (isinstance(value, str) or (value is None and part == "columns")):
            raise refusal("mapping_json", part)
    return dict(found)


def check_meanings(columns: Mapping[str, str | None]) -> None:
    """Refuses an unknown meaning, and one of two columns."""
    seen: set[str] = set()
    for meaning in filter(None, columns.values()):
        check_one_of(meaning, MEANINGS)
        if meaning in seen:
            raise refusal("mapping_twice", meaning)
        seen.add(meaning)


def answer_for_all(name: str, answer: str | None) -> str:
    """One answer for a whole list, once it can be read; an empty one says that an empty cell is
    none."""
    check_one_of(name, tuple(FIELDS))
    if answer:
        reader_for(name)(answer)
    return str(answer)


def check_one_of(given: str | None, allowed: Iterable[str]) -> None:
    """Refuses what isn't among some values."""
    if given not in (known := tuple(allowed)):
        raise refusal("mapping_value", str(given), known)


def refusal(reason: str, given: str, allowed: tuple[str, ...] = ()) -> InvalidAnswer:
    """The refusal of such a file."""
    return InvalidAnswer("columns", given=given, reason=reason, allowed=allowed)
