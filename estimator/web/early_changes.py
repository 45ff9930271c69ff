"""A changed answer that arrives before its part of the page stands on this server is not lost.

A browser that comes over from a lost server still shows the whole page, and asks for the part that
a change concerns. Streamlit passes over who asks for a part that it hasn't drawn yet, and the page
would go on showing the amount of the answer before. Here it draws the whole page instead.
"""

from functools import wraps

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession


def heed_early_changes() -> None:
    """For all sessions of this process; a second time changes nothing."""
    known = AppSession.request_rerun
    if hasattr(known, "__wrapped__"):
        return

    @wraps(known)
    def request_rerun(session: AppSession, asked: ClientState | None) -> None:
        if asked and is_early(session, asked):
            asked.fragment_id = ""
        known(session, asked)

    AppSession.request_rerun = request_rerun  # type: ignore[method-assign,assignment]


def is_early(session: AppSession, asked: ClientState) -> bool:
    """Whether a person's change asks for a part of the page that this session doesn't have."""
    by_hand = asked.fragment_id and not asked.is_auto_rerun
    return bool(by_hand and not session.has_fragment(asked.fragment_id))
