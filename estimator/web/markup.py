"""HTML for what Streamlit has no widget for: real tables, lists, sentences with an amount in them.

Every text is escaped; only the tags written here are markup.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

COLUMN_HEAD = '<th scope="col" role="columnheader">', "</th>"
ROW_HEAD = '<th scope="row" role="rowheader">', "</th>"
CELL = '<td role="cell">', "</td>"
POINT = "<li>", "</li>"


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
    return Markup('<ul class="{}">{}</ul>').format(kind, _each(texts, POINT))


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


def labelled(name: str, text: str) -> Markup:
    """A cell with the name of its column beside it, shown where there is no room for the heads.
    A screen reader has the head already: it isn't told twice."""
    return Markup('<span class="label" aria-hidden="true">{}</span> <span>{}</span>').format(
        name, text
    )


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
    body = Markup("".join(map(_row, rows)))  # noqa: S704 - each row is escaped
    last = Markup('<tfoot role="rowgroup">{}</tfoot>').format(_row(foot)) if foot else Markup("")
    return Markup(
        '<table role="table" class="{}"><caption>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody>{}</table>'
    ).format(kind, caption, _each(head, COLUMN_HEAD), body, last)


def _row(texts: Sequence[str]) -> Markup:
    head, cells = _each(texts[:1], ROW_HEAD), _each(texts[1:], CELL)
    return Markup(f'<tr role="row">{head}{cells}</tr>')  # noqa: S704 - both parts are escaped


def _each(texts: Iterable[str], tags: tuple[str, str]) -> Markup:
    """Every text, escaped, between its tags; joined by hand, as a page has hundreds of cells."""
    before, after = tags
    return Markup("".join(f"{before}{escape(text)}{after}" for text in texts))  # noqa: S704
