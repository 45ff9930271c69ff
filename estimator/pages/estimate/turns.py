"""Runs of a page take turns, first come, first served.

Python works on one run at a time in any case; runs that share the processor in slices are all
done late, where in turns the first ones are done early and the last one no later.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """So many at once; the others wait in the order in which they came."""

    def __init__(self, at_once: int = 1) -> None:
        self._door = Lock()
        self._free = at_once
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Waits for its turn, and passes it on whatever happens within."""
        self._wait()
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self) -> None:
        with self._door:
            if self._free:
                self._free -= 1
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()

    def _pass_on(self) -> None:
        with self._door:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
