"""What a change has drawn: the answer alone, the part it is in, or the whole page."""

from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.fragment import MemoryFragmentStorage

from estimator.web.changes import heed_changes
from estimator.web.drawn_form import ANSWER, QUESTIONS

PARTS = {"the questions": QUESTIONS, "the answer": ANSWER, "a list at work": None}


class Session:
    """A session that has drawn some parts of its page."""

    def __init__(self, *drawn: str) -> None:
        self._fragment_storage = MemoryFragmentStorage()
        for part in drawn:
            self._fragment_storage.register(part, lambda: None, target_key=PARTS[part])

    def has_fragment(self, fragment: str) -> bool:
        """Whether it has drawn a part."""
        return self._fragment_storage.contains(fragment)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What sessions were asked to draw: a part, or the whole page ("")."""
    found: list[str | None] = []

    def request_rerun(_: Any, asked: ClientState | None) -> None:
        found.append(asked.fragment_id if asked else None)

    monkeypatch.setattr(AppSession, "request_rerun", request_rerun)
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
    AppSession.request_rerun(Session(*PARTS), asked)  # type: ignore[arg-type]
    assert drawn == [expected]


def test_a_page_without_questions_draws_its_own_parts(drawn: list[str | None]) -> None:
    asked = ClientState(fragment_id="a list at work")
    AppSession.request_rerun(Session("a list at work"), asked)  # type: ignore[arg-type]
    assert drawn == ["a list at work"]
