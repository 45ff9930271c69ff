"""What if: stop earlier, another pace, another kiné, each beside the year as it is planned.

Drawn in the answer's fragment: a change here reruns nothing else.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from markupsafe import Markup

from estimator.embed.presets import Presets
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import DAY, EUROS, Count
from estimator.engine.model.plan import CourseRefused, PlannedCourse, PlanResult
from estimator.engine.numbers.tables import Sheet
from estimator.engine.plan.what_if import (
    Kine,
    Planned,
    Variant,
    at_kine,
    paced,
    side_by_side,
    stopped,
)
from estimator.locales import Words
from estimator.pages.blocks.elements import Part, show
from estimator.pages.blocks.html import bullets, labelled, table
from estimator.pages.estimate.questions import PACES
from estimator.pages.forms import session
from estimator.pages.forms.form import NO, YES, Answer, Form
from estimator.pages.forms.widgets import draw_fold
from estimator.pages.year.household import held_under, remember
from estimator.wording.comparison import TOTALS
from estimator.wording.plan.courses import cost_cells
from estimator.wording.plan.what_if import (
    as_it_is,
    kine_name,
    paced_name,
    stopped_name,
    variant_sentences,
    what_if_notes,
)
from estimator.wording.refusals import refusal_sentence

PREFIX = "year_if_"
FOLD, SAME = "compare", "same"
COURSE, SESSIONS, PACE, KINE, SINCE, FEE = FIELDS = (
    "if_course", "if_sessions", "if_per_week", "if_kine", "if_since", "if_fee",
)  # fmt: skip
FIRST: dict[str, Answer] = {
    COURSE: "0", SESSIONS: None, PACE: SAME, KINE: SAME, SINCE: None, FEE: "",
}  # fmt: skip
#: Which question a refusal of the engine is about.
QUESTION_OF = {"sessions": SESSIONS, "since": SINCE, "fee": FEE}


def show_what_if(words: Words, plan: PlanResult, names: Sequence[str], sheet: Sheet) -> None:
    """The questions, and below them what each change comes to."""
    form = what_if_form(words, names)
    variants = list(variants_of(form, plan.planned)) if form.folds[0].items else []
    session.apply_choices({f"{PREFIX}{it}": to for it, to in form.choices.items()})
    expander = draw_fold(form, form.folds[0], partial(remember, PREFIX))
    if variants and not form.refused:
        with expander:
            show(compared(words, plan.planned, variants, sheet))


def what_if_form(words: Words, names: Sequence[str]) -> Form:
    """One question for each change; none is answered at first."""
    form = Form(words, FIRST, Presets(), held_under(PREFIX), PREFIX)
    with form.fold(FOLD, words("year.if"), FIELDS, words("year.if.what")):
        if len(names) > 1:
            form.select(COURSE, [str(place) for place in range(len(names))], names)
        form.number(SESSIONS)
        form.pick(PACE, (SAME, *PACES), "if_per_week")
        kine = form.pick(KINE, (SAME, YES, NO), "if_kine")
        if kine == NO:
            form.text(FEE)
        if kine != SAME:
            form.day(SINCE)
    return form


def variants_of(form: Form, courses: Planned) -> Iterator[tuple[str, Planned]]:
    """The changed plans by their names; notes an answer that can't be used."""
    answers, words = form.answers, form.words
    place = min(int(answers.get(COURSE, "0")), len(courses) - 1)
    number = place + 1
    try:
        if SESSIONS in answers:
            sessions = Count(1, courses[place].case.sessions).read("sessions", answers[SESSIONS])
            yield stopped_name(words, number, sessions), stopped(courses, place, sessions)
        if answers[PACE] != SAME:
            pace = int(answers[PACE])
            yield paced_name(words, number, pace), paced(courses, place, pace)
        if answers[KINE] != SAME:
            kine, since = kine_asked(form)
            yield kine_name(words, number, kine, since), at_kine(courses, place, kine, since)
    except InvalidAnswer as refusal:
        form.refuse(QUESTION_OF.get(refusal.field, COURSE), refusal_sentence(words, refusal))


def kine_asked(form: Form) -> tuple[Kine, date | None]:
    """The other kiné, and from which day on. Raises `InvalidAnswer`."""
    fee = EUROS.read("fee", form.answers[FEE]) if FEE in form.answers else None
    since = DAY.read("since", form.answers[SINCE]) if SINCE in form.answers else None
    return Kine(form.answers[KINE] == YES, fee), since


def compared(
    words: Words,
    courses: Sequence[PlannedCourse],
    changed: Sequence[tuple[str, Planned]],
    sheet: Sheet,
) -> Iterator[Part]:
    """What each change costs more or less, in sentences and side by side; whom to ask."""
    try:
        variants = side_by_side({as_it_is(words): courses, **dict(changed)}, sheet)
    except CourseRefused as refused:
        if not isinstance(refused.refusal, InvalidAnswer):
            raise
        yield bullets([refusal_sentence(words, refused.refusal)], "warning")
        return
    yield bullets(variant_sentences(words, variants)) + beside(words, variants)
    yield bullets(what_if_notes(words, variants), "warning")


def beside(words: Words, variants: Sequence[Variant]) -> Markup:
    """The amounts of each, in a table."""
    heads = [words(f"amount.{name}") for name in TOTALS]
    rows = [[it.name, *map(labelled, heads, cost_cells(words, it.result.costs))] for it in variants]
    return table(words("year.if.caption"), [words("year.if.head"), *heads], rows, kind="labelled")
