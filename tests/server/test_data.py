"""/data/: stable addresses that every website may read, and a page in four languages."""

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from estimator.found.data_files import data_routes
from estimator.locales import LANGUAGES, words
from estimator.open_data.forms import FORMS
from estimator.open_data.package import published
from estimator.operations.settings import DEFAULTS

CLIENT = TestClient(Starlette(routes=data_routes(DEFAULTS)), follow_redirects=False)
FILES = sorted(published().files)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("datapackage.json", "application/json"),
        ("amounts.csv", "text/csv; charset=utf-8"),
        ("amounts.parquet", "application/vnd.apache.parquet"),
    ],
)
def test_a_file(name: str, media_type: str) -> None:
    answer = CLIENT.get(f"/data/{name}")
    assert (answer.status_code, answer.content) == (200, published().files[name])
    assert answer.headers["content-type"] == media_type
    assert answer.headers["access-control-allow-origin"] == "*"
    again = CLIENT.get(f"/data/{name}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = CLIENT.head(f"/data/{name}")
    assert (head.content, head.headers["etag"]) == (b"", answer.headers["etag"])
    assert head.headers["content-length"] == str(len(answer.content))


def test_addresses_that_are_none() -> None:
    for path in ("/data/amounts.xlsx", "/data/..%2Fapp.py"):
        assert CLIENT.get(path).status_code == 404
    assert CLIENT.post("/data/amounts.csv").status_code == 405
    moved = CLIENT.get("/data")
    assert (moved.status_code, moved.headers["location"]) == (308, "/data/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_every_file(language: str) -> None:
    answer = CLIENT.get(f"/data/?lang={language}")
    assert answer.headers["content-language"] == language
    page = answer.text
    assert f'<html lang="{language}">' in page
    assert words(language)("data.title") in page
    assert "<script" not in page
    links = set(re.findall('href="([^"]+)"', page))
    assert set(FILES) <= links
    assert {f"/?lang={language}", f"/questions?lang={language}"} <= links


def test_the_page_tells_what_changed() -> None:
    page = CLIENT.get("/data/?lang=en").text
    for each in json.loads(published().files["changes.json"]):
        assert f"{len(each['changes'])} change" in page
    assert "€30.80" in page


def test_the_forms_are_those_documented() -> None:
    assert set(FORMS) == {"csv", "json", "parquet"}
