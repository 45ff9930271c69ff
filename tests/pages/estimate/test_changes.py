"""What a change has drawn: pieces of the answer, the answer, another part, or the whole page."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.fragment import MemoryFragmentStorage

from estimator.pages.estimate import changes
from estimator.pages.estimate.changes import heed_changes
from estimator.pages.estimate.drawn_form import ANSWER, QUESTIONS

PARTS = {"the questions": QUESTIONS, "the answer": ANSWER, "a list at work": None}


class Loop:
    """A loop that goes round when told."""

    def __init__(self) -> None:
        self.soon: list[tuple[Callable[..., None], tuple[Any, ...]]] = []

    def call_soon(self, call: Callable[..., None], *given: Any) -> None:
        self.soon.append((call, given))

    def goes_round(self) -> None:
        soon, self.soon = self.soon, []
        for call, given in soon:
            call(*given)


class Session:
    """A session that has drawn some parts of its page."""

    def __init__(self, *drawn: str) -> None:
        self._fragment_storage = MemoryFragmentStorage()
        self._event_loop = Loop()
        self.told: Exception | None = None
        for part in drawn:
            self._fragment_storage.register(part, lambda: None, target_key=PARTS[part])

    def handle_backmsg_exception(self, fault: Exception) -> None:
        """Tells the browser."""
        self.told = fault

    def has_fragment(self, fragment: str) -> bool:
        """Whether it has drawn a part."""
        return self._fragment_storage.contains(fragment)

    def is_asked(self, asked: ClientState | None) -> None:
        """What a browser sends."""
        AppSession.request_rerun(self, asked)  # type: ignore[arg-type]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What sessions were asked to draw: a part, or the whole page ("")."""
    found: list[str | None] = []

    def request_rerun(_: Any, asked: ClientState | None) -> None:
        found.append(asked.fragment_id if asked else None)

    monkeypatch.setattr(AppSession, "request_rerun", request_rerun)
    monkeypatch.setattr(changes, "answered_at_once", lambda *_: False)
    heed_changes()
    heed_changes()
    return found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (ClientState(fragment_id="the questions"), "the answer"),
        (ClientState(fragment_id="the answer"), "the answer"),
        (ClientState(fragment_id="a list at work"), "a list at work"),
        (ClientState(fragment_id="not yet"), ""),
        (ClientState(fragment_id="gone", is_auto_rerun=True), "gone"),
        (ClientState(), ""),
        (None, None),
    ],
)
def test_what_is_drawn(drawn: list[str | None], asked: ClientState | None, expected: Any) -> None:
    session = Session(*PARTS)
    session.is_asked(asked)
    session._event_loop.goes_round()
    assert drawn == [expected]
    assert not changes.WAITING


def test_a_page_without_questions_draws_its_own_parts(drawn: list[str | None]) -> None:
    Session("a list at work").is_asked(ClientState(fragment_id="a list at work"))
    assert drawn == ["a list at work"]


def test_what_is_answered_at_once_needs_no_run(
    drawn: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[Any] = []

    def at_once(session: Any, asked: ClientState) -> bool:
        answered.append((session, asked.query_string))
        return True

    monkeypatch.setattr(changes, "answered_at_once", at_once)
    session = Session(*PARTS)
    session.is_asked(ClientState(fragment_id="the questions", query_string="first"))
    assert answered == []
    session.is_asked(ClientState(fragment_id="the answer", query_string="last"))
    session._event_loop.goes_round()
    assert answered == [(session, "last")]
    assert drawn == []
    session.is_asked(ClientState(fragment_id="the questions", query_string="later"))
    session._event_loop.goes_round()
    assert answered[1:] == [(session, "later")]


def test_the_whole_page_answers_what_waited(drawn: list[str | None]) -> None:
    session = Session(*PARTS)
    session.is_asked(ClientState(fragment_id="the questions"))
    session.is_asked(ClientState())
    session._event_loop.goes_round()
    assert drawn == [""]
    assert not changes.WAITING


def test_each_session_is_answered_for_itself(drawn: list[str | None]) -> None:
    one, other = Session(*PARTS), Session(*PARTS)
    one.is_asked(ClientState(fragment_id="the questions"))
    other.is_asked(ClientState())
    one._event_loop.goes_round()
    assert drawn == ["", "the answer"]


def test_a_run_that_cannot_begin_is_told(
    drawn: list[str | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "answered_at_once", lambda *_: [][0])
    session = Session(*PARTS)
    session.is_asked(ClientState(fragment_id="the questions"))
    session._event_loop.goes_round()
    assert isinstance(session.told, IndexError)


def test_questions_whose_answer_was_never_drawn_are_drawn_again(drawn: list[str | None]) -> None:
    """A run that is cut off may leave them without one."""
    session = Session("the questions")
    session.is_asked(ClientState(fragment_id="the questions"))
    assert drawn == ["the questions"]
