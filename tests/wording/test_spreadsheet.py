"""The table of the items, read back as a spreadsheet reads it."""

import csv
import io
from decimal import Decimal

import pytest

from estimator.engine.model.result import Item, Result
from estimator.locales import LANGUAGES, words
from estimator.wording.spreadsheet import items_csv, safe_text
from tests.documents.papers import compared


def table(result: Result, language: str) -> list[list[str]]:
    written = items_csv(result, words(language)).decode("utf-8")
    assert written.startswith("\N{BYTE ORDER MARK}")
    separator = "," if language == "en" else ";"
    return list(csv.reader(io.StringIO(written[1:], newline=""), delimiter=separator))


def cents(cell: str, language: str) -> Decimal:
    point = "." if language == "en" else ","
    assert cell[-3] == point
    return Decimal(cell.replace(point, "."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_stands_in_a_row(language: str) -> None:
    result = compared(sessions=40).non_conventioned
    header, *rows = table(result, language)
    assert header == [words(language)(f"keep.column.{name}") for name in Item._fields]
    assert len(rows) == len(result.items)
    for row, item in zip(rows, result.items, strict=True):
        service = words(language)(f"service.{item.service}")
        assert row[:5] == [
            str(item.session), str(item.date), str(item.edition), item.code, service
        ]  # fmt: skip
        assert [cents(cell, language) for cell in row[5:-1]] == [*item[5:-1]]
        assert row[-1] == words(language)(f"status.{item.status}")


def test_the_columns_add_up_to_the_totals() -> None:
    result = compared().non_conventioned
    rows = table(result, "fr")[1:]
    for name, total in result.totals._asdict().items():
        column = Item._fields.index(name)
        assert sum(cents(row[column], "fr") for row in rows) == total


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_is_taken_for_a_formula(start: str) -> None:
    assert safe_text(f"{start}1+1") == f"'{start}1+1"


def test_an_ordinary_text_stays_as_it_is() -> None:
    assert safe_text("Séance") == "Séance"
