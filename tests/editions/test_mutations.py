"""Any single digit that is changed in an amount of a circular is caught, in text and in sheet."""

import re
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from estimator.editions.circular.file import cells, lines_of
from estimator.editions.circular.model import Line, UnreadableCircular
from estimator.editions.circular.table import table_of
from estimator.editions.draft import drafted
from estimator.editions.known import NewEdition
from estimator.editions.take_in import texts_in
from tests.editions.circulars import (
    AMBULATORY,
    BIM,
    CIRCULAR,
    COEFFICIENT,
    FEE,
    HOSPITALISED,
    MULTIPLIER,
    NOT_BIM,
    as_spaced,
    as_workbook,
    circular_2027,
    is_row,
)
from tests.editions.conftest import Desk
from tests.engine.cases import BOOK, FEW, SOME
from tests.frozen import FROZEN

TEXTS = {"2024-01-01": CIRCULAR, "2027-01-01": circular_2027()}
FILES = texts_in(FROZEN)
AMOUNTS = (MULTIPLIER, FEE, BIM, NOT_BIM)
ALL = (*AMOUNTS, COEFFICIENT, AMBULATORY, HOSPITALISED)


def new_edition(day: str) -> NewEdition:
    source = BOOK.sources["circular-oa-2023-390"]
    return NewEdition(
        first_day=date.fromisoformat(day), source=source, known_until=None, settled={}
    )


def lines(text: str) -> list[Line]:
    return [Line(n, cells(line)) for n, line in enumerate(text.split("\n"), 1)]


def caught(found: list[Line], day: str) -> set[int]:
    """The lines that a circular is refused for; of a code that stands twice both lines."""
    try:
        draft = drafted(BOOK, table_of(found), new_edition(day), FILES)
    except UnreadableCircular as unreadable:
        faults = unreadable.faults
        return {int(n) for it in faults for n in (it.line, it.values.get("first", it.line))}
    assert bool(draft.tables) != bool(draft.open)
    return {doubt.line for doubt in draft.open}


class Mutation(NamedTuple):
    """A circular with one cell changed; says where, and hides the rest."""

    day: str
    line: int
    column: int
    cell: str

    @property
    def text(self) -> str:
        """The circular."""
        text = TEXTS[self.day].split("\n")
        row = text[self.line - 1].split("\t")
        row[self.column] = self.cell
        text[self.line - 1] = "\t".join(row)
        return "\n".join(text)


ROWS = [
    (day, n, line.split("\t"))
    for day, text in TEXTS.items()
    for n, line in enumerate(text.split("\n"), 1)
    if is_row(line)
]


#: The one slip that no check can tell: M of a row like no other becomes fee ÷ coefficient.
UNSEEN = Mutation("2027-01-01", 212, MULTIPLIER, "0,611667")


@st.composite
def mutations(draw: st.DrawFn) -> Mutation:
    """One digit changed."""
    day, line, row = draw(st.sampled_from(ROWS))
    column = draw(st.sampled_from([c for c in ALL if re.search("[0-9]", row[c])]))
    place = draw(st.sampled_from([m.start() for m in re.finditer("[0-9]", row[column])]))
    digit = draw(st.sampled_from(sorted(set("0123456789") - {row[column][place]})))
    found = Mutation(day, line, column, row[column][:place] + digit + row[column][place + 1 :])
    assume(found != UNSEEN)
    return found


@st.composite
def swaps(draw: st.DrawFn) -> Mutation:
    """Two neighbouring digits of an amount in each other's place."""
    day, line, row = draw(st.sampled_from(ROWS))
    pairs = [
        (c, m.start()) for c in AMOUNTS for m in re.finditer(r"(?=([0-9])(?!\1)[0-9])", row[c])
    ]
    assume(pairs)
    column, at = draw(st.sampled_from(pairs))
    cell = row[column]
    return Mutation(day, line, column, cell[:at] + cell[at + 1] + cell[at] + cell[at + 2 :])


@pytest.mark.parametrize("day", TEXTS)
def test_nothing_is_caught_where_nothing_is_changed(day: str) -> None:
    assert caught(lines(TEXTS[day]), day) == set()


@SOME
@given(mutations())
def test_changed_digit_in_text(mutation: Mutation) -> None:
    assert mutation.line in caught(lines(mutation.text), mutation.day)


@SOME
@given(swaps())
def test_swapped_digits_in_text(swap: Mutation) -> None:
    assert swap.line in caught(lines(swap.text), swap.day)


@SOME
@given(mutations())
def test_changed_digit_in_spaced_text(mutation: Mutation) -> None:
    assert caught(lines(as_spaced(mutation.text)), mutation.day)


@FEW
@given(mutations())
def test_changed_digit_in_sheet(
    tmp_path_factory: pytest.TempPathFactory, mutation: Mutation
) -> None:
    sheet = as_workbook(mutation.text, tmp_path_factory.mktemp("sheet") / "circular.xlsx")
    assert mutation.line + 1 in caught(lines_of(sheet), mutation.day)


def test_what_no_check_can_tell_is_reported(desk: Desk) -> None:
    assert desk.take_in(desk.circular(UNSEEN.text)) == 0
    assert re.search(r"564233 .* 0\.593832 +0\.611667 +€7\.13 +€7\.34", desk.said)
