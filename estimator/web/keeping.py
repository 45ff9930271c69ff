"""Keep it: the written estimate, the table of the items, and a link, each made on request only."""

from functools import partial

import streamlit as st

from estimator.engine.prospects import STATUS, Prospects
from estimator.keep.items_csv import items_csv
from estimator.keep.link import answers_query
from estimator.keep.pdf import written_estimate
from estimator.locales import Words
from estimator.web import clock
from estimator.web.answer import KINDS
from estimator.web.form import UNKNOWN, YES, Form
from estimator.web.markup import heading, paragraph
from estimator.web.parts import show_parts

LINK_FOR = "link_for"


def show_keeping(words: Words, found: Prospects, form: Form) -> None:
    """What can be kept, and what it carries."""
    head = heading(words("keeping.heading"), "keep")
    link = paragraph(words("keeping.link.what"))
    still_unknown = [field for field in form.unknown if field != STATUS]
    if still_unknown:
        fields = ", ".join(words(f"field.{field}") for field in still_unknown)
        show_parts([head + paragraph(words("keeping.unknown", fields=fields)), link])
    else:
        show_parts([head + paragraph(words("keeping.paper.what"))])
        offer_paper(words, found, form)
        offer_tables(words, found, form)
        show_parts([link])
    offer_link(words, form)
    last = paragraph(words("keeping.print"), "aside"), paragraph(words("page.limits"), "small")
    show_parts(last)


def offer_paper(words: Words, found: Prospects, form: Form) -> None:
    """The written estimate; it is made when it is asked for."""
    known = None if STATUS in form.unknown else form.answers[STATUS] == YES
    st.download_button(
        words("keeping.paper"),
        partial(
            written_estimate,
            found.least,
            words,
            address=address(words, form),
            today=clock.today(),
            conventioned=known,
        ),
        file_name=words("keeping.paper.file"),
        mime="application/pdf",
        on_click="ignore",
    )


def offer_tables(words: Words, found: Prospects, form: Form) -> None:
    """The items for a spreadsheet; where the kiné may be either, one table for each."""
    kinds = {kind: prospect.low for kind, prospect in zip(KINDS, found[:2], strict=True)}
    shown = KINDS if STATUS in form.unknown else (KINDS[form.answers[STATUS] != YES],)
    for kind in shown:
        label = words("keeping.table")
        if len(shown) > 1:
            label = words("keeping.table.of", kind=words(f"kind.{kind}"))
        st.download_button(
            label,
            partial(items_csv, kinds[kind], words),
            file_name=words("keeping.table.file"),
            mime="text/csv",
            on_click="ignore",
        )


def offer_link(words: Words, form: Form) -> None:
    """The button, and the link once it was asked for."""
    st.button(words("keeping.link"), on_click=remember, args=(query(words, form),))
    if st.session_state.get(LINK_FOR) == query(words, form):
        st.text_input(words("keeping.link.yours"), address(words, form), autocomplete="off")


def remember(asked: str) -> None:
    """Notes for which answers a link was asked; with other answers it goes away."""
    st.session_state[LINK_FOR] = asked


def address(words: Words, form: Form) -> str:
    """The address of this page with the answers."""
    return f"{(st.context.url or '').rstrip('/')}/?{query(words, form)}"


def query(words: Words, form: Form) -> str:
    """The answers as they stand in an address, "I don't know" among them."""
    unknown = dict.fromkeys(form.unknown, UNKNOWN)
    return answers_query({**form.answers, **unknown}, words.language)
