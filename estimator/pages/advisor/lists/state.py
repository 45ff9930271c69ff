"""The list of a visit: what was given, what was told of its columns, how far it is.

It stands in the session, and nowhere else: nothing of a list outlives the visit.
"""

from dataclasses import dataclass, field

import streamlit as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.beside.memory import RoomTaken
from estimator.lists.columns.model import ListColumns
from estimator.lists.first_look.look import Look
from estimator.lists.jobs import Job
from estimator.lists.opening import Mending, Opened, Opening
from estimator.lists.policies import PolicyJob
from estimator.lists.results.making import Making
from estimator.lists.values.preview import PreviewRow
from estimator.pages.forms.session import FIXED

FILE = f"{FIXED}file"
"""Key of the widget that takes the file."""
GIVEN, REMEMBERED, SHEETS = f"{FIXED}list", f"{FIXED}told_of_heads", f"{FIXED}told_of_sheets"
"""Keys: the list; what was told of lists, by their heads; the sheet chosen, by those to choose."""
MAKING = f"{FIXED}making"
"""Key: the file that is made of the result."""
NOTHING_TOLD = ListColumns()


@dataclass
class GivenList:
    """A list from its file to its result.

    `refused`: why nothing can be done with its columns; `previews`: the rows shown before the run,
    by language; `counted`: the result that the counters of the server have. `mending`: the file of
    corrected rows that is read; `not_mended`: why the last one was refused; `room_of_mended`: what
    the rows of the last one take; `replaced`: how many rows it brought; `again`: whether the list
    has to be estimated anew for them. `not_mapped`: why the last file of answers was refused.
    `other_rules`: the list under other rules.
    """

    file_id: str
    reading: Opening
    look: Look | None = None
    refused: InvalidAnswer | None = None
    previews: dict[str, tuple[PreviewRow, ...]] = field(default_factory=dict)
    job: Job | None = None
    counted: Job | None = None
    other_rules: PolicyJob | None = None
    mending: Mending | None = None
    not_mended: InvalidAnswer | None = None
    room_of_mended: RoomTaken | None = None
    replaced: int = 0
    again: bool = False
    not_mapped: InvalidAnswer | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of its columns."""
        opened = self.reading.opened
        return tuple(opened.chunks[0].rows.column_names) if opened else ()


def given_list() -> GivenList | None:
    """The list of this visit."""
    found: GivenList | None = st.session_state.get(GIVEN)
    return found


def begin_list(file_id: str, reading: Opening) -> GivenList:
    """A new list in place of the one before."""
    forget_list()
    given = st.session_state[GIVEN] = GivenList(file_id, reading)
    return given


def forget_list() -> None:
    """Ends what runs, and forgets the list. What was told of its heads is remembered."""
    given: GivenList | None = st.session_state.pop(GIVEN, None)
    if given:
        given.reading.cancel()
        if given.mending:
            given.mending.cancel()
        end_job(given)


def end_job(given: GivenList) -> None:
    """Drops the results, and ends what makes them."""
    if given.job:
        given.job.cancel()
    given.job = None
    end_other_rules(given)
    end_making()


def end_other_rules(given: GivenList) -> None:
    """Ends what estimates the list under other rules, and drops what that found."""
    if given.other_rules:
        given.other_rules.cancel()
    given.other_rules = None


def making_of(job: Job) -> Making | None:
    """The file that is made of a result, if one was asked for."""
    found: Making | None = st.session_state.get(MAKING)
    return found if found and found.rows is job.rows else None


def begin_making(making: Making) -> None:
    """A file in place of the one before."""
    end_making()
    st.session_state[MAKING] = making


def end_making() -> None:
    """Ends what makes a file, and forgets it."""
    making: Making | None = st.session_state.pop(MAKING, None)
    if making:
        making.cancel()


def look_at_columns(given: GivenList) -> None:
    """Looks at what the columns mean, once the list is read and whenever something was told."""
    if given.look or given.refused or not given.reading.opened:
        return
    try:
        given.look = given.reading.opened.look(remembered().get(given.heads))
    except InvalidAnswer as refusal:
        given.refused = refusal


def tell(given: GivenList, told: ListColumns) -> None:
    """Takes what a person tells of the columns, and remembers it for lists with the same heads."""
    remembered()[given.heads] = told
    given.look = given.refused = given.not_mapped = None
    given.previews.clear()
    end_job(given)


def with_mended(given: GivenList, opened: Opened) -> Opened:
    """The list as it is now: with its corrected rows, once their file is read. Where that is
    refused, the list and its result stay as they were."""
    mending = given.mending
    if mending is None or not mending.over:
        return opened
    given.mending, given.not_mended = None, mending.refused
    if mending.opened is None:
        return opened
    given.room_of_mended = mending.held
    given.reading.opened = mending.opened
    given.replaced, given.again = mending.done, True
    given.previews.clear()
    end_job(given)
    return mending.opened


def remembered() -> dict[tuple[str, ...], ListColumns]:
    """What was told in this visit, by the heads of the list."""
    found: dict[tuple[str, ...], ListColumns] = st.session_state.setdefault(REMEMBERED, {})
    return found


def sheets_chosen() -> dict[tuple[str, ...], str]:
    """The sheet chosen in this visit, by the names of the sheets to choose from."""
    found: dict[tuple[str, ...], str] = st.session_state.setdefault(SHEETS, {})
    return found
