"""What a short run draws goes to the server's loop in one go.

Streamlit hands every element from the run's thread to the server's at once, and each time the two
wait for each other: with some twenty elements that takes as long as making them.

The loop itself sends it: what went past it could come before what it is still sending.
"""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial, wraps

from streamlit.runtime.app_session import AppSession

Callback = Callable[[], None]


class Held(threading.local):
    """What the run of this thread has drawn so far, while it is held back."""

    callbacks: list[tuple[AppSession, Callback]] | None = None


HELD = Held()


@contextmanager
def together() -> Iterator[None]:
    """Holds back what is drawn within, and hands it on at the end, whatever that is."""
    if HELD.callbacks is not None:
        yield
        return
    held: list[tuple[AppSession, Callback]] = []
    HELD.callbacks = held
    try:
        yield
    finally:
        HELD.callbacks = None
        if held:
            visitor = held[0][0]  # a run is that of one visitor
            callbacks = [callback for _, callback in held]
            visitor._call_soon_on_event_loop(partial(hand_over, visitor, callbacks))


def hand_over(visitor: AppSession, callbacks: Iterable[Callback]) -> None:
    """All that was drawn."""
    with told_once(visitor):
        each(callbacks)


@contextmanager
def told_once(visitor: AppSession) -> Iterator[None]:
    """The server's loop is told once, at the end, that there is something for a visitor."""
    tell_loop = visitor._message_enqueued_callback
    visitor._message_enqueued_callback = None
    try:
        yield
    finally:
        visitor._message_enqueued_callback = tell_loop
        if tell_loop:
            tell_loop()


def each(callbacks: Iterable[Callback]) -> None:
    """One after the other; one that fails is reported, and takes none of the others along."""
    for callback in callbacks:
        try:
            callback()
        except Exception as fault:
            told = {"message": "element_not_sent", "exception": fault}
            asyncio.get_running_loop().call_exception_handler(told)


def hold_together() -> None:
    """For all sessions of this process; a second time changes nothing."""
    hand_on = AppSession._call_soon_on_event_loop
    if hasattr(hand_on, "__wrapped__"):
        return

    @wraps(hand_on)
    def call_soon(session: AppSession, callback: Callback) -> None:
        if HELD.callbacks is None:
            hand_on(session, callback)
        else:
            HELD.callbacks.append((session, callback))

    AppSession._call_soon_on_event_loop = call_soon  # type: ignore[method-assign,assignment]
