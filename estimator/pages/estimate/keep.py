"""Keep it: the written estimate, the table of the items, and a link that is seen on request.

Files come by a plain form, from server/kept_files.py; it needs no server in particular, and leaves
nothing on it.
"""

from collections.abc import Iterator

import streamlit as st
from markupsafe import Markup

from estimator.documents.kept_form import ANSWERS, FILE, ITEMS, KEEP, PAGE, PAPER, still_unknown
from estimator.documents.link import SHAPE, answers_query
from estimator.engine.model.payment import ASKED
from estimator.engine.ranges import KIND_OF_KINE
from estimator.locales import Words
from estimator.pages.blocks.html import buttons, folded, heading, paragraph, to_copy
from estimator.pages.estimate.payment_questions import another_pays
from estimator.pages.forms.form import UNKNOWN, Form
from estimator.wording.comparison import KINDS


def keeping(words: Words, form: Form) -> Iterator[Markup]:
    """What can be kept, and what it carries."""
    asked, page = query(words, form), f"{(st.context.url or '').rstrip('/')}/"
    yield heading(words("keeping.heading"), "keep")
    if fields := still_unknown(words, form.unknown):
        yield paragraph(words("keeping.unknown", fields=fields))
    else:
        yield paragraph(words("keeping.paper.what"))
        yield buttons(KEEP, {ANSWERS: asked, PAGE: page}, FILE, files(words, form))
    yield paragraph(words("keeping.link.what"))
    own_link = to_copy(words("keeping.link.yours"), f"{page}?{asked}")
    yield folded(words("keeping.link"), own_link, "own-link")
    yield paragraph(words("keeping.print"), "aside")
    yield paragraph(words("page.limits"), "small")


def files(words: Words, form: Form) -> Iterator[tuple[str, str]]:
    """The files by their names and words; where the kiné may be either, a table for each. A table
    has the amounts of the mutuality: none where another pays."""
    yield PAPER, words("keeping.paper")
    if another_pays(form):
        return
    if KIND_OF_KINE not in form.unknown:
        yield ITEMS, words("keeping.table")
        return
    for kind in KINDS:
        yield f"{ITEMS}.{kind}", words("keeping.table.of", kind=words(f"kind.{kind}"))


def query(words: Words, form: Form) -> str:
    """The answers as they stand in an address, "I don't know" among them."""
    known = {field: plain(field, given) for field, given in form.answers.items()}
    return answers_query({**known, **dict.fromkeys(form.unknown, UNKNOWN)}, words.language)


def plain(field: str, given: str) -> str:
    """An answer as an address can hold it: an amount without the signs that people put around."""
    if field not in ASKED or SHAPE.fullmatch(given.strip()):
        return given
    return str(ASKED[field].read(given))
