"""What Streamlit makes anew at every run although it is the same each time: made once.

The theme as the browser is told of it comes out of some hundred settings. The spec of a chart is
read and written again to give its parts lasting names.
"""

from functools import lru_cache, wraps

from streamlit.elements import vega_charts
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

#: How many specs are kept: those of all languages, for one bar or twenty of them.
SPECS = 256


def keep_what_is_made() -> None:
    """For all sessions of this process; a second time changes nothing."""
    if not hasattr(app_session._populate_theme_msg, "__wrapped__"):
        keep_theme()
        keep_specs()


def keep_theme() -> None:
    """The message of the theme, section by section."""
    fill = app_session._populate_theme_msg

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


def keep_specs() -> None:
    """The specs of charts, whose numbers come beside them."""
    vega_charts._stabilize_vega_json_spec = lru_cache(SPECS)(vega_charts._stabilize_vega_json_spec)
