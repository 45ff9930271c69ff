"""The situation codes of the electronic agreement: a condition as the kiné names it to the insurer.

A code stands for the group that prices it. Two groups are no pathology: the day hospital, where the
place decides, and the consultative exam, which is no course.
"""

import re
from collections.abc import Mapping
from typing import Any

from estimator.engine.model.case import FIELDS, Case, Pathology, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.tariff_book import Situation, TariffBook

PATHOLOGY, SETTING = "pathology", "setting"
#: Never the name of a group, which has no dash.
SITUATION_CODE = re.compile("[a-z]+(-[a-z0-9]+)+")
LONGEST_QUERY = 100
"""Characters of a search for a situation."""
EXAM = "consultative_exam"
#: What the code of a situation may lead to.
GROUPS = (*Pathology, Setting.DAY_HOSPITAL, EXAM)
#: The first condition of a year that is treated as a common one, and the ones after it.
COMMON_FIRST, COMMON_LATER = "physiotherapy-common-1", "physiotherapy-common-2-and-more"
#: The types of the electronic agreement.
AGREEMENTS = (
    COMMON_FIRST,
    COMMON_LATER,
    "physiotherapy-fa",
    "physiotherapy-fb",
    "physiotherapy-e",
    "physiotherapy-eb",
    "physiotherapy-maternity",
    "physiotherapy-palliative",
    "physiotherapy-day-hospitalization",
    "physiotherapy-consultative-review",
)


def answers_of_condition(given: object, known: Mapping[str, Situation]) -> dict[str, Any]:
    """The answers of a case that an answer to `pathology` gives: a group, or a situation code of
    `known`, which also gives the `situation`, and the setting where the place decides.

    Raises `InvalidAnswer`, also for the code of an exam, which is no course of sessions.
    """
    situation = known.get(str(given).strip().lower())
    if situation is None:
        return {PATHOLOGY: FIELDS[PATHOLOGY].read(given)}
    if situation.group == EXAM:
        raise InvalidAnswer(PATHOLOGY, given=given, reason="exam", allowed=tuple(Pathology))
    if situation.group == Setting.DAY_HOSPITAL:
        place = {SETTING: Setting.DAY_HOSPITAL}
        return {PATHOLOGY: Pathology.CURRENT, "situation": situation} | place
    return {PATHOLOGY: Pathology(situation.group), "situation": situation}


def check_place(setting: Setting, decided: Setting | None) -> None:
    """Refuses a setting other than the one that a situation code has decided."""
    if decided is not None and setting is not decided:
        raise InvalidAnswer(SETTING, given=setting, reason="place_of_code", allowed=(decided,))


def agreements_of(case: Case, book: TariffBook) -> tuple[str, ...]:
    """The types of agreement that a case may need: one, or several where its answers don't tell.

    Nobody is asked whether a common condition is the first of the year.
    """
    if case.situation:
        found: tuple[str, ...] = (case.situation.agreement,)
    else:
        in_day_hospital = case.setting is Setting.DAY_HOSPITAL
        found = book.agreements.get(case.setting if in_day_hospital else case.pathology, ())
    return (COMMON_FIRST, COMMON_LATER) if COMMON_FIRST in found else found


def query_from(field: str, given: object) -> str:
    """The words of a search for a situation. Raises `InvalidAnswer` for none, and for too many."""
    text = " ".join(str(given).split())
    if not text:
        raise InvalidAnswer(field, given="", reason="no_words")
    if len(text) > LONGEST_QUERY:
        raise InvalidAnswer(field, given=text, reason="long_search", allowed=(LONGEST_QUERY,))
    return text
