"""What a run draws is handed on in one go, in its order, whatever happens."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.runtime.app_session import AppSession

from estimator.web.together import hold_together, together
from tests.abuse.conftest import in_a_loop

Handed = list[list[Any]]


class Session:
    """A session that notes what it is handed at once."""

    def __init__(self, handed: Handed) -> None:
        self.handed = handed
        self.drawn: list[str] = []

    def draws(self, what: str) -> None:
        AppSession._call_soon_on_event_loop(self, lambda: self.drawn.append(what))  # type: ignore[arg-type]

    def fails(self) -> None:
        AppSession._call_soon_on_event_loop(self, lambda: [][0])  # type: ignore[arg-type]

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        AppSession._call_soon_on_event_loop(self, callback)  # type: ignore[arg-type]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    handed: Handed = []

    async def in_the_loop(callback: Callable[[], None]) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, told: handed.append([told]))
        callback()

    def hand_on(session: Session, callback: Callable[[], None]) -> None:
        session.drawn = []
        in_a_loop(lambda: in_the_loop(callback))
        handed.append(session.drawn)

    monkeypatch.setattr(AppSession, "_call_soon_on_event_loop", hand_on)
    hold_together()
    hold_together()
    return Session(handed)


def test_alone_everything_goes_at_once(session: Session) -> None:
    session.draws("a")
    session.draws("b")
    assert session.handed == [["a"], ["b"]]


def test_together_it_goes_at_the_end(session: Session) -> None:
    with together():
        session.draws("a")
        with together():
            session.draws("b")
        session.draws("c")
        assert session.handed == []
    session.draws("d")
    assert session.handed == [["a", "b", "c"], ["d"]]


def test_nothing_drawn_is_nothing_handed_on(session: Session) -> None:
    with together():
        pass
    assert session.handed == []


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
    (reported,), drawn = session.handed
    assert isinstance(reported["exception"], IndexError)
    assert drawn == ["a", "b"]
