"""A page, or a part of one, that fails: a sentence to the person, the place to the log.

The message of the fault stays out of both: it may hold an answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from estimator.locales import words
from estimator.operations.counters import FAILURES
from estimator.operations.journal import note_fault
from estimator.pages.common.language import language_so_far

#: What the page without a path is called in counters and log.
ESTIMATE = "estimate"


@contextmanager
def told(page: str, language: str) -> Iterator[None]:
    """What fails within is told here; a part that Streamlit runs alone tells it itself."""
    try:
        yield
    except Exception as fault:
        note_fault("page_failed", fault, page=page, language=language)
        FAILURES.add(page, language)
        st.error(words(language)("page.failed"))


def say_failed(_: Exception) -> bool:
    """What fails outside of a page, as a change is taken in: the same sentence, in place of
    Streamlit's; it has logged the fault already."""
    st.error(words(language_so_far())("page.failed"))
    return True
