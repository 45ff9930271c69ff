"""The memory that the lists of all visits take together is bounded."""

import gc
from threading import Thread

import pytest

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.beside import work
from estimator.lists.beside.memory import Room, RoomTaken
from estimator.lists.files import bounds
from estimator.lists.opening import Opening
from tests.lists.paging import Paging
from tests.lists.tables import USUAL
from tests.lists.test_page import csv_of, finished, job_of


def test_a_share_is_given_back_with_its_list() -> None:
    room = Room(most=100, below=50)
    share = RoomTaken(room)
    share.take(40)
    share.take(30)
    assert room.taken == 70
    del share
    gc.collect()
    assert room.taken == 0


def test_no_more_is_taken_than_there_is() -> None:
    room = Room(most=100, below=50)
    share = RoomTaken(room)
    share.take(100)
    with pytest.raises(InvalidAnswer) as refused:
        share.take(1)
    assert refused.value.reason == "lists_busy"
    assert (room.taken, share.taken) == (100, 100)


def coming(room: Room, came: list[int], size: int) -> Thread:
    """One more that waits for room; notes what was taken when it came, and takes some itself."""

    def come() -> None:
        room.wait(lambda: False, 60)
        came.append(room.taken)
        room.take(size)

    waiting = Thread(target=come)
    waiting.start()
    return waiting


def test_one_more_waits_until_there_is_room() -> None:
    room = Room(most=100, below=50)
    room.take(60)
    came: list[int] = []
    waiting = coming(room, came, 0)
    room.give(60)
    waiting.join(60)
    assert came == [0]


def test_the_wait_ends_without_room_or_with_its_visit() -> None:
    room = Room(most=100, below=50)
    room.take(60)
    with pytest.raises(InvalidAnswer, match="lists_busy"):
        room.wait(lambda: False, 0)
    room.wait(lambda: True, 60)


def test_what_refers_to_itself_is_let_go_for_the_next() -> None:
    room = Room(most=100, below=50)
    share = RoomTaken(room)
    share.itself = share  # type: ignore[attr-defined]
    share.take(60)
    del share
    room.wait(lambda: False, 0)
    assert room.taken == 0


def test_a_list_takes_its_file_its_rows_and_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    monkeypatch.setattr(work, "ROOM", room)
    content = csv_of([USUAL] * 100)
    reading = finished(Opening(content, "list.csv"))
    rows = sum(chunk.rows.nbytes for chunk in reading.opened.chunks)
    assert room.taken == len(content) + rows
    job = job_of(content, "list.csv")
    finished(job)
    assert room.taken > 2 * (len(content) + rows)
    del job, reading
    gc.collect()
    assert room.taken == 0


def test_a_list_that_is_refused_or_stopped_gives_its_room_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room()
    monkeypatch.setattr(work, "ROOM", room)
    monkeypatch.setattr(bounds, "MOST_ROWS", 5)
    long = finished(Opening(csv_of([USUAL] * 6), "list.csv"))
    assert long.refused.reason == "too_long_here"
    assert long.refused.__traceback__ is None
    assert long.refused.__context__ is None
    gc.collect()
    assert room.taken == 0
    assert long.held.taken == 0


def test_several_wait_one_behind_the_other() -> None:
    room = Room(most=100, below=50)
    room.take(60)
    came: list[int] = []
    waiting = [coming(room, came, 50) for _ in range(2)]
    room.give(60)
    while len(came) < 1:
        room.give(0)
    room.give(50)
    for each in waiting:
        each.join(60)
    assert len(came) == 2


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Room:
    """Room for nothing."""
    room = Room(most=0)
    monkeypatch.setattr(work, "ROOM", room)
    return room


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_list_without_room_is_told_so_and_can_be_tried_again(full: Room, language: str) -> None:
    paging = Paging(language)
    paging.upload("list.csv", csv_of([USUAL]))
    assert any(paging.say("refusal.lists_busy") in it.value for it in paging.app.error)
    full.most = 10**9
    paging.press("list_page.again")
    paging.wait()
    assert paging.say("list_page.start") in paging.buttons


def test_a_result_without_room_is_told_so_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room()
    monkeypatch.setattr(work, "ROOM", room)
    paging = Paging("en")
    paging.upload("list.csv", csv_of([USUAL]))
    room.most = room.taken
    paging.press("list_page.start")
    paging.wait()
    assert any(paging.say("refusal.lists_busy") in it.value for it in paging.app.error)
    room.most = 10**9
    paging.press("list_page.again")
    paging.wait()
    assert "Done: 1 row" in paging.read
