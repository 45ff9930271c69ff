"""The memory that the lists of all visits take together in a process.

A list stays until its visit ends. Streamlit keeps a visit that lost its connection for a minute,
and drops it as soon as another one is lost after that. So many long lists within a minute would
take all that a worker may have: a long list waits until there is room for it, and is refused if
none comes. Who then loads the page anew makes room by that.
"""

import gc
from collections.abc import Callable
from threading import Condition, Lock
from time import monotonic

from estimator.engine.model.errors import InvalidAnswer

MEGABYTE = 1_000_000
MOST_TOGETHER = 400 * MEGABYTE
"""Bytes that all lists may take."""
ROOM_BELOW = 200 * MEGABYTE
"""Bytes below which one more may begin."""
SHORT = MEGABYTE
"""Bytes of a file that needn't wait."""
PATIENCE = 75.0
"""Seconds that a list waits for room: a little more than an ended visit is kept."""
LOOK_AGAIN = 5.0
"""Seconds until what is held is looked at again."""


class Room:
    """How much memory the lists take, in bytes."""

    def __init__(self, most: int = MOST_TOGETHER, below: int = ROOM_BELOW) -> None:
        self.most = most
        self.below = below
        self.taken = 0
        self.changed = Condition()
        self.queue = Lock()

    def wait(self, cancelled: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Waits until one more list may begin, or it is cancelled. Refuses it if that takes too
        long. One waits at a time, the others behind it."""
        with self.queue, self.changed:
            end = monotonic() + patience
            while self.taken >= self.below and not cancelled():
                # What a visit has left behind may refer to itself, and so not be gone yet.
                gc.collect()
                left = end - monotonic()
                if left <= 0 and self.taken >= self.below:
                    raise busy()
                self.changed.wait_for(lambda: self.taken < self.below, min(LOOK_AGAIN, left))

    def take(self, size: int) -> None:
        """Takes more. Refuses the list for which there is none left."""
        with self.changed:
            if self.taken + size > self.most:
                raise busy()
            self.taken += size

    def give(self, size: int) -> None:
        """Gives some back."""
        with self.changed:
            self.taken -= size
            self.changed.notify_all()


class RoomTaken:
    """What one list takes; it gives that back when nothing holds the list any more."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.taken = 0

    def take(self, size: int) -> None:
        """Takes more. Refuses the list for which there is none left."""
        self.room.take(size)
        self.taken += size

    def __del__(self) -> None:
        self.room.give(self.taken)


ROOM = Room()


def busy() -> InvalidAnswer:
    """The refusal of a list for which there is no room now."""
    return InvalidAnswer("file", given="", reason="lists_busy")
