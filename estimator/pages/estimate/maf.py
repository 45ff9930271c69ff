"""The maximum à facturer, folded away: what this course adds to the household's counter."""

from collections.abc import Hashable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from estimator.engine.answers import read_euros
from estimator.engine.both_kinds import Prospect
from estimator.engine.maf import bands, maf_years
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Words
from estimator.pages.common.elements import Piece, Ready
from estimator.pages.common.html import bullets, paragraph
from estimator.pages.estimate.standing import Standing, draw
from estimator.pages.forms.form import Form
from estimator.pages.forms.silent_form import SilentForm
from estimator.wording.amounts import end_name
from estimator.wording.refusals import refusal_sentence

FOLD, COUNTED = "maf", "maf_counted"
QUESTIONS = ("maf_band", COUNTED)


class Counter(NamedTuple):
    """The counter as it was drawn: the questions, and the pieces among them."""

    outline: list[Hashable]
    pieces: list[Standing]


def show_maf(form: Form, own: Prospect, book: TariffBook) -> Counter | None:
    """The questions, and the counter year by year; nothing while the part is folded away."""
    with form.folded(FOLD, form.words("maf.heading"), QUESTIONS) as drawn:
        return Counter(form.outline, draw(told_maf(form, own, book))) if drawn else None


def retold_maf(
    form: SilentForm, own: Prospect, book: TariffBook, drawn: Counter | None
) -> list[Piece] | None:
    """The pieces as they would be drawn now, none while the part is folded away; None where the
    questions would look different."""
    with form.folded(FOLD, "", QUESTIONS):
        if not form.in_use(FOLD, QUESTIONS):
            return []
        pieces = [*told_maf(form, own, book)]
    # Among the same questions stand as many pieces: none may take the place of a question.
    return pieces if drawn and form.outline == drawn.outline else None


def told_maf(form: Form, own: Prospect, book: TariffBook) -> Iterator[Piece]:
    """What the counter is, two questions, and what the course adds to it."""
    words = form.words
    yield Ready(paragraph(words("maf.what")))
    names = band_names(words, book, own.low.case.start.year)
    options = [str(place) for place in range(len(names))]
    form.outline.append(tuple(names))
    band = form.select("maf_band", options, lambda option: names[int(option)])
    counted = read_counted(form)
    if counted is not None:
        yield Ready(counters(words, own, int(band), counted, book))


def band_names(words: Words, book: TariffBook, year: int) -> list[str]:
    """The income bands of a year by their bounds."""
    bounds = [band.income_up_to for band in bands(book, year)]
    between = [
        words("maf.band.between", low=low, high=high)
        for low, high in pairwise(bounds)
        if low is not None and high is not None
    ]
    first, last = bounds[0] or Decimal(0), bounds[-2] or Decimal(0)
    return [words("maf.band.first", high=first), *between, words("maf.band.last", low=last)]


def read_counted(form: Form) -> Decimal | None:
    """What was counted before; nothing given is nothing counted, None while it won't do."""
    given = form.text(COUNTED)
    form.hint(COUNTED)
    if not given.strip():
        return Decimal(0)
    try:
        return read_euros(COUNTED, given)
    except InvalidAnswer as refusal:
        form.refuse(COUNTED, refusal_sentence(form.words, refusal))
        return None


def counters(words: Words, own: Prospect, band: int, counted: Decimal, book: TariffBook) -> Markup:
    """What the course adds to the counter each year and how far the ceiling is; for a range, at
    both ends."""
    ends, content = own.ends, Markup("")
    for end in ends:
        if len(ends) > 1:
            content += paragraph(end_name(words, end), "end")
        content += bullets(
            words("maf.reached" if year.above else "maf.below", **year._asdict())
            for year in maf_years(end.result, band, counted, book)
        )
    return content + paragraph(words("maf.not_counted"), "aside")
