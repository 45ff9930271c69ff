"""Limits of a list on the page."""

from estimator.engine.model.errors import InvalidAnswer

MOST_ROWS = 200_000
"""Rows on the page; longer lists are for the command line."""
MOST_PLANNED_ROWS = 10_000
"""The same of a list with plans, whose rows take a thousand times as long."""
MOST_UNPACKED = 1 << 28
"""Bytes of a list in memory."""
MEGABYTE = 1_000_000


def check_length(rows: int, name: str, *, planned: bool = False) -> None:
    """Refuses a list, by the name of its file, that is too long for the page."""
    most = MOST_PLANNED_ROWS if planned else MOST_ROWS
    if rows > most:
        raise InvalidAnswer("file", given=name, reason="too_long_here", allowed=(most,))


def check_bytes(size: int) -> None:
    """Refuses a list that takes too much memory for the page."""
    if size > MOST_UNPACKED:
        raise too_large(MOST_UNPACKED)


def too_large(most: int) -> InvalidAnswer:
    """The refusal of what needs more than `most` bytes of memory."""
    return InvalidAnswer("file", given="", reason="too_large", allowed=(most // MEGABYTE,))
