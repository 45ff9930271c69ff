"""For your website: what a practice says in; a snippet, a link, prices and papers out."""

from functools import partial

import streamlit as st

from estimator.documents.qr import qr_png, qr_svg
from estimator.embed.served import preview_address
from estimator.embed.snippet import frame, link, snippet
from estimator.locales import Words
from estimator.pages.blocks.html import heading
from estimator.pages.common.buttons import download
from estimator.pages.common.page_top import begin
from estimator.pages.practice.form import ask_practice
from estimator.pages.practice.kept import ask_for_existing, offer_file, open_file
from estimator.pages.practice.papers import show_papers
from estimator.pages.practice.price_list import show_price_list
from estimator.practice.model import Practice

PREVIEW_HEIGHT = 640


def page() -> None:
    """Ask, show, give."""
    words = begin("practice")
    open_file()
    left, right = st.columns([5, 7], gap="large")
    with left:
        practice = ask_practice(words)
        ask_for_existing(words)
        offer_file(words, practice)
    with right:
        show_preview(words, practice)
    base = base_of(st.context.url)
    show_snippet(words, practice, base)
    show_link(words, practice, base)
    show_price_list(words, practice, base)
    show_papers(words, practice, base)


def base_of(address: str | None) -> str:
    """Where the estimator is served, from the address of this page, with a slash at the end."""
    return (address or "/").partition("?")[0].rpartition("/")[0] + "/"


def show_preview(words: Words, practice: Practice) -> None:
    """The embed itself, on a bare page."""
    st.html(heading(words("practice.preview"), "preview"))
    st.iframe(preview_address(practice), height=PREVIEW_HEIGHT, alt=words("practice.preview"))


def show_snippet(words: Words, practice: Practice, base: str) -> None:
    """What to paste, as a script, or as a frame where no script is taken."""
    st.html(heading(words("practice.snippet"), "snippet"))
    st.markdown(words("practice.snippet.how"))
    st.code(snippet(base, practice, words), language=None, wrap_lines=True)
    with st.expander(words("practice.frame")):
        st.markdown(words("practice.frame.how"))
        st.code(frame(base, practice, words), language=None, wrap_lines=True)
    st.markdown(words("practice.privacy"))


def show_link(words: Words, practice: Practice, base: str) -> None:
    """The link, and the same as a QR code."""
    address = link(base, practice)
    st.html(heading(words("practice.link"), "link"))
    st.markdown(words("practice.link.how"))
    st.code(address, language=None, wrap_lines=True)
    st.image(qr_png(address), width=200, alt=words("practice.qr"))
    with st.container(horizontal=True):
        for kind, drawn in (("svg", qr_svg), ("png", qr_png)):
            download(
                words(f"practice.qr.{kind}"),
                f"qr_{kind}",
                partial(drawn, address),
                f"qr.{kind}",
                {"svg": "image/svg+xml", "png": "image/png"}[kind],
            )
