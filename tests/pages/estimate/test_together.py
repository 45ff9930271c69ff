"""What a run draws is handed on in one go, in its order, whatever happens."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.runtime.app_session import AppSession

from estimator.pages.estimate.together import hold_together, together
from tests.abuse.conftest import in_a_loop

Handed = list[list[Any]]


class Session:
    """A session that notes what it is handed at once, and how often the loop is told."""

    def __init__(self) -> None:
        self.handed: Handed = []
        self.told = 0
        self._message_enqueued_callback: Callable[[], None] | None = self.tell_loop

    def tell_loop(self) -> None:
        self.told += 1

    def draws(self, what: str) -> None:
        AppSession._call_soon_on_event_loop(self, lambda: self.enqueue(what))  # type: ignore[arg-type]

    def fails(self) -> None:
        AppSession._call_soon_on_event_loop(self, lambda: [][0])  # type: ignore[arg-type]

    def enqueue(self, what: Any) -> None:
        self.handed[-1].append(what)
        if self._message_enqueued_callback:
            self._message_enqueued_callback()

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        AppSession._call_soon_on_event_loop(self, callback)  # type: ignore[arg-type]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    async def in_the_loop(session: Session, callback: Callable[[], None]) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, told: session.enqueue(told))
        callback()

    def hand_on(session: Session, callback: Callable[[], None]) -> None:
        session.handed.append([])
        in_a_loop(lambda: in_the_loop(session, callback))

    monkeypatch.setattr(AppSession, "_call_soon_on_event_loop", hand_on)
    hold_together()
    hold_together()
    return Session()


def test_alone_everything_goes_at_once(session: Session) -> None:
    session.draws("a")
    session.draws("b")
    assert (session.handed, session.told) == ([["a"], ["b"]], 2)


def test_together_it_goes_at_the_end(session: Session) -> None:
    with together():
        session.draws("a")
        with together():
            session.draws("b")
        session.draws("c")
        assert session.handed == []
    assert (session.handed, session.told) == ([["a", "b", "c"]], 1)
    session.draws("d")
    assert (session.handed[1:], session.told) == ([["d"]], 2)


def test_nothing_drawn_is_nothing_handed_on(session: Session) -> None:
    with together():
        pass
    assert (session.handed, session.told) == ([], 0)


def test_what_was_drawn_before_a_fault_is_seen(session: Session) -> None:
    def fails() -> None:
        with together():
            session.draws("a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    session.draws("b")
    assert session.handed == [["a"], ["b"]]


def test_what_fails_takes_nothing_else_along(session: Session) -> None:
    with together():
        session.draws("a")
        session.fails()
        session.draws("b")
    ((first, reported, last),) = session.handed
    assert isinstance(reported["exception"], IndexError)
    assert (first, last, session.told) == ("a", "b", 1)


def test_where_nobody_listens_nobody_is_told(session: Session) -> None:
    session._message_enqueued_callback = None
    with together():
        session.draws("a")
    assert (session.handed, session.told) == ([["a"]], 0)
