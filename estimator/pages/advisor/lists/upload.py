"""The file of a list: what one looks like, where it is given, how its reading goes."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from markupsafe import Markup

from estimator.engine.model.case import FIELDS
from estimator.lists.beside.work import Work
from estimator.lists.examples import template
from estimator.lists.files.bounds import MOST_ROWS
from estimator.lists.opening import Opening
from estimator.locales import Words
from estimator.pages.advisor.lists.state import (
    FILE,
    GivenList,
    begin_list,
    forget_list,
    given_list,
)
from estimator.pages.blocks.html import heading, table
from estimator.pages.common.buttons import button, download, trying
from estimator.wording.columns import allowed_values

#: The picker takes an old Excel file too, so that it can be told what to do with it.
TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "ods", "parquet", "xls")
TEMPLATES = ("csv", "xlsx")
MOST_MEGABYTES = 100
EVERY = 0.5
"""Seconds between two looks at how far a list is."""


def show_upload(words: Words) -> GivenList | None:
    """Takes the file, and begins to read it; gives the list, if there is one."""
    st.html(heading(words("list_page.title"), "lists"))
    st.markdown(words("list_page.how", n=MOST_ROWS))
    with st.expander(words("list_page.looks"), key="columns"):
        st.markdown(words("list_page.looks.how"))
        with st.container(horizontal=True):
            for ending in TEMPLATES:
                name = f"template.{ending}"
                label, make = words(f"list_page.{name}"), partial(template, name)
                download(label, f"template_{ending}", make, name)
        st.html(columns_table(words))
    file = st.file_uploader(
        words("list_page.file"), TYPES, key=FILE, max_upload_size=MOST_MEGABYTES
    )
    given = given_list()
    if file is None:
        forget_list()
        return None
    if given is None or given.file_id != file.file_id:
        with trying(words, "read"):
            given = begin_list(file.file_id, Opening(file.getvalue(), file.name))
    return given


def columns_table(words: Words) -> Markup:
    """The columns of a list: their name, what stands in them, what each value means."""
    rows = [(name, words(f"field.{name}"), allowed_values(words, name)) for name in FIELDS]
    head = [words(f"list_page.columns.{it}") for it in ("name", "meaning", "values")]
    return table(words("list_page.columns"), head, rows, kind="columns")


def read_again(given: GivenList, sheet: str = "") -> None:
    """Reads the same file once more."""
    file = st.session_state[FILE]
    begin_list(given.file_id, Opening(file.getvalue(), file.name, sheet))


def show_progress(words: Words, at_work: Work, told: str, name: str) -> None:
    """How far it is, looked at again and again as long as something runs; `name` tells several
    apart that run at once."""
    st.fragment(progress, run_every=EVERY)(words, at_work, told, name)


def progress(words: Words, at_work: Work, told: str, name: str) -> None:
    """The share done, and a way to end it; `told` is the key of what is said meanwhile."""
    if at_work.over:
        st.rerun()
    now = words("list_page.waiting") if at_work.waiting else words(told, n=at_work.done)
    st.progress(at_work.progress, now)
    button(words, words("list_page.stop"), f"stop_{name}", at_work.cancel)


def show_stopped(words: Words, again: Callable[[], None], name: str) -> None:
    """Something was ended by the person: they may begin it again."""
    st.info(words("list_page.stopped"))
    button(words, words("list_page.again"), f"again_{name}", again)
