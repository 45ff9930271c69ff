"""What is asked of whoever reads a list."""

import json
from typing import NamedTuple, Self

from estimator.engine.model.case import FIELDS
from estimator.engine.plan.answers import NAMES
from estimator.lists.columns.normal import normal_head

#: The heads that every list may have: the names of the contract.
CONTRACT_HEADS = frozenset(map(normal_head, (*FIELDS, "plan", *NAMES)))


class Asked(NamedTuple):
    """The heads by which a header is known, as `normal_head` gives them, and the sheet to read of a
    workbook; without a name, the one that holds a list."""

    known: frozenset[str] = CONTRACT_HEADS
    sheet: str = ""

    def packed(self) -> bytes:
        """As bytes for another process."""
        return json.dumps([sorted(self.known), self.sheet]).encode()

    @classmethod
    def unpacked(cls, given: bytes) -> Self:
        """From such bytes; from none, what is usual."""
        if not given:
            return cls()
        known, sheet = json.loads(given)
        return cls(frozenset(known), sheet)


USUALLY = Asked()
