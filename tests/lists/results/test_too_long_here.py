"""A list that is too long for the page: the very command that works through it."""

import shlex
from io import BytesIO

import pandas as pd
import pytest

from estimator.lists.files import bounds
from estimator.locales import LANGUAGES, words
from estimator.wording.refusals import batch_command, contract_refusal
from tests.lists.paging import Paging
from tests.lists.tables import USUAL
from tests.lists.test_page import csv_of, finished, job_of


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("visites.csv", "kine-estimator batch visites.csv visites-result.csv"),
        ("visites.xlsx", "kine-estimator batch visites.xlsx visites-result.csv"),
        ("Visites.TSV", "kine-estimator batch Visites.TSV Visites-result.TSV"),
        ("v.parquet", "kine-estimator batch v.parquet v-result.parquet"),
        ("a b.csv", "kine-estimator batch 'a b.csv' 'a b-result.csv'"),
        ("-x.csv", "kine-estimator batch ./-x.csv ./-x-result.csv"),
        ("$(rm x).csv", "kine-estimator batch '$(rm x).csv' '$(rm x)-result.csv'"),
    ],
)
def test_the_command(name: str, command: str) -> None:
    assert batch_command(name) == command


def test_a_name_with_a_quotation_mark_stays_one_word() -> None:
    name = "l'été; rm x.csv"
    assert shlex.split(batch_command(name))[2:] == [name, "l'été; rm x-result.csv"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_page_tells_it(monkeypatch: pytest.MonkeyPatch, language: str, ending: str) -> None:
    monkeypatch.setattr(bounds, "MOST_ROWS", 5)
    stream = BytesIO()
    pd.DataFrame([USUAL] * 6).to_parquet(stream)
    content = csv_of([USUAL] * 6) if ending == "csv" else stream.getvalue()
    paging = Paging(language)
    paging.upload(f"mes visites.{ending}", content)
    (told,) = [it.value for it in paging.app.error]
    command = f"kine-estimator batch 'mes visites.{ending}' 'mes visites-result.{ending}'"
    assert f"`{command}`" in told
    assert " 5 " in told


def test_of_200_001_rows() -> None:
    found = finished(job_of(csv_of([{"a": "1", "b": "2"}] * 200_001), "x.csv"))
    sentence = contract_refusal(words("en"), found.refused)
    assert sentence == (
        "This list has more than 200,000 rows, too many for this page. Have it worked through on a "
        "computer where this program is installed, with the command "
        "`kine-estimator batch x.csv x-result.csv`"
    )


def test_with_plans_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_PLANNED_ROWS", 2)
    paging = Paging()
    paging.upload("plans.csv", csv_of([USUAL | {"plan": "An"}] * 3))
    paging.press("list_page.start")
    paging.wait()
    (told,) = [it.value for it in paging.app.error]
    assert "`kine-estimator batch plans.csv plans-result.csv`" in told
