"""Situation codes in the column of the pathology, of which some also decide the setting."""

from typing import Any

import numpy as np

from estimator.engine.model.case import Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.situations import PATHOLOGY, SETTING, check_place
from estimator.lists.values.columns_read import ColumnRead

Read = dict[str, ColumnRead]


def with_groups(read: Read) -> Read:
    """The columns with the group in the place of what `answers_of_condition` found, and the setting
    where that decides it."""
    conditions = read[PATHOLOGY]
    groups = conditions._replace(values=[it and it[PATHOLOGY] for it in conditions.values])
    decided = [it and it.get(SETTING) for it in conditions.values]
    settings = read[SETTING]
    for place in {*decided} - {None}:
        here = np.array([it is place for it in decided])[conditions.code]
        settings = placed(settings, here, place)
    return read | {PATHOLOGY: groups, SETTING: settings}


def placed(settings: ColumnRead, here: Any, place: Setting) -> ColumnRead:
    """The settings, with the one that a code decides in the rows that are `here`: each value stands
    twice, first as it is in these rows."""
    pairs = zip(settings.values, settings.refused, strict=True)
    values, refused = zip(*(decided_value(*pair, place) for pair in pairs), strict=True)
    size = len(values)
    code = np.where(settings.code < 0, size - 1, settings.code) + np.where(here, 0, size)
    return ColumnRead(
        code.astype(settings.code.dtype),
        [*values, *settings.values],
        [*refused, *settings.refused],
    )


def decided_value(
    setting: Setting | None, refusal: InvalidAnswer | None, place: Setting
) -> tuple[Setting | None, InvalidAnswer | None]:
    """What a setting is where a code decides the place, or why it can't be used."""
    if refusal is None and setting is not None:
        try:
            check_place(setting, place)
        except InvalidAnswer as other:
            return None, other
    return (None, refusal) if refusal else (place, None)
