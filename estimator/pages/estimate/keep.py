"""Keep it: the written estimate, the table of the items, the next steps, and a link on request.

Files come by a plain form, from server/kept_files.py; it needs no server in particular, and leaves
nothing on it.
"""

from collections.abc import Iterator, Mapping

import streamlit as st
from markupsafe import Markup

from estimator.documents.kept_form import (
    ANSWERS,
    CALENDAR,
    EASY,
    FILE,
    ITEMS,
    KEEP,
    LARGE,
    PAGE,
    PAPER,
    PRACTICE_NAME,
    STEPS,
    TO_SIGN,
    still_unknown,
)
from estimator.documents.link import SHAPE, answers_query
from estimator.documents.steps import moments
from estimator.engine.model.payment import ASKED
from estimator.engine.next_steps import next_steps
from estimator.engine.ranges import KIND_OF_KINE, CostRange
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.pages.blocks.html import bullets, buttons, folded, heading, paragraph, to_copy
from estimator.pages.common.tariff_pages import subheading
from estimator.pages.estimate.payment_questions import another_pays
from estimator.pages.forms.form import UNKNOWN, YES, Form
from estimator.wording.comparison import KINDS


def keeping(words: Words, form: Form, own: CostRange) -> Iterator[Markup]:
    """What can be kept, and what it carries; the next steps to read here as well."""
    asked, page = query(words, form), f"{(st.context.url or '').rstrip('/')}/"
    sent = {ANSWERS: asked, PAGE: page}
    yield heading(words("keeping.heading"), "keep")
    if fields := still_unknown(words, form.unknown):
        yield paragraph(words("keeping.unknown", fields=fields))
    else:
        yield paragraph(words("keeping.paper.what"))
        yield buttons(KEEP, sent, FILE, files(words, form))
        signed = ".signed" if form.presets.practice.practice_name else ""
        title = words(f"papers.other{signed}")
        yield folded(title, other_papers(words, form, sent), "other-papers")
        yield folded(words("steps.heading"), steps_asked(words, form, own), "next-steps")
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
    else:
        for kind in KINDS:
            yield f"{ITEMS}.{kind}", words("keeping.table.of", kind=words(f"kind.{kind}"))
    yield STEPS, words("steps.paper")
    yield CALENDAR, words("steps.calendar")


def other_papers(words: Words, form: Form, sent: Mapping[str, str]) -> Markup:
    """The written estimate in large print and in easy words; from a practice, also to sign."""
    each = [(LARGE, words("papers.large")), (EASY, words("papers.easy"))]
    if name := form.presets.practice.practice_name:
        sent = {**sent, PRACTICE_NAME: name}
        each.append((TO_SIGN, words("papers.signed")))
    return paragraph(words("papers.other.what"), "aside") + buttons(KEEP, sent, FILE, each)


def steps_asked(words: Words, form: Form, own: CostRange) -> Markup:
    """What to ask before which session; where the kiné may be either, at the dearer one."""
    status = None if KIND_OF_KINE in form.unknown else form.answers[KIND_OF_KINE] == YES
    of = moments(words, next_steps(own.high, tariffs()), status)
    content = paragraph(words("steps.intro" if of else "steps.none"), "aside")
    for moment in of:
        content += subheading(moment.when) + bullets(moment.sentences)
    return content


def query(words: Words, form: Form) -> str:
    """The answers as they stand in an address, "I don't know" among them."""
    known = {field: plain(field, given) for field, given in form.answers.items()}
    return answers_query({**known, **dict.fromkeys(form.unknown, UNKNOWN)}, words.language)


def plain(field: str, given: str) -> str:
    """An answer as an address can hold it: an amount without the signs that people put around."""
    if field not in ASKED or SHAPE.fullmatch(given.strip()):
        return given
    return str(ASKED[field].read(given))
