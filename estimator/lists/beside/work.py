"""Something done for a visit in a thread beside its page, with progress and a way to cancel."""

from abc import ABC, abstractmethod
from threading import BoundedSemaphore, Thread
from typing import Any

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.beside.memory import ROOM, RoomTaken
from estimator.operations.journal import note_fault

EVENT = "list_failed"
PAUSE = 0.005
"""Seconds between two steps, in which other visitors get their turn."""


class Work(ABC):
    """One piece of work: it has its result once it is `over`, or is `refused`, or neither if
    cancelled.

    `name`: that of its file. `expected`, `done`: rows. `waiting`: other work comes first. `held`:
    what it takes of the memory for lists; without a result that is given back at once.
    """

    failed = "not_done"
    """The reason told where it fails by an error of ours."""

    def __init__(self, name: str, expected: int, turn: BoundedSemaphore) -> None:
        self.name = name
        self.expected = expected
        self.turn = turn
        self.done = 0
        self.waiting = True
        self.cancelled = False
        self.refused: InvalidAnswer | None = None
        self.held = RoomTaken(ROOM)
        self.over = False

    def start(self, *given: Any) -> None:
        """Begins; nothing of what is given is kept."""
        Thread(target=self.run, args=given, daemon=True).start()

    @property
    def progress(self) -> float:
        """How far it is, from 0 to 1."""
        return 1.0 if self.over else self.done / max(self.expected, self.done, 1)

    def cancel(self) -> None:
        """Stops it at the next step."""
        self.cancelled = True

    def run(self, *given: Any) -> None:
        """Runs in the thread, and keeps any error, without what it came through: that holds rows,
        and no content of a list may reach a log."""
        found = False
        try:
            self.wait(*given)
            with self.turn:
                self.waiting = False
                found = not self.cancelled and self.do(*given)
        except InvalidAnswer as refusal:
            if not self.cancelled:
                self.refused = bare(refusal)
        except Exception as fault:
            note_fault(EVENT, fault, work=type(self).__name__)
            self.refused = InvalidAnswer("file", given=self.name, reason=self.failed)
        finally:
            if not found:
                self.held = RoomTaken(ROOM)
            self.over = True

    def wait(self, *given: Any) -> None:  # noqa: B027 - most work needs no more than its turn
        """Waits for more than its turn."""

    @abstractmethod
    def do(self, *given: Any) -> bool:
        """Does it; whether there is a result. Raises `InvalidAnswer`."""


def bare(refusal: InvalidAnswer) -> InvalidAnswer:
    """The same refusal without the rows that it came through."""
    given, allowed = refusal.given, refusal.allowed
    return InvalidAnswer(refusal.field, given=given, reason=refusal.reason, allowed=allowed)
