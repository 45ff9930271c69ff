"""A file made beside the page: its progress, its end, what is refused."""

import logging

import pyarrow as pa
import pytest

from estimator.lists.files import excel_write
from estimator.lists.files.csv_read import Dialect
from estimator.lists.results import making
from estimator.lists.results.making import Making
from estimator.locales import LANGUAGES, words
from estimator.wording.refusals import contract_refusal
from tests.lists.results.books import cells_below, sheet_in
from tests.lists.test_page import finished


def rows(count: int) -> pa.Table:
    return pa.table({"n": list(range(count)), "t": [f"secret {n}" for n in range(count)]})


def made(count: int) -> Making:
    return Making(rows(count), "result.xlsx", Dialect(), {})


@pytest.mark.parametrize("count", [0, 1, 10])
def test_a_file_is_made(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(making, "STEP", 3)
    done = finished(made(count))
    assert (done.refused, done.done, done.progress) == (None, count, 1.0)
    assert cells_below(sheet_in(done.content)) == [[n, f"secret {n}"] for n in range(count)]


def test_progress_only_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[float] = []
    monkeypatch.setattr(making, "STEP", 3)

    class Told(Making):
        """Tells its share whenever more is done."""

        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, value)
            if name == "done" and "over" in vars(self):
                shares.append(self.progress)

    finished(Told(rows(10), "result.xlsx", Dialect(), {}))
    assert shares == [0.3, 0.6, 0.9, 1.0]


def test_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "STEP", 1)
    at_work = made(5_000)
    at_work.cancel()
    assert finished(at_work).content is None
    assert at_work.refused is None
    assert at_work.done < 5_000


def test_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_write, "SHEET_ROWS", 5)
    done = finished(made(6))
    assert done.content is None
    assert done.refused.reason == "too_long"


def test_a_failure_is_told_and_its_content_reaches_no_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object, rows: pa.Table) -> None:
        raise RuntimeError(str(rows.to_pylist()))

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(excel_write.ExcelWriter, "write", fail)
    done = finished(made(6))
    assert done.content is None
    assert done.refused.reason == "not_made"
    assert "secret" not in caplog.text
    assert "list_failed" in caplog.text
    for language in LANGUAGES:
        assert "result.xlsx" in contract_refusal(words(language), done.refused)
