"""The maximum à facturer, folded away: what this course adds to the household's counter."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from estimator.engine.maf import bands, maf_years
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.ranges import CostRange
from estimator.environment import clock
from estimator.locales import Words
from estimator.pages.blocks.html import bullets, paragraph
from estimator.pages.forms.form import Form
from estimator.wording.amounts import end_name
from estimator.wording.refusals import refusal_sentence

FOLD, BAND, COUNTED = "maf", "maf_band", "maf_counted"
QUESTIONS = (BAND, COUNTED)


def maf_form(form: Form, book: TariffBook) -> Form:
    """Two questions about the household, beside the form of the course."""
    words, start = form.words, form.held_in("start")
    maf = Form(words, form.first_answers, form.presets, form.held)
    names = band_names(words, book, (start if isinstance(start, date) else clock.today()).year)
    with maf.fold(FOLD, words("maf.heading"), QUESTIONS, words("maf.what")):
        ask_counter(maf, names)
    return maf


def ask_counter(form: Form, names: Sequence[str], between: Sequence[str] = ()) -> None:
    """The income band, further questions, and what was counted before."""
    form.select(BAND, [str(place) for place in range(len(names))], names)
    for field in between:
        form.pick(field)
    counted = form.text(COUNTED)
    form.hint(COUNTED)
    try:
        read_counted(counted)
    except InvalidAnswer as refusal:
        form.refuse(COUNTED, refusal_sentence(form.words, refusal))


def read_counted(given: str) -> Decimal:
    """What was counted before; nothing given is nothing counted."""
    return EUROS.read(COUNTED, given) if given.strip() else Decimal(0)


def counter(maf: Form, own: CostRange, book: TariffBook) -> Markup:
    """What the course adds to the household's counter; nothing while an answer is refused."""
    if maf.refused:
        return Markup()
    counted = read_counted(maf.answers.get(COUNTED, ""))
    return counters(maf.words, own, int(maf.answers[BAND]), counted, book)


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


def counters(words: Words, own: CostRange, band: int, counted: Decimal, book: TariffBook) -> Markup:
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
