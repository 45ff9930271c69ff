"""HTML for what Streamlit has no widget for: real tables, lists, sentences with an amount in them.

Every text is escaped; only the tags written here are markup.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

COLUMN_HEAD = Markup('<th scope="col" role="columnheader">{}</th>')
ROW_HEAD = Markup('<th scope="row" role="rowheader">{}</th>')
CELL = Markup('<td role="cell">{}</td>')


def sentence_with(sentence: str, amount: str) -> Markup:
    """A sentence as a paragraph, the amount in it made to stand out."""
    before, _, after = sentence.partition(amount)
    return paragraph(Markup("{}<strong>{}</strong>{}").format(before, amount, after))


def paragraph(text: str, kind: str = "") -> Markup:
    """A paragraph; `kind` is its class."""
    return Markup('<p class="{}">{}</p>').format(kind, text)


def heading(text: str, anchor: str) -> Markup:
    """The heading of a part of the page, and the anchor to link to it."""
    return Markup('<h2 id="{}">{}</h2>').format(anchor, text)


def bullets(texts: Iterable[str], kind: str = "") -> Markup:
    """A list, one point a text."""
    points = Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup('<ul class="{}">{}</ul>').format(kind, points)


def link(address: str, text: str) -> Markup:
    """A link that opens beside the page, so that no answer is lost."""
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
        address, text
    )


def foreign(text: str, spoken: str, page: str) -> Markup:
    """A text in a language of its own, said so where the page is in another."""
    if spoken == page:
        return Markup("{}").format(text)
    return Markup('<span lang="{}">{}</span>').format(spoken, text)


def with_small_print(text: str, small: str) -> Markup:
    """A text, and below it another in smaller letters."""
    return Markup("{}<br><small>{}</small>").format(text, small)


def language_mark(language: str) -> Markup:
    """Nothing to see: tells page.js which language the document is in."""
    return Markup('<span data-page-language="{}" hidden></span>').format(language)


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    foot: Sequence[str] = (),
    kind: str = "",
) -> Markup:
    """A table that a screen reader can walk: caption, column heads, a head for every row.

    The roles are said outright, as they are lost where a style sheet lays a table out anew.
    """
    body = Markup("").join(_row(row) for row in rows)
    last = Markup('<tfoot role="rowgroup">{}</tfoot>').format(_row(foot)) if foot else Markup("")
    return Markup(
        '<table role="table" class="{}"><caption>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody>{}</table>'
    ).format(kind, caption, _cells(head, COLUMN_HEAD), body, last)


def _row(texts: Sequence[str]) -> Markup:
    return Markup('<tr role="row">{}{}</tr>').format(
        ROW_HEAD.format(texts[0]), _cells(texts[1:], CELL)
    )


def _cells(texts: Iterable[str], cell: Markup) -> Markup:
    return Markup("").join(cell.format(text) for text in texts)
