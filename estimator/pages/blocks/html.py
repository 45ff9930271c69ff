"""HTML for what Streamlit has no widget for: real tables, lists, sentences with an amount in them.

Every text is escaped; only the tags written here are markup. They are put together by f-strings,
as a page has hundreds, and Markup's own `format` takes ten times as long.
"""
# ruff: noqa: S704 - each value is escaped where it stands

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

COLUMN_HEAD = '<th scope="col" role="columnheader">', "</th>"
ROW_HEAD = '<th scope="row" role="rowheader">', "</th>"
CELL = '<td role="cell">', "</td>"
POINT = "<li>", "</li>"


def sentence_with(sentence: str, amount: str, kind: str = "") -> Markup:
    """A sentence as a paragraph, the amount in it made to stand out; `kind` is its class."""
    before, _, after = sentence.partition(amount)
    told = Markup(f"{escape(before)}<strong>{escape(amount)}</strong>{escape(after)}")
    return paragraph(told, kind)


def paragraph(text: str, kind: str = "") -> Markup:
    """A paragraph; `kind` is its class."""
    return Markup(f'<p class="{escape(kind)}">{escape(text)}</p>')


def heading(text: str, anchor: str) -> Markup:
    """The heading of a part of the page, and the anchor to link to it."""
    return Markup(f'<h2 id="{escape(anchor)}">{escape(text)}</h2>')


def bullets(texts: Iterable[str], kind: str = "") -> Markup:
    """A list, one point a text."""
    return Markup(f'<ul class="{escape(kind)}">{_each(texts, POINT)}</ul>')


def link(address: str, text: str) -> Markup:
    """A link that opens beside the page, so that no answer is lost."""
    target = 'target="_blank" rel="noopener noreferrer"'
    return Markup(f'<a href="{escape(address)}" {target}>{escape(text)}</a>')


def foreign(text: str, spoken: str, page: str) -> Markup:
    """A text in a language of its own, said so where the page is in another."""
    if spoken == page:
        return escape(text)
    return Markup(f'<span lang="{escape(spoken)}">{escape(text)}</span>')


def in_every_language(texts: Mapping[str, str]) -> Markup:
    """A heading that says the same in each language, a line each."""
    lines = (f'<span lang="{escape(each)}">{escape(text)}</span>' for each, text in texts.items())
    return Markup(f'<h1 class="languages">{"<br>".join(lines)}</h1>')


def labelled(name: str, text: str) -> Markup:
    """A cell with the name of its column beside it, shown where there is no room for the heads.
    A screen reader has the head already: it isn't told twice."""
    told_already = f'<span class="label" aria-hidden="true">{escape(name)}</span>'
    return Markup(f"{told_already} <span>{escape(text)}</span>")


def beside(theirs: str, ours: str, kind: str = "") -> Markup:
    """What a person wrote, and what we say to it; `kind` is the class of the latter."""
    first = f'<span class="theirs">{escape(theirs)}</span>'
    return Markup(f'{first} <span class="{escape(kind)}">{escape(ours)}</span>')


def with_small_print(text: str, small: str) -> Markup:
    """A text, and below it another in smaller letters."""
    return Markup(f"{escape(text)}<br><small>{escape(small)}</small>")


def folded(summary: str, content: str, anchor: str, *, opened: bool = False) -> Markup:
    """What opens on request, with its heading; page.js keeps it open when it is drawn anew."""
    within = f"<summary>{escape(summary)}</summary>{escape(content)}"
    return Markup(f'<details id="{escape(anchor)}"{" open" * opened}>{within}</details>')


def buttons(
    action: str, sent: Mapping[str, str], name: str, each: Iterable[tuple[str, str]]
) -> Markup:
    """Buttons that send what goes with all of them, and each its own value under a name."""
    fields = "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">'
        for key, value in sent.items()
    )
    to_press = "".join(
        f'<button name="{escape(name)}" value="{escape(value)}">{escape(text)}</button>'
        for value, text in each
    )
    return Markup(f'<form method="post" action="{escape(action)}">{fields}{to_press}</form>')


def to_copy(label: str, text: str) -> Markup:
    """A text in a field that can't be changed, to copy from."""
    field = f'<input type="text" readonly value="{escape(text)}">'
    return Markup(f"<label>{escape(label)}{field}</label>")


def language_mark(language: str) -> Markup:
    """Nothing to see: tells page.js which language the document is in."""
    return Markup(f'<span data-page-language="{escape(language)}" hidden></span>')


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
    last = f'<tfoot role="rowgroup">{_row(foot)}</tfoot>' if foot else ""
    return Markup(
        f'<table role="table" class="{escape(kind)}"><caption>{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{_each(head, COLUMN_HEAD)}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(map(_row, rows))}</tbody>{last}</table>'
    )


def _row(texts: Sequence[str]) -> str:
    return f'<tr role="row">{_each(texts[:1], ROW_HEAD)}{_each(texts[1:], CELL)}</tr>'


def _each(texts: Iterable[str], tags: tuple[str, str]) -> str:
    """Every text, escaped, between its tags."""
    before, after = tags
    return "".join([f"{before}{escape(text)}{after}" for text in texts])
