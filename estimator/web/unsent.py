"""What a part of a page has drawn reaches the browser, even where it is drawn anew before that.

Streamlit then drops what wasn't sent yet, but still tells the browser that the run before ended
well. The browser takes the questions it wasn't shown for gone, forgets their answers, and shows
the first ones beside an amount that rests on those given.
"""

from collections.abc import Sequence
from functools import wraps

from streamlit.runtime.app_session import AppSession


def send_all_that_is_drawn() -> None:
    """For all sessions of this process; a second time changes nothing."""
    known = AppSession._clear_queue
    if hasattr(known, "__wrapped__"):
        return

    @wraps(known)
    def clear_queue(session: AppSession, parts: Sequence[str] | None = None) -> None:
        if parts:
            session._browser_queue._delta_index_map = {}  # what comes stands behind what is there
        else:
            known(session)

    AppSession._clear_queue = clear_queue  # type: ignore[method-assign,assignment]
