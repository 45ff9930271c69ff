"""The page for advisors."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from estimator.engine.model.money import cents
from estimator.lists import jobs
from estimator.lists.answered import Ground
from estimator.lists.examples import template
from estimator.lists.files import bounds
from estimator.lists.jobs import Job
from estimator.lists.opening import Opening
from estimator.lists.summary.spread import spread
from estimator.locales import LANGUAGES, words
from tests.lists.tables import FRENCH, SHEET, TODAY, USUAL, single

GROUND = Ground(SHEET, FRENCH, TODAY)
PATIENCE = 120
"""Seconds: on a new machine the first long list waits until the rules are compiled."""


def script() -> None:
    """What runs the page."""
    from estimator.pages.advisor.page import page

    page()


def job_of(content: bytes, name: str) -> Any:
    """A list on its way."""
    opening = finished(Opening(content, name))
    if not opening.opened:
        return opening
    return Job(opening.opened, GROUND)


def finished(job: Any) -> Any:
    """What runs in a thread, once it is over."""
    until = time.monotonic() + PATIENCE
    while not job.over and time.monotonic() < until:
        time.sleep(0.01)
    assert job.over
    return job


def csv_of(rows: list[dict[str, str]]) -> bytes:
    return pd.DataFrame(rows).to_csv(index=False).encode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_every_language(language: str) -> None:
    page = AppTest.from_function(script, default_timeout=PATIENCE)
    page.query_params["lang"] = language
    page.run()
    assert not page.exception
    assert page.title[0].value == words(language)("advisor.title")


def test_a_situation_copied_and_removed() -> None:
    page = AppTest.from_function(script, default_timeout=PATIENCE)
    page.query_params["lang"] = "en"
    page.run()
    by_label = {button.label: button for button in page.button}
    by_label["Copy"].click().run()
    assert len(page.session_state["advisor_table"]) == 3
    {button.label: button for button in page.button}["Remove"].click().run()
    assert len(page.session_state["advisor_table"]) == 2
    assert not page.exception


def test_a_list_from_end_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STEP", 3)
    rows = [USUAL | {"sessions": str(n)} for n in range(10)]
    job = finished(job_of(csv_of(rows), "list.csv"))
    assert job.refused is None
    assert job.progress == 1.0
    assert job.errors == 1
    assert job.rows is not None
    assert job.rows["patient"].to_pylist() == [single(row)[5] for row in rows]
    whole = job.figures.whole
    assert (job.done, whole.courses) == (10, 9)
    assert whole.totals.patient == cents(sum(single(row)[5] for row in rows[1:]))
    assert sum(each.courses for each in spread(whole.left)) == 9


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_works_as_it_is(ending: str) -> None:
    job = finished(job_of(template(f"t.{ending}"), f"t.{ending}"))
    assert (job.refused, job.errors) == (None, 0)


def test_a_list_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_ROWS", 5)
    job = finished(job_of(csv_of([USUAL] * 6), "list.csv"))
    assert job.refused is not None
    assert job.refused.reason == "too_long_here"


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.parquet", "list.txt"])
def test_what_is_no_list(name: str) -> None:
    job = finished(Opening(b"nothing", name))
    assert job.refused is not None
    assert job.opened is None


def test_a_list_ended_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STEP", 1)
    job = job_of(csv_of([USUAL] * 2000), "list.csv")
    job.cancel()
    assert finished(job).rows is None
    assert job.refused is None
    assert job.done < 2000


def test_parquet_tells_how_many_rows() -> None:
    stream = BytesIO()
    pd.DataFrame([USUAL] * 7).to_parquet(stream)
    job = finished(job_of(stream.getvalue(), "x.parquet"))
    assert (job.expected, job.done) == (7, 7)


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    finished(job_of(csv_of([USUAL]), "list.csv"))
    assert not list(tmp_path.iterdir())
