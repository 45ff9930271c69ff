"""What a browser brings along from a page that another server has drawn."""

from collections.abc import Collection

from streamlit.runtime.scriptrunner import get_script_run_ctx


def brought_along(fields: Collection[str]) -> bool:
    """Whether an answer to one of some questions is there that this server has never drawn."""
    run = get_script_run_ctx()
    assert run is not None  # noqa: S101 - pages are drawn by runs only
    told = run.session_state._state._new_widget_state
    unknown = told.states.keys() - told.widget_metadata.keys()
    return any(identity.rpartition("-")[2] in fields for identity in unknown)
