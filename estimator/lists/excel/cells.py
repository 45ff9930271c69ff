"""Columns of text as the cells of a sheet, in the XML of Excel.

Arrow joins whole columns, and lets other threads run meanwhile: a sheet that a library writes cell
by cell takes several times as long, and holds Python's lock all the time.
"""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from estimator.lists.excel.texts import without_markup

PLAIN = "inlineStr"
#: A number as Excel holds it exactly: a cell with more digits, or with zeros before, stays a text.
WHOLE = r"[+-]?(?:0|[1-9][0-9]{0,14})"
NUMBER = rf"^{WHOLE}(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{{1,2}})?$"
#: The same as people type it; three digits after a sign may be thousands.
TYPED = rf"^{WHOLE}(?:[.,][0-9]{{1,2}})?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TIME = r"^[0-9]{2}:[0-9]{2}:[0-9]{2}$"
DAY_ZERO, MIDNIGHT = "1899-12-30", "00:00:00"
MOMENT = "%Y-%m-%d %H:%M:%S"
SECONDS = 86_400
EPOCH = 25_569
"""1 January 1970, as Excel counts days."""
FIRST, LAST = 61, 2_958_465
"""The days that Excel counts right: it takes 1900 for a leap year."""

#: What stands in the cells that are of a kind; null in the others.
Values = Callable[[Any], Any]


class ColumnStyle(NamedTuple):
    """The kind of the cells of a column, and the number of their style."""

    kind: str
    style: int


def rows_of_cells(columns: Sequence[Any], styles: Sequence[ColumnStyle], first: int) -> Any:
    """Rows of a sheet from the row `first` on, as bytes."""
    length = len(columns[0]) if columns else 0
    if not length:
        return b""
    numbers = pa.array(range(first, first + length)).cast(pa.string())
    cells = [
        pc.binary_join_element_wise(
            f'<c r="{letters_of(place)}', numbers, contents(column, how), ""
        )
        for place, (column, how) in enumerate(zip(columns, styles, strict=True))
    ]
    parts = ('<row r="', numbers, '">', *cells, "</row>")
    rows = pc.binary_join_element_wise(*parts, "", null_handling="skip")
    whole = pa.ListArray.from_arrays(pa.array([0, length], pa.int32()), rows)
    return pc.binary_join(whole, "")[0].as_buffer()


def letters_of(place: int) -> str:
    """The letters of a column, from 0."""
    above, last = divmod(place, 26)
    return (letters_of(above - 1) if above else "") + chr(ord("A") + last)


def contents(texts: Any, how: ColumnStyle) -> Any:
    """What follows the place of a cell; null where there is none. Each text is looked at once."""
    coded = texts.dictionary_encode()
    return of_texts(coded.dictionary, how).take(coded.indices)


def of_texts(texts: Any, how: ColumnStyle) -> Any:
    """The same of texts none of which stands twice. One that isn't of the kind stays a text: never
    a formula."""
    style = f' s="{how.style}"' if how.style else ""
    values = VALUES[how.kind](texts) if how.kind in VALUES else pa.nulls(len(texts), pa.string())
    kind = ' t="b"' if how.kind == "truth" else ""
    valued = pc.binary_join_element_wise(f'"{style}{kind}><v>', values, "</v></c>", "")
    if valued.null_count == 0:
        return valued
    # An empty text is no cell.
    filled = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), without_markup(texts))
    begin = f'"{style} t="{PLAIN}"><is><t xml:space="preserve">'
    return pc.coalesce(valued, pc.binary_join_element_wise(begin, filled, "</t></is></c>", ""))


def only(texts: Any, where: Any) -> Any:
    """The texts of some places; null in others."""
    return pc.if_else(where, texts, pa.scalar(None, pa.string()))


def numbers_in(texts: Any) -> Any:
    """Numbers; in a column of times those too."""
    numbers = only(texts, pc.match_substring_regex(texts, NUMBER))
    return pc.coalesce(without_plus(numbers), days_in(texts))


def typed_numbers_in(texts: Any) -> Any:
    """Numbers with a comma or a point."""
    trimmed = pc.utf8_trim_whitespace(texts)
    numbers = only(trimmed, pc.match_substring_regex(trimmed, TYPED))
    return without_plus(pc.replace_substring(numbers, ",", "."))


def without_plus(numbers: Any) -> Any:
    """Numbers without the sign that Excel doesn't write."""
    return pc.replace_substring_regex(numbers, r"^\+", "")


def truths_in(texts: Any) -> Any:
    """`true` and `false`."""
    known = pc.is_in(texts, value_set=pa.array(["true", "false"]))
    return only(pc.if_else(pc.equal(texts, "true"), "1", "0"), known)


def days_in(texts: Any) -> Any:
    """Days, moments and times of day as Excel counts them."""
    full = pc.case_when(
        pc.make_struct(pc.match_substring_regex(texts, DAY), pc.match_substring_regex(texts, TIME)),
        pc.binary_join_element_wise(texts, MIDNIGHT, " "),
        pc.binary_join_element_wise(DAY_ZERO, texts, " "),
        texts,
    )
    moments = pc.strptime(full, MOMENT, "s", error_is_null=True)
    days = pc.add(pc.divide(moments.cast(pa.int64()).cast(pa.float64()), SECONDS), EPOCH)
    # A day that isn't in the calendar is none.
    real = pc.equal(pc.strftime(moments, MOMENT), full)
    counted = pc.or_(
        pc.and_(pc.greater_equal(days, FIRST), pc.less(days, LAST + 1)),
        pc.and_(pc.greater_equal(days, 0), pc.less(days, 1)),
    )
    return only(days.cast(pa.string()), pc.and_(real, counted))


VALUES = MappingProxyType(
    {"number": numbers_in, "typed": typed_numbers_in, "truth": truths_in, "day": days_in}
)
