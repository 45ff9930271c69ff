"""Why a row can't be estimated, in the same words as for a single case."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from estimator.engine.answers import found_case
from estimator.engine.estimate import estimate
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.numbers.batch import Ints
from estimator.engine.numbers.tables import Sheet
from estimator.lists.columns_read import ColumnRead
from estimator.lists.columns_written import NO_TEXT, texts_column
from estimator.locales import Words
from estimator.wording.refusals import contract_refusal

Found = Mapping[str, Any]


def error_column(
    read: Mapping[str, ColumnRead], usable: Any, sheet: Sheet, words: Words, usual: Found
) -> Any:
    """The first refusal of each unusable row, in the contract's order; `usual` are the defaults."""
    if usable.all():
        return texts_column([], usable)
    texts: list[str] = []
    place = np.full(len(usable), NO_TEXT)
    for column in reversed(list(read.values())):
        mark_refused(column, place, texts, words)
    for row in np.flatnonzero(~usable & (place == NO_TEXT)).tolist():
        place[row] = len(texts)
        texts.append(sentence_for(answers_in_row(read, usual, row), sheet, words))
    return texts_column(texts, place)


def answers_in_row(read: Mapping[str, ColumnRead], usual: Found, row: int) -> dict[str, Any]:
    """The answers of a row, none of which is refused."""
    return dict(usual) | {
        field: value
        for field, column in read.items()
        if (value := column.values[column.code[row]]) is not None
    }


def mark_refused(column: ColumnRead, place: Ints, texts: list[str], words: Words) -> None:
    """Assigns its sentence to each row with a refused answer; makes each sentence once."""
    if not any(column.refused):
        return
    own = np.full(len(column.refused), NO_TEXT)
    for n, refusal in enumerate(column.refused):
        if refusal:
            own[n] = len(texts)
            texts.append(contract_refusal(words, refusal))
    np.copyto(place, own[column.code], where=own[column.code] != NO_TEXT)


def sentence_for(found: Found, sheet: Sheet, words: Words) -> str:
    """Why valid answers make no case together, or what the tariff lacks."""
    try:
        estimate(found_case(found, sheet), sheet)
    except InvalidAnswer as refusal:
        return contract_refusal(words, refusal)
    except TariffGap as gap:
        return words("gap.tariff", what=gap.what, date=gap.on)
    raise AssertionError("a row set aside that can be estimated")
