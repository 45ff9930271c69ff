"""Papers of a practice: the notice for the waiting room."""

from functools import partial

import streamlit as st

from estimator.documents.fonts_cover import printable
from estimator.documents.poster import notice_pdf
from estimator.environment import clock
from estimator.locales import Words
from estimator.pages.blocks.html import heading
from estimator.pages.common.buttons import download
from estimator.practice.model import Practice


def show_papers(words: Words, practice: Practice, base: str) -> None:
    """All that a practice prints; `base` is the address of the estimator, with a slash at the
    end."""
    show_notice(words, practice, base)


def show_notice(words: Words, practice: Practice, base: str) -> None:
    """The notice for the waiting room."""
    st.html(heading(words("practice.notice"), "notice"))
    st.markdown(words("practice.notice.how"))
    if any(kine.price_missing for kine in practice.kines):
        st.info(words("practice.notice.fee_missing"))
        return
    download(
        words("practice.notice.download"),
        "notice",
        partial(notice_pdf, practice, base=base, today=clock.today()),
        "notice.pdf",
        "application/pdf",
    )
    name = printable(practice.practice_name)
    if name.left_out:
        lacking = "practice.notice.left_out" if name.text else "practice.notice.no_name"
        st.info(words(lacking, signs=" ".join(name.left_out)))
