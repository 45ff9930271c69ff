"""Buttons that say beside themselves when what they do fails.

The log gets the name of the button, the kind of fault and its place; its message may hold an
answer. A file is made when its button is pressed, in no run of the page: there Streamlit tells the
browser, and page.js says it in our words.
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
    """A file; where it can't be made that is noted, and raised for the browser to be told."""
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
    """Does what a button is for; a fault is told beside it when the page is drawn."""
    try:
        do(*given)
    except Exception as fault:
        note_fault(EVENT, fault, button=name)
        st.session_state[f"{FAILED}{name}"] = True


@contextmanager
def trying(words: Words, name: str) -> Iterator[None]:
    """What a button does while the page is drawn, right below it."""
    try:
        yield
    except Exception as fault:
        note_fault(EVENT, fault, button=name)
        st.error(words("button.failed"))
