"""Errors of pages: the person sees a general message, the log gets the place in the code.

Neither contains the message of the exception, which may contain an answer.
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
def reporting_faults(page: str, language: str) -> Iterator[None]:
    """Shows and logs errors of its block. A fragment, which can run alone, needs its own."""
    try:
        yield
    except Exception as fault:
        note_fault("page_failed", fault, page=page, language=language)
        FAILURES.add(page, language)
        st.error(words(language)("page.failed"))


def say_failed(_: Exception) -> bool:
    """Handles errors outside a page, such as in a callback: shows the same message instead of
    Streamlit's, which has logged the error already."""
    st.error(words(language_so_far())("page.failed"))
    return True
