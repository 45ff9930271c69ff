"""What is looked for in a file."""

import json
from typing import NamedTuple, Self

from estimator.lists.columns.model import MEANINGS
from estimator.lists.columns.normal import normal_head

#: The heads that every list may have: the names of the contract.
CONTRACT_HEADS = frozenset(map(normal_head, MEANINGS))


class Sought(NamedTuple):
    """The heads by which a header is known, as `normal_head` gives them, and the sheet to read of a
    workbook; without a name, the one that holds a list."""

    known: frozenset[str] = CONTRACT_HEADS
    sheet: str = ""

    def packed(self) -> bytes:
        """As bytes for another process."""
        return json.dumps([sorted(self.known), self.sheet]).encode()

    @classmethod
    def unpacked(cls, given: bytes) -> Self:
        """From such bytes."""
        known, sheet = json.loads(given)
        return cls(frozenset(known), sheet)


USUALLY = Sought()
