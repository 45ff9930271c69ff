"""The theme as the browser is told of it: made out of the settings once, not at every run.

Streamlit tells it whenever anything is drawn, and reads some hundred settings for it each time.
"""

from functools import lru_cache, wraps

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def keep_theme() -> None:
    """For all sessions of this process; a second time changes nothing."""
    fill = app_session._populate_theme_msg
    if hasattr(fill, "__wrapped__"):
        return

    @lru_cache
    def made(section: str) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        fill(theme, section)
        return theme

    @wraps(fill)
    def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
        if made(section).ListFields():  # an empty one is not told at all
            msg.MergeFrom(made(section))

    app_session._populate_theme_msg = populate
