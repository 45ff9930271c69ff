"""What a run has drawn reaches the browser, even where the next run begins before it was sent.

Streamlit then drops it, as the next run draws it again. But what is told only once is lost with it:
that an answer was changed because another one doesn't allow it. And where a part is drawn right
after the page, the browser is still told that the page is whole: it takes the questions it wasn't
shown for gone, forgets their answers, and shows the first ones beside an amount for those given.
"""

from collections.abc import Sequence

from streamlit.runtime.app_session import AppSession


def send_all_that_is_drawn() -> None:
    """For all sessions of this process; a second time changes nothing."""
    AppSession._clear_queue = keep_queue  # type: ignore[method-assign,assignment]


def keep_queue(session: AppSession, _: Sequence[str] | None = None) -> None:
    """Nothing is dropped; what comes stands behind what is there, and takes the place of none."""
    session._browser_queue._delta_index_map = {}
