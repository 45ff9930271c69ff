"""What was read how, before a list is estimated: some rows, theirs beside ours."""

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from estimator.engine.model.case import FIELDS
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.lists.values.preview import PreviewCell, PreviewRow, preview
from estimator.locales import Words
from estimator.pages.advisor.lists.asking import Asking
from estimator.pages.advisor.lists.meaning_words import said_of_all, shortened
from estimator.pages.blocks.html import beside, bullets, labelled, paragraph, table

START = "start"
MOST_IN_LINE = 8
"""Columns that have room beside each other; with more of them each row is a card."""
NOTHING = "–"


def show_preview(asking: Asking) -> None:
    """Rows that show how each column is read, and what holds where the list says nothing."""
    words, given, look, first = asking
    if words.language not in given.previews:
        situations = tariffs().book.situations
        given.previews[words.language] = preview(first.rows, look.columns, words, situations)
    rows = given.previews[words.language]
    own = filled_columns(rows)
    shown = [paragraph(words("list_mend.read.how"))]
    if own:
        shown.append(rows_read(words, rows, own, first.lines))
    if beyond := [*said_besides(asking, rows)]:
        shown.append(bullets(beyond))
    st.html(Markup().join(shown))


def filled_columns(rows: Sequence[PreviewRow]) -> list[str]:
    """The columns in which any of the rows says something."""
    names = rows[0].cells if rows else ()
    return [own for own in names if any(says_something(row.cells[own]) for row in rows)]


def says_something(cell: PreviewCell) -> bool:
    """Whether anything stands in a cell, or should."""
    return bool(cell.theirs or cell.ours)


def rows_read(
    words: Words, rows: Sequence[PreviewRow], own: Sequence[str], lines: Sequence[int]
) -> Markup:
    """The rows as a table, or as cards."""
    head = [words("list_mend.line"), *own]
    cells = [
        [words("list_mend.line.of", line=line_of(row, lines)), *cells_read(words, row.cells, own)]
        for row in rows
    ]
    kind = "read labelled" if len(own) <= MOST_IN_LINE else "read cards labelled"
    return table(words("list_mend.read"), head, cells, kind=kind)


def line_of(row: PreviewRow, lines: Sequence[int]) -> int:
    """The line of a row in the file; in Parquet, which has none, the first row is 1."""
    return lines[row.place] if lines else row.place + 1


def cells_read(
    words: Words, cells: Mapping[str, PreviewCell], own: Sequence[str]
) -> Iterator[Markup]:
    """The cells of a row, each with the name of its column."""
    for name in own:
        yield labelled(name, cell_read(words, cells[name]))


def cell_read(words: Words, cell: PreviewCell) -> str:
    """What stands in a cell beside what we understand, or why it can't be used."""
    if not says_something(cell):
        return NOTHING
    theirs = shortened(cell.theirs) or words("list_errors.empty")
    if cell.refused:
        return beside(theirs, words("list_mend.refused", why=cell.ours), "refused")
    return beside(theirs, words("list_mend.as", value=cell.ours))


def said_besides(asking: Asking, rows: Sequence[PreviewRow]) -> Iterator[str]:
    """What holds where the list says nothing."""
    words, _, look, _ = asking
    own, today = look.columns.sources(), clock.today()
    if START in own:
        if any(not says_something(row.cells[own[START]]) for row in rows):
            yield words("list_mend.start.empty", column=own[START], day=today)
    elif START not in look.columns.everywhere:
        yield words("list_mend.start.none", day=today)
    yield from said_of_all(words, look.columns)
    others = [column for name, column in own.items() if name in FIELDS and name != START]
    if any(not says_something(row.cells[column]) for row in rows for column in others):
        yield words("list_mend.usual")
