"""The maximum à facturer, folded away: what this course adds to the household's counter."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from estimator.engine.both_kinds import CostRange
from estimator.engine.maf import MafYear, bands, maf_years
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS
from estimator.engine.model.tariff_book import TariffBook
from estimator.environment import clock
from estimator.locales import Words
from estimator.pages.common.html import bullets, paragraph
from estimator.pages.forms.form import Form
from estimator.wording.ranges import end_name
from estimator.wording.refusals import refusal_sentence

FOLD, BAND, COUNTED = "maf", "maf_band", "maf_counted"
QUESTIONS = (BAND, COUNTED)


def maf_form(form: Form, book: TariffBook) -> Form:
    """Two questions about the household, beside the form of the course."""
    words, start = form.words, form.held_in("start")
    maf = Form(words, form.first_answers, form.presets, form.held)
    names = band_names(words, book, (start if isinstance(start, date) else clock.today()).year)
    with maf.fold(FOLD, words("maf.heading"), QUESTIONS, words("maf.what")):
        maf.select(BAND, [str(place) for place in range(len(names))], names)
        counted = maf.text(COUNTED)
        maf.hint(COUNTED)
    try:
        read_counted(counted)
    except InvalidAnswer as refusal:
        maf.refuse(COUNTED, refusal_sentence(words, refusal))
    return maf


def read_counted(given: str) -> Decimal:
    """What was counted before; nothing given is nothing counted."""
    return EUROS.read(COUNTED, given) if given.strip() else Decimal(0)


def counter(maf: Form, own: CostRange, book: TariffBook) -> Markup:
    """What the course adds to the household's counter; nothing where an answer won't do."""
    if maf.refused:
        return Markup()
    band, counted = int(maf.answers[BAND]), read_counted(maf.answers.get(COUNTED, ""))
    told = counters(maf.words, own, band, counted, book)
    return told + paragraph(maf.words("maf.not_counted"), "aside")


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
    """The counter year by year; of a range, at both ends."""
    ends, told = own.ends, Markup("")
    for end in ends:
        if len(ends) > 1:
            told += paragraph(end_name(words, end), "end")
        years = maf_years(end.result, band, counted, book)
        told += bullets(year_line(words, year) for year in years)
    return told


def year_line(words: Words, year: MafYear) -> str:
    """What the course adds in a year, and how far the ceiling still is."""
    key = "maf.reached" if year.above else "maf.below"
    return words(key, **year._asdict())
