"""The ceiling of the household (MAF): a few questions, folded away, and the counter by month.

Drawn in the answer's fragment: a change here reruns nothing else.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from string import ascii_uppercase

import streamlit as st
from markupsafe import Markup

from estimator.embed.presets import Presets
from estimator.engine.model.plan import PlanResult
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.plan.household import Household, HouseholdYear, household_years
from estimator.locales import Words
from estimator.pages.blocks.elements import Chart, Part, show
from estimator.pages.blocks.html import bullets, folded, labelled, table
from estimator.pages.blocks.month_chart import month_spec, month_table
from estimator.pages.common.tariff_pages import subheading
from estimator.pages.estimate.maf import ask_counter, band_names, read_counted
from estimator.pages.forms import session
from estimator.pages.forms.first_answers import FIRST_ANSWERS
from estimator.pages.forms.form import NO, YES, Form
from estimator.pages.forms.widgets import draw_fold
from estimator.pages.forms.year_courses import ABOUT_HOUSEHOLD, HOUSEHOLD
from estimator.wording.plan.maf import counter_head, counter_rows, household_notes, year_sentences

FOLD = "maf"
BAND, BIM, COUNTED = ABOUT_HOUSEHOLD


def show_household(words: Words, plan: PlanResult, book: TariffBook) -> None:
    """The questions, and below them the counter of every year of the plan."""
    form = household_form(words, plan, book)
    (fold,) = form.folds
    session.apply_choices({f"{HOUSEHOLD}{it}": to for it, to in form.choices.items()})
    expander = draw_fold(form, fold, partial(remember, HOUSEHOLD))
    if fold.items and not form.refused:
        with expander:
            show(counters(words, household_years(plan, household_of(form, plan), book)))


def remember(prefix: str, field: str, options: tuple[str, ...]) -> None:
    """Called when an answer changes; Streamlit then reruns the fragment around it."""
    session.remember_wish(f"{prefix}{field}", options)


def household_form(words: Words, plan: PlanResult, book: TariffBook) -> Form:
    """The income, the status and what was counted so far in the first year of the plan."""
    bim = any(course.case.bim for course in plan.planned)
    first = {
        BAND: FIRST_ANSWERS[BAND],
        BIM: YES if bim else NO,
        COUNTED: FIRST_ANSWERS[COUNTED],
    }
    form = Form(words, first, Presets(), held_under(HOUSEHOLD), HOUSEHOLD)
    names = band_names(words, book, min(plan.by_year))
    label = words("year.household")
    with form.fold(FOLD, label, ABOUT_HOUSEHOLD, words("year.household.what")):
        ask_counter(form, names, between=(BIM,))
    return form


def held_under(prefix: str) -> dict[str, object]:
    """What the widgets with a prefix hold, by field."""
    state = st.session_state.to_dict().items()
    return {str(key).removeprefix(prefix): it for key, it in state if str(key).startswith(prefix)}


def household_of(form: Form, plan: PlanResult) -> Household:
    """The household as the engine takes it."""
    counted = read_counted(form.answers.get(COUNTED, ""))
    return Household(
        income_band=int(form.answers[BAND]),
        bim=form.answers[BIM] == YES,
        counted={min(plan.by_year): counted},
    )


def counters(words: Words, years: Sequence[HouseholdYear]) -> Iterator[Part]:
    """Each year in sentences, as a chart and as a table; then what counts and what doesn't."""
    for year in years:
        yield subheading(str(year.year)) + bullets(year_sentences(words, year))
    yield chart(words, years)
    for year in years:
        yield counter_figures(words, year)
    yield bullets(household_notes(words, years))


def chart(words: Words, years: Sequence[HouseholdYear]) -> Chart:
    """What is left to pay and what comes back above the ceiling, month by month."""
    months = [month for year in years for month in year.shares.months]
    reached = [it.month for year in years for it in year.shares.reached]
    names = [
        f"{letter} · {words(f'year.part.{part}')}"
        for letter, part in zip(ascii_uppercase, ("left", "back"), strict=False)
    ]
    return Chart(
        month_table(months, names, dict.fromkeys(reached, words("year.ceiling"))),
        month_spec(words.language),
        words("year.household.chart_alt"),
    )


def counter_figures(words: Words, year: HouseholdYear) -> Markup:
    """The chart as a table; where nobody knows how a part counts, both ways."""
    head = counter_head(words)
    content = Markup("")
    ways = {"caption": year.shares, "caption_counted": year.with_reduction}
    for name, counter in ways.items() if year.open else [("caption", year.shares)]:
        rows = ([row[0], *map(labelled, head[1:], row[1:])] for row in counter_rows(words, counter))
        caption = words(f"year.household.{name}", year=year.year)
        content += table(caption, head, rows, kind="labelled")
    return folded(
        words("year.household.caption", year=year.year), content, f"household-{year.year}"
    )
