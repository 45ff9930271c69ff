"""The answers about the household, as the file and the link of a plan tell them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from estimator.documents.plan_file import HOUSEHOLD, Told
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.plan.answers import COUNTED, household_in
from estimator.environment import clock
from estimator.pages.estimate.maf import read_counted
from estimator.pages.forms.first_answers import FIRST_ANSWERS
from estimator.pages.forms.form import NO, YES
from estimator.pages.forms.year_courses import (
    ABOUT_HOUSEHOLD,
    YearCourse,
    household,
    set_household,
)

BAND, BIM, COUNTED_SO_FAR = ABOUT_HOUSEHOLD


def household_told(year: int) -> Told:
    """What was answered about the household, `year` being the first of the plan; nothing where
    nothing was. An amount that can't be read is left out."""
    given = household()
    if BAND not in given or BIM not in given:
        return {}
    told: dict[str, Any] = {"income_band": int(given[BAND]) + 1, "bim": given[BIM] == YES}
    with suppress(InvalidAnswer):
        if counted := read_counted(given.get(COUNTED_SO_FAR, "")):
            told[COUNTED] = {str(year): str(counted)}
    return told


def open_household(told: Told, found: Sequence[YearCourse]) -> None:
    """Puts what a plan says about its household in the place of the answers of the page; where it
    says nothing, those of another household must not stay."""
    answers = answers_of(told, found)
    if answers or household():
        bim = YES if any(it.answers.get("bim") == YES for it in found) else NO
        first = {BAND: str(FIRST_ANSWERS[BAND]), BIM: bim, COUNTED_SO_FAR: ""}
        set_household({**first, **answers})


def answers_of(told: Told, found: Sequence[YearCourse]) -> Mapping[str, str]:
    """The household of a plan as the page asks for it; nothing where it can't be used."""
    try:
        given = household_in({HOUSEHOLD: told.get(HOUSEHOLD)})
    except InvalidAnswer:
        return {}
    if given is None:
        return {}
    today = clock.today().isoformat()
    first = min(it.answers.get("start", today) for it in found)[:4]
    counted = next((it for year, it in given.counted.items() if str(year) == first), "")
    return {
        BAND: str(given.income_band),
        BIM: YES if given.bim else NO,
        COUNTED_SO_FAR: str(counted),
    }
