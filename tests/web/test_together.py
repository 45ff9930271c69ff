"""What a run draws is handed on and sent in one go, in its order, whatever happens."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.session_manager import SessionClientDisconnectedError

from estimator.web.together import hold_together, together
from tests.abuse.conftest import in_a_loop

Sent = list[list[Any]]


class Session:
    """A visitor's session; and of the server what sends to it and tells of faults."""

    id = "visitor"

    def __init__(self) -> None:
        self.waiting: list[Any] = []
        self.sent: Sent = []
        self.reached: object | None = SimpleNamespace(client="browser")
        self.gone = False
        self.left: list[str] = []
        self.woken = 0
        self._message_enqueued_callback: Callable[[], None] | None = self.wake

    def wake(self) -> None:
        self.woken += 1

    def draws(self, what: str) -> None:
        AppSession._call_soon_on_event_loop(self, lambda: self.enqueue(what))  # type: ignore[arg-type]

    def fails(self) -> None:
        AppSession._call_soon_on_event_loop(self, lambda: [][0])  # type: ignore[arg-type]

    def enqueue(self, what: Any) -> None:
        self.waiting.append(what)
        if self._message_enqueued_callback:
            self._message_enqueued_callback()

    def flush_browser_queue(self) -> list[Any]:
        waiting, self.waiting = self.waiting, []
        return waiting

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        AppSession._call_soon_on_event_loop(self, callback)  # type: ignore[arg-type]

    # The server.

    @property
    def _session_mgr(self) -> Any:
        return SimpleNamespace(get_active_session_info={self.id: self.reached}.get)

    def _send_message(self, to: Any, message: Any) -> None:
        assert to is self.reached
        if self.gone:
            raise SessionClientDisconnectedError
        self.sent[-1].append(message)

    def disconnect_session(self, session: str, *, client: str) -> None:
        self.left += [session, client]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    async def in_the_loop(session: Session, callback: Callable[[], None]) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, told: session.enqueue(told))
        callback()

    def hand_on(session: Session, callback: Callable[[], None]) -> None:
        session.sent.append([])
        in_a_loop(lambda: in_the_loop(session, callback))

    visited = Session()
    monkeypatch.setattr(AppSession, "_call_soon_on_event_loop", hand_on)
    monkeypatch.setattr(runtime, "get_instance", lambda: visited)
    hold_together()
    hold_together()
    return visited


def test_alone_everything_goes_at_once(session: Session) -> None:
    session.draws("a")
    session.draws("b")
    assert (session.sent, session.waiting) == ([[], []], ["a", "b"])
    assert session.woken == 2, "Streamlit sends it"


def test_together_it_goes_at_the_end(session: Session) -> None:
    with together():
        session.draws("a")
        with together():
            session.draws("b")
        session.draws("c")
        assert session.sent == []
    assert (session.sent, session.waiting, session.woken) == ([["a", "b", "c"]], [], 0)
    session.draws("d")
    assert session.woken == 1


def test_nothing_drawn_is_nothing_handed_on(session: Session) -> None:
    with together():
        pass
    assert session.sent == []


def test_what_was_drawn_before_a_fault_is_seen(session: Session) -> None:
    def fails() -> None:
        with together():
            session.draws("a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert session.sent == [["a"]]


def test_what_fails_takes_nothing_else_along(session: Session) -> None:
    with together():
        session.draws("a")
        session.fails()
        session.draws("b")
    ((first, reported, last),) = session.sent
    assert isinstance(reported["exception"], IndexError)
    assert (first, last) == ("a", "b")
    session.draws("c")
    assert session.woken == 1


def test_for_one_who_has_left_it_goes_on_waiting(session: Session) -> None:
    session.reached = None
    with together():
        session.draws("a")
    assert (session.sent, session.waiting) == ([[]], ["a"])


def test_one_whose_line_is_broken_has_left(session: Session) -> None:
    session.gone = True
    with together():
        session.draws("a")
        session.draws("b")
    assert session.left == ["visitor", "browser"]
    assert not session.waiting
