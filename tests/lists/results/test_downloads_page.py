"""The files of a result on the page: CSV first, a long Excel file on request."""

from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest

from estimator.lists.examples import in_memory
from estimator.lists.files import excel_write
from estimator.lists.results.making import Making
from estimator.locales import LANGUAGES, words
from estimator.pages.advisor.lists import downloads
from tests.lists.paging import Paging
from tests.lists.results.books import cells_below, sheet_in
from tests.lists.tables import USUAL
from tests.lists.test_lists_page import started
from tests.lists.test_page import csv_of, finished

ORDINARY = Path(__file__).parents[1] / "ordinary"
KEYS = ("advisor.csv", "advisor.xlsx", "advisor.parquet")


def estimated(language: str = "en") -> Paging:
    """A list of three rows, with its result."""
    paging = started(csv_of([USUAL] * 3), language=language)
    paging.wait()
    return paging


def offered(paging: Paging) -> list[str]:
    """The files that are offered of the result, in order."""
    buttons: list[Any] = list(paging.app.get("download_button"))
    shown = [it.label for it in buttons]
    # Before them stand those of the situations, and the templates.
    of_situations = [paging.say(key) for key in KEYS[:2]]
    assert shown[:2] == of_situations
    labels = [paging.say(key) for key in KEYS]
    return [label for label in shown[2:] if label in labels]


def making(paging: Paging) -> Any:
    """The file that is made."""
    return paging.app.session_state["fixed_making"]


def test_a_short_result_is_offered_in_all_kinds() -> None:
    paging = estimated()
    assert offered(paging) == [paging.say(key) for key in KEYS]
    assert paging.say("list_results.prepare") not in paging.buttons
    assert paging.say("list_results.csv_first") not in paging.read


def test_text_of_a_list_that_was_a_sheet_is_as_excel_in_belgium_opens_it() -> None:
    paging = Paging("fr")
    paging.upload("fr_heads.xlsx", (ORDINARY / "fr_heads.xlsx").read_bytes())
    paging.press("list_page.start")
    paging.wait()
    rows, look = paging.job.rows, downloads.look_of(paging.job)
    text = in_memory(rows, "result.csv", *look).decode()
    assert text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    heads, first, *_ = text.splitlines()
    assert "charged;reimbursed;copayment" in heads
    assert ',00"' in first


def test_text_of_a_list_that_was_text_is_as_the_list() -> None:
    paging = estimated()
    text = in_memory(paging.job.rows, "result.csv", *downloads.look_of(paging.job)).decode()
    assert "charged,reimbursed,copayment" in text.splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_one_is_prepared(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setattr(downloads, "AT_ONCE", 2)
    paging = estimated(language)
    assert paging.say("list_results.csv_first") in paging.read
    assert offered(paging) == [paging.say("advisor.csv"), paging.say("advisor.parquet")]
    paging.press("list_results.prepare")
    done = finished(making(paging))
    paging.run()
    assert paging.say("list_results.prepare") not in paging.buttons
    assert offered(paging) == [paging.say(key) for key in KEYS]
    heads = [cell.value for cell in sheet_in(done.content)[1]]
    left = heads.index("patient")
    assert [row[left] for row in cells_below(sheet_in(done.content))] == [112.5] * 3


def test_it_is_told_how_far_it_is_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "AT_ONCE", 2)
    held = Semaphore(0)
    make = Making.made
    monkeypatch.setattr(Making, "made", lambda self, *it: held.acquire() and make(self, *it))
    paging = estimated()
    paging.press("list_results.prepare")
    assert paging.say("list_page.stop") in paging.buttons
    prepare = next(it for it in paging.app.button if it.label == paging.say("list_results.prepare"))
    assert prepare.disabled
    paging.press("list_page.stop")
    held.release()
    finished(making(paging))
    paging.run()
    assert making(paging).content is None
    assert paging.say("list_page.stop") not in paging.buttons
    held.release()
    paging.press("list_results.prepare")
    assert finished(making(paging)).content


def test_why_it_cannot_be_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "AT_ONCE", 2)
    monkeypatch.setattr(excel_write, "SHEET_ROWS", 2)
    paging = estimated()
    paging.press("list_results.prepare")
    finished(making(paging))
    paging.run()
    told = [it.value for it in paging.app.error]
    assert told == [words("en")("refusal.too_long", allowed="2")]


def test_it_goes_with_its_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "AT_ONCE", 2)
    paging = estimated()
    paging.press("list_results.prepare")
    made = finished(making(paging))
    paging.upload("other.csv", csv_of([USUAL] * 4))
    assert made.cancelled
    assert "fixed_making" not in paging.app.session_state
    paging.press("list_page.start")
    paging.wait()
    assert paging.say("advisor.xlsx") not in offered(paging)
