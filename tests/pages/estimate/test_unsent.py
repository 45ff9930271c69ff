"""What a part has drawn is sent, in its order, where it is drawn anew before that."""

from collections.abc import Iterator, Sequence

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from estimator.pages.estimate.unsent import send_all_that_is_drawn

ANSWER = "the answer"


class Session:
    """A session whose messages wait to be sent."""

    def __init__(self) -> None:
        self._browser_queue = ForwardMsgQueue()

    def begins(self, *parts: str) -> None:
        """A run of some parts, or of the whole page."""
        AppSession._clear_queue(self, list(parts) or None)  # type: ignore[arg-type]
        message = ForwardMsg()
        message.new_session.name = "run"
        self._browser_queue.enqueue(message)

    def draws(self, text: str) -> None:
        """The one question of the answer's part."""
        message = ForwardMsg()
        message.metadata.delta_path.extend([0, 0])
        message.delta.fragment_id = ANSWER
        message.delta.new_element.text_input.default = text
        self._browser_queue.enqueue(message)

    def ends(self) -> None:
        """A run, well."""
        message = ForwardMsg()
        message.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
        self._browser_queue.enqueue(message)

    def sends(self) -> Iterator[str]:
        """What the browser is told."""
        for message in self._browser_queue.flush():
            kind = str(message.WhichOneof("type"))
            if kind == "script_finished":
                yield ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
            else:
                yield message.delta.new_element.text_input.default or kind


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(AppSession, "_clear_queue", AppSession._clear_queue)
    send_all_that_is_drawn()
    send_all_that_is_drawn()
    return Session()


def runs(session: Session, *parts: Sequence[str]) -> list[str]:
    """One run after the other, nothing sent in between."""
    for number, each in enumerate(parts):
        session.begins(*each)
        session.draws(f"fee {number}")
        session.ends()
    return list(session.sends())


WHOLE: Sequence[str] = ()
PART = (ANSWER,)


@pytest.mark.parametrize("first", [WHOLE, PART])
@pytest.mark.parametrize("second", [WHOLE, PART])
def test_a_run_right_after_another(
    session: Session, first: Sequence[str], second: Sequence[str]
) -> None:
    """Otherwise the browser forgets the fee that was typed, or isn't told of one that was set."""
    before = ["new_session", "fee 0", "FINISHED_SUCCESSFULLY"]
    after = ["new_session", "fee 1", "FINISHED_SUCCESSFULLY"]
    assert runs(session, first, second) == before + after


def test_within_a_run_what_is_drawn_later_takes_the_place(session: Session) -> None:
    session.begins()
    session.draws("42")
    session.draws("43")
    session.ends()
    assert list(session.sends()) == ["new_session", "43", "FINISHED_SUCCESSFULLY"]
