"""What a changed answer has drawn anew.

The answer alone, where a question of the first page changes, and of the answer only the pieces that
say something else (at_once.py). It says itself when the questions must change too, and drawing
them is the larger half of the work.

The whole page, where the part asked for doesn't stand on this server yet: a browser that comes over
from a lost server still shows the whole page, and asks for the part that a change concerns.
Streamlit passes over who asks for a part that it hasn't drawn, and the page would go on showing the
amount of the answer before.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps

from streamlit.errors import StreamlitAPIException
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from estimator.operations.journal import note_fault
from estimator.pages.estimate.at_once import answered_at_once
from estimator.pages.estimate.drawn_form import ANSWER, QUESTIONS

WHOLE_PAGE = ""

Draw = Callable[[AppSession, ClientState | None], None]
#: The changes that wait for their answer, by session; it comes when the loop gets round to it. What
#: a browser sends in one go is answered once, with the last that it says.
WAITING: dict[AppSession, ClientState] = {}


def heed_changes() -> None:
    """For all sessions of this process; a second time changes nothing."""
    draw: Draw = AppSession.request_rerun
    if hasattr(draw, "__wrapped__"):
        return

    @wraps(draw)
    def request_rerun(session: AppSession, asked: ClientState | None) -> None:
        if asked and asked.fragment_id and not asked.is_auto_rerun:
            asked.fragment_id = part_for(session, asked.fragment_id)
            if asked.fragment_id in parts_named(session, ANSWER):
                wait(session, asked, draw)
                return
        if asked:  # what is drawn now rests on all that the browser says
            WAITING.pop(session, None)
        draw(session, asked)

    AppSession.request_rerun = request_rerun  # type: ignore[method-assign,assignment]


def wait(session: AppSession, asked: ClientState, draw: Draw) -> None:
    """Has the answer told when it is this session's turn."""
    if session not in WAITING:
        session._event_loop.call_soon(answer, session, draw)
    WAITING[session] = asked


def answer(session: AppSession, draw: Draw) -> None:
    """Tells the answer, at once or by a run."""
    asked = WAITING.pop(session, None)
    try:
        if asked and not answered_at_once(session, asked):
            draw(session, asked)
    except Exception as fault:  # as Streamlit tells of it where it asks for a run itself
        note_fault("not_drawn", fault)
        session.handle_backmsg_exception(fault)


def part_for(session: AppSession, asked: str) -> str:
    """What to draw for a change in a part of the page."""
    if not session.has_fragment(asked):
        return WHOLE_PAGE
    if asked in parts_named(session, QUESTIONS):
        # A run that was cut off may have drawn the questions, and no answer yet.
        return next(iter(parts_named(session, ANSWER)), asked)
    return asked


def parts_named(session: AppSession, name: str) -> list[str]:
    """The parts of a page that bear a name; other pages have none."""
    with suppress(StreamlitAPIException):
        return session._fragment_storage.resolve_target(name)
    return []
