"""Keep it: the written estimate, the table of the items, and a link, each on request only.

Files come by a plain form, from web/kept_files.py: that needs no server in particular, and leaves
nothing on it.
"""

from collections.abc import Iterator

import streamlit as st
from markupsafe import Markup

from estimator.engine.prospects import STATUS
from estimator.keep.link import answers_query
from estimator.locales import Words
from estimator.web.answer import KINDS
from estimator.web.form import UNKNOWN, Form
from estimator.web.kept_files import ANSWERS, FILE, ITEMS, KEEP, PAPER, still_unknown
from estimator.web.markup import folded, form, heading, link, paragraph


def keeping(words: Words, answers: Form) -> Iterator[Markup]:
    """What can be kept, and what it carries."""
    asked = query(words, answers)
    yield heading(words("keeping.heading"), "keep")
    if fields := still_unknown(words, answers.unknown):
        yield paragraph(words("keeping.unknown", fields=fields))
    else:
        yield paragraph(words("keeping.paper.what"))
        yield form(KEEP, {ANSWERS: asked}, FILE, files(words, answers))
    yield paragraph(words("keeping.link.what"))
    address = f"{(st.context.url or '').rstrip('/')}/?{asked}"
    yield folded(words("keeping.link"), paragraph(link(address, address), "address"), "own-link")
    yield paragraph(words("keeping.print"), "aside")
    yield paragraph(words("page.limits"), "small")


def files(words: Words, answers: Form) -> Iterator[tuple[str, str]]:
    """The files by their names and words; where the kiné may be either, a table for each."""
    yield PAPER, words("keeping.paper")
    if STATUS not in answers.unknown:
        yield ITEMS, words("keeping.table")
        return
    for kind in KINDS:
        yield f"{ITEMS}.{kind}", words("keeping.table.of", kind=words(f"kind.{kind}"))


def query(words: Words, answers: Form) -> str:
    """The answers as they stand in an address, "I don't know" among them."""
    unknown = dict.fromkeys(answers.unknown, UNKNOWN)
    return answers_query({**answers.answers, **unknown}, words.language)
