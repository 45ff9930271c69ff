"""Buttons that show an error beside themselves when their action fails.

The log gets the name of the button, the class of the error and its place in the code, but not its
message, which may contain an answer. A file is made when its button is pressed, outside a run of
the page: Streamlit reports that error to the browser, where page.js replaces its text.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st

from estimator.locales import Words
from estimator.operations.journal import note_fault
from estimator.pages.forms.session import FIXED

EVENT = "button_failed"
FAILED = f"{FIXED}failed_"


def download(
    label: str, name: str, make: Callable[[], bytes], file_name: str, mime: str | None = None
) -> None:
    """A file that is made when it is asked for. `name` is what log and style call the button."""
    st.download_button(
        label,
        data=partial(made, name, make),
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        key=f"{FIXED}{name}",
    )


def made(name: str, make: Callable[[], bytes]) -> bytes:
    """Makes a file; logs an error and raises it again, so that Streamlit reports it."""
    try:
        return make()
    except Exception as fault:
        note_fault(EVENT, fault, button=name)
        raise


def button(
    words: Words,
    label: str,
    name: str,
    do: Callable[..., object],
    *given: object,
    disabled: bool = False,
) -> None:
    """A button that does something before the page is drawn anew."""
    st.button(
        label, key=f"{FIXED}{name}", on_click=attempt, args=(name, do, *given), disabled=disabled
    )
    if st.session_state.pop(f"{FAILED}{name}", False):
        st.error(words("button.failed"))


def attempt(name: str, do: Callable[..., object], *given: object) -> None:
    """Runs the action of a button; logs an error, which `button` shows on the next run."""
    try:
        do(*given)
    except Exception as fault:
        note_fault(EVENT, fault, button=name)
        st.session_state[f"{FAILED}{name}"] = True


@contextmanager
def trying(words: Words, name: str) -> Iterator[None]:
    """Runs an action during a run of the page; logs an error and shows it in place."""
    try:
        yield
    except Exception as fault:
        note_fault(EVENT, fault, button=name)
        st.error(words("button.failed"))
