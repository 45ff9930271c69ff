"""Papers of a practice: the notice for the waiting room, the letter on a change of status, and the
way to an estimate to sign."""

from functools import partial

import streamlit as st

from estimator.documents.fonts_cover import printable
from estimator.documents.poster import notice_pdf
from estimator.environment import clock
from estimator.locales import Words
from estimator.pages.blocks.html import heading, link
from estimator.pages.common.buttons import download
from estimator.pages.practice.price_list import address_in
from estimator.pages.practice.status_letter import kine_name, show_letter
from estimator.practice.model import Practice


def show_papers(words: Words, practice: Practice, base: str) -> None:
    """All that a practice prints; `base` is the address of the estimator, with a slash at the
    end."""
    show_notice(words, practice, base)
    show_letter(words, practice)
    show_signing(words, practice, base)


def show_notice(words: Words, practice: Practice, base: str) -> None:
    """The notice for the waiting room."""
    st.html(heading(words("practice.notice"), "notice"))
    st.markdown(words("practice.notice.how"))
    priced = [kine for kine in practice.kines if not kine.price_missing]
    if not priced:
        st.info(words("practice.notice.fee_missing"))
        return
    if lacking := [*unpriced(words, practice)]:
        st.info(words("practice_paper.poster.missing", names=", ".join(lacking)))
    download(
        words("practice.notice.download"),
        "notice",
        partial(
            notice_pdf, practice, address=partial(address_in, practice, base), today=clock.today()
        ),
        "notice.pdf",
        "application/pdf",
    )
    name = printable(practice.practice_name)
    if name.left_out:
        lacking_letters = "practice.notice.left_out" if name.text else "practice.notice.no_name"
        st.info(words(lacking_letters, signs=" ".join(name.left_out)))


def unpriced(words: Words, practice: Practice) -> list[str]:
    """The kinés who may set prices and tell none."""
    return [
        kine_name(words, practice, number)
        for number, kine in enumerate(practice.kines)
        if kine.price_missing
    ]


def show_signing(words: Words, practice: Practice, base: str) -> None:
    """The way to an estimate to sign before treatment: the estimate page makes it."""
    st.html(heading(words("practice_paper.signing"), "signing"))
    st.markdown(words("practice_paper.signing.how"))
    address = address_in(practice, base, words.language)
    st.html(link(address, words("practice_paper.signing.open")))
