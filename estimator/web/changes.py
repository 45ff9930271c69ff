"""Which part of a page a changed answer has drawn anew.

The answer alone, where a question of the first page changes: it says itself when the questions
must change too, and drawing them is the larger half of the work.

The whole page, where the part asked for doesn't stand on this server yet: a browser that comes over
from a lost server still shows the whole page, and asks for the part that a change concerns.
Streamlit passes over who asks for a part that it hasn't drawn, and the page would go on showing the
amount of the answer before.
"""

from contextlib import suppress
from functools import wraps

from streamlit.errors import StreamlitAPIException
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from estimator.web.drawn_form import ANSWER, QUESTIONS

WHOLE_PAGE = ""


def heed_changes() -> None:
    """For all sessions of this process; a second time changes nothing."""
    known = AppSession.request_rerun
    if hasattr(known, "__wrapped__"):
        return

    @wraps(known)
    def request_rerun(session: AppSession, asked: ClientState | None) -> None:
        if asked and asked.fragment_id and not asked.is_auto_rerun:
            asked.fragment_id = part_for(session, asked.fragment_id)
        known(session, asked)

    AppSession.request_rerun = request_rerun  # type: ignore[method-assign,assignment]


def part_for(session: AppSession, asked: str) -> str:
    """What to draw for a change in a part of the page."""
    if not session.has_fragment(asked):
        return WHOLE_PAGE
    named = session._fragment_storage.resolve_target
    with suppress(StreamlitAPIException):  # other pages have no such parts
        if asked in named(QUESTIONS):
            return named(ANSWER)[0]
    return asked
