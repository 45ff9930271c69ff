"""Runs that take turns: one at a time, in order, and never held up by one that failed."""

import time
from collections.abc import Callable
from threading import Thread

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from estimator.pages.estimate import page as estimate_page
from estimator.pages.estimate.turns import Turns
from tests.pages.asking import Asking

PATIENCE = 30


def in_order(turns: Turns, many: int, within: Callable[[int], None]) -> None:
    """So many runs, which come one after the other while the first still has its turn."""

    def run(number: int) -> None:
        with turns.taken():
            within(number)

    with turns.taken():
        threads = [Thread(target=run, args=(number,)) for number in range(many)]
        for waiting, thread in enumerate(threads, 1):
            thread.start()
            until = time.monotonic() + PATIENCE
            while len(turns._waiting) < waiting and time.monotonic() < until:
                time.sleep(0.001)
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_whoever_came_first_goes_first() -> None:
    went: list[int] = []
    in_order(Turns(), 20, went.append)
    assert went == list(range(20))


def test_never_more_than_so_many_at_once() -> None:
    turns, inside, most = Turns(), [0], [0]

    def within(_: int) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.001)
        inside[0] -= 1

    in_order(turns, 20, within)
    assert most == [1]


@pytest.mark.parametrize(
    "fault", [RuntimeError(), StopException(), RerunException(RerunData())], ids=repr
)
def test_a_turn_is_passed_on_whatever_happened_in_it(fault: BaseException) -> None:
    turns = Turns()
    with pytest.raises(type(fault)), turns.taken():
        raise fault
    went: list[int] = []
    in_order(turns, 3, went.append)
    assert went == [0, 1, 2]


def test_a_page_that_failed_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(estimate_page, "both_kinds", lambda *_: 1 / 0)
        assert Asking().errors
    assert "112,50 €" in Asking().read
