"""The heads of the pages of a Parquet file, which say what each unpacks to.

A page is never unpacked to more than its head says, whatever stands in the footer of the file. A
head is a struct of Thrift's compact protocol; what no writer of Parquet puts there is refused.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

DATA, DICTIONARY, DATA_2 = 0, 2, 3
"""Kinds of pages that hold values."""
KIND, SIZE, PACKED, VALUES = 1, 2, 3, 1
#: By kind of page: the field with what only such a page has, and within it that of its encoding.
OWN = {DATA: (5, 2), DICTIONARY: (7, 2), DATA_2: (8, 4)}
TRUE, FALSE, BYTE, WHOLE_16, WHOLE_32, WHOLE_64, DOUBLE, BINARY, STRUCT = 1, 2, 3, 4, 5, 6, 7, 8, 12
MOST_DEPTH = 4
LARGEST_FIELD, LARGEST = (1 << 15) - 1, (1 << 32) - 1


class Bytes(Protocol):
    """The bytes of a file, in memory or mapped into it."""

    def __getitem__(self, place: int) -> int:
        """The byte at a place."""

    def __len__(self) -> int:
        """How many there are."""


class Page(NamedTuple):
    """What the head of a page says: the most bytes that it unpacks to, its values, how they are
    encoded."""

    kind: int
    size: int
    values: int
    encoding: int


class Head:
    """Reads on from a place in a file."""

    def __init__(self, content: Bytes, place: int) -> None:
        self.content = content
        self.place = place

    def byte(self) -> int:
        """The next byte."""
        found = self.content[self.place]
        self.place += 1
        return found

    def number(self) -> int:
        """A whole number, seven bits a byte."""
        found = shift = 0
        while True:
            byte = self.byte()
            found |= (byte & 0x7F) << shift
            if byte < 0x80:
                return found
            shift += 7
            bounded(shift, 63)

    def signed(self, largest: int) -> int:
        """A whole number whose last bit is its sign."""
        found = bounded(self.number(), largest)
        return (found >> 1) ^ -(found & 1)

    def struct(self, depth: int = 0) -> dict[int, Any]:
        """The whole numbers of 32 bits and the structs of a struct, by field. Each comes once, so
        that nobody who reads it can take another one."""
        bounded(depth, MOST_DEPTH)
        found: dict[int, Any] = {}
        field = 0
        while head := self.byte():
            step, kind = head >> 4, head & 0xF
            field = field + step if step else self.signed(LARGEST)
            if field in found or not 0 <= field <= LARGEST_FIELD:
                raise ValueError
            if kind == WHOLE_32:
                found[field] = self.signed(LARGEST)
            elif kind == STRUCT:
                found[field] = self.struct(depth + 1)
            else:
                self.skip(kind)
        return found

    def skip(self, kind: int) -> None:
        """Passes over a value that says nothing of the size."""
        if kind in (WHOLE_16, WHOLE_64):
            self.number()
        elif kind in (BYTE, DOUBLE):
            self.place += 1 if kind == BYTE else 8
        elif kind == BINARY:
            length = self.number()
            self.place += length
        elif kind not in (TRUE, FALSE):
            raise ValueError


def pages_of(content: Bytes, part: Any) -> Iterator[Page]:
    """The pages of a column in a row group, as far as they are read."""
    place = part.data_page_offset
    if part.dictionary_page_offset and part.dictionary_page_offset < place:
        place = part.dictionary_page_offset
    end = place + part.total_compressed_size
    bounded(end, len(content))
    seen = 0
    while seen < part.num_values and place < end:
        head = Head(content, bounded(place, end))
        told = head.struct()
        size, packed = bounded(told[SIZE], LARGEST), bounded(told[PACKED], LARGEST)
        place = head.place + packed
        if told[KIND] in OWN:
            field, encoding = OWN[told[KIND]]
            own = told[field]
            page = Page(told[KIND], max(size, packed), bounded(own[VALUES], LARGEST), own[encoding])
            seen += page.values if page.kind != DICTIONARY else 0
            yield page


def bounded(given: int, most: int) -> int:
    """A number that is neither negative nor too large."""
    if not 0 <= given <= most:
        raise ValueError
    return given
