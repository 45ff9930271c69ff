"""What is wrong in a list: each kind of error, where it stands, what would do."""

import streamlit as st

from estimator.lists.errors.groups import Kind, correction_of
from estimator.lists.jobs import Job
from estimator.locales import Words
from estimator.pages.blocks.html import labelled, paragraph, table

MOST_KINDS = 20
COLUMNS = ("rows", "lines", "example")
NO_EXAMPLE = "–"


def show_errors(words: Words, job: Job) -> None:
    """The kinds of errors, those of most rows first; the file has them row by row."""
    kinds = job.kinds
    if not kinds:
        return
    heads = [words(f"list_mend.kinds.{name}") for name in COLUMNS]
    rows = [
        [kind.sentence, *map(labelled, heads, cells_of(words, kind))] for kind in kinds[:MOST_KINDS]
    ]
    head = [words("list_mend.kinds.what"), *heads]
    told = table(words("list_mend.kinds"), head, rows, kind="kinds labelled")
    if (more := len(kinds) - MOST_KINDS) > 0:
        told += paragraph(words("list_mend.kinds.more", n=more))
    st.html(told + paragraph(words("advisor.errors.where")))


def cells_of(words: Words, kind: Kind) -> tuple[str, str, str]:
    """How many rows, the lines of the first, what could stand there."""
    lines = ", ".join(map(words.shown, kind.lines))
    more = " …" if kind.rows > len(kind.lines) else ""
    return words.shown(kind.rows), f"{lines}{more}", correction_of(words, kind) or NO_EXAMPLE
