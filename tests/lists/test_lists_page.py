"""Lists on the page: what is shown at every step."""

import logging
from io import BytesIO
from threading import Semaphore

import pandas as pd
import pytest
import streamlit as st

from estimator.lists import jobs
from estimator.lists.opening import Opening
from estimator.locales import words
from estimator.pages.advisor.lists import upload
from tests.lists.paging import Paging
from tests.lists.tables import USUAL
from tests.lists.test_page import csv_of, finished, job_of

BAD = USUAL | {"sessions": "0"}
DEARER = USUAL | {"sessions": "40"}


def started(content: bytes, name: str = "list.csv", language: str = "en") -> Paging:
    """A list that was given, and asked for."""
    paging = Paging(language)
    assert words(language)("list_page.start") not in paging.buttons
    paging.upload(name, content)
    paging.press("list_page.start")
    return paging


def test_a_list_to_its_result() -> None:
    paging = started(csv_of([USUAL, BAD, USUAL, BAD, BAD]))
    paging.wait()
    assert "Done: 5 rows, 3 of them with an error." in paging.read
    assert "Column “sessions”: ‘0’" in paging.read
    assert "Rows 3 First lines 3, 5, 6" in paging.read
    assert "€225.00" in paging.read
    assert "The most frequent range is €110 to €120: 2 treatments of 2." in paging.read
    assert paging.say("list_page.looks") in [it.label for it in paging.app.expander]


def test_many_lines_with_one_error_are_counted() -> None:
    paging = started(csv_of([BAD] * 12_000))
    paging.wait()
    assert "Rows 12,000 First lines 2, 3, 4 …" in paging.read
    assert paging.say("summary.spread") not in paging.read


def test_what_is_usual_is_told_where_anything_is() -> None:
    paging = started(csv_of([USUAL, USUAL, DEARER]))
    paging.wait()
    assert "The most frequent range" in paging.read
    paging = started(csv_of([USUAL, DEARER]))
    paging.wait()
    assert "Done: 2 rows" in paging.read
    assert "The most frequent range" not in paging.read


def test_nothing_wrong_is_told_of_a_good_list() -> None:
    paging = started(csv_of([USUAL]))
    paging.wait()
    assert paging.say("advisor.errors.where") not in paging.read


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_list_without_rows_or_columns_is_told(language: str) -> None:
    paging = Paging(language)
    paging.upload("list.csv", ",".join(USUAL).encode())
    (told,) = [it.value for it in paging.app.error]
    assert told == paging.say("refusal.no_rows", given="list.csv")
    paging.upload("other.csv", b"a,b\n1,2\n")
    assert told not in paging.read
    assert paging.say("list_page.which.bim") in paging.asked


def test_a_table_without_rows_is_told() -> None:
    stream = BytesIO()
    pd.DataFrame([USUAL]).iloc[:0].to_parquet(stream)
    paging = Paging()
    paging.upload("list.parquet", stream.getvalue())
    assert paging.say("list_page.no_rows") in paging.read


def test_the_reading_is_stopped_and_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Semaphore(0)
    read = Opening.read
    monkeypatch.setattr(Opening, "read", lambda self, it: held.acquire() and read(self, it))
    paging = Paging()
    paging.give("list.csv", csv_of([USUAL]))
    paging.press("list_page.stop")
    held.release()
    paging.wait()
    assert paging.say("list_page.stopped") in paging.read
    held.release()
    paging.press("list_page.again")
    paging.wait()
    assert paging.say("list_page.start") in paging.buttons


def test_a_list_moves_and_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STEP", 1)
    monkeypatch.setattr(jobs, "PAUSE", 0.05)
    paging = started(csv_of([USUAL] * 5000))
    assert paging.say("list_page.start") not in paging.buttons
    paging.press("list_page.stop")
    paging.wait()
    assert paging.say("list_page.stopped") in paging.read
    assert paging.job.done < 5000
    monkeypatch.undo()
    paging.press("list_page.again")
    paging.wait()
    assert "Done: 5000 rows" in paging.read


def test_the_page_is_drawn_anew_when_a_list_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    class Anew(Exception):
        """The page runs again."""

    def rerun() -> None:
        raise Anew

    monkeypatch.setattr(st, "rerun", rerun)
    job = finished(job_of(csv_of([USUAL]), "list.csv"))
    with pytest.raises(Anew):
        upload.progress(words("en"), job, "list_page.working", "job")


def test_a_list_taken_back_is_forgotten() -> None:
    paging = started(csv_of([USUAL] * 9000))
    job = paging.job
    paging.app.file_uploader[0].set_value([])
    paging.run()
    assert job.cancelled
    assert "fixed_list" not in paging.app.session_state


def test_the_errors_follow_the_language() -> None:
    paging = started(csv_of([USUAL, BAD]))
    paging.wait()
    paging.speak("de")
    paging.wait()
    assert "Spalte „sessions“" in paging.read
    assert "Erste Zeilen 3" in paging.read


def test_nothing_of_a_list_reaches_a_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("list.csv", "list.xlsx", "list.parquet"):
        finished(job_of(csv_of([USUAL | {"fee": "41.93"}, BAD | {"fee": "secret"}]), name))
    said = caplog.text + "".join(capfd.readouterr())
    assert "41.93" not in said
    assert "secret" not in said
