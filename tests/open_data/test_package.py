"""The data package is a valid one, and its amounts are those of the engine in every form."""

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pytest
from pyarrow import parquet

from estimator.cli.main import main
from estimator.engine.model.errors import TariffGap
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.tariffs.files import RESTATED, TABLES, load
from estimator.engine.tariffs.prices import at_both_kinds
from estimator.environment.tariff_folder import SHIPPED
from estimator.open_data.package import CHANGES, DESCRIBED, published
from tests.frozen import FROZEN

#: Not among the tables, as they are no tariff: what other sites say, what was compared.
LEFT_OUT = {"elsewhere", "nomensoft"}
AMOUNTS = (
    *("official_fee", "bound_fee", "share", "share_bim", "reimbursed", "reimbursed_bim"),
    "reimbursed_not_conventioned",
    "reimbursed_not_conventioned_least",
    "reimbursed_not_conventioned_most",
)
Row = dict[str, Any]


@pytest.fixture(scope="module", params=[FROZEN, SHIPPED], ids=["frozen", "shipped"])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The files that the command writes, and the tariffs that they were made from."""
    into = tmp_path_factory.mktemp("data") / "package"
    assert main(["tariffs", "export", str(into), "--folder", str(request.param)]) == 0
    return into, load(request.param)


def read_csv(file: Path, fields: list[Row]) -> list[Row]:
    """A table as its description says that it is to be read."""
    reads: dict[str, Any] = {
        "string": str,
        "integer": int,
        "number": Decimal,
        "date": date.fromisoformat,
        "boolean": "true".__eq__,
    }
    with file.open(encoding="utf-8", newline="") as stream:
        return [
            {
                field["name"]: reads[field["type"]](row[field["name"]])
                if row[field["name"]]
                else None
                for field in fields
            }
            for row in csv.DictReader(stream)
        ]


def read_json(file: Path, fields: list[Row]) -> list[Row]:
    days = {field["name"] for field in fields if field["type"] == "date"}
    rows = json.loads(file.read_text("utf-8"), parse_float=Decimal)
    return [
        {name: date.fromisoformat(it) if it and name in days else it for name, it in row.items()}
        for row in rows
    ]


def test_it_is_a_valid_data_package(exported: tuple[Path, TariffBook]) -> None:
    report = frictionless.validate(str(exported[0] / DESCRIBED))
    assert report.valid, report.flatten(["name", "rowNumber", "message"])
    assert len(report.tasks) == len(TABLES) + len(RESTATED) + 1 - len(LEFT_OUT)
    described = json.loads((exported[0] / DESCRIBED).read_text("utf-8"))
    assert [licence["name"] for licence in described["licenses"]] == ["CC0-1.0"]
    assert described["version"].startswith(f"{max(exported[1].editions)}+")
    assert all(field["description"] for it in described["resources"] for field in fields_of(it))


def fields_of(resource: Row) -> list[Row]:
    fields: list[Row] = resource["schema"]["fields"]
    return fields


def test_every_form_of_a_table_holds_the_same(exported: tuple[Path, TariffBook]) -> None:
    into, _ = exported
    for resource in json.loads((into / DESCRIBED).read_text("utf-8"))["resources"]:
        table, fields = resource["name"], fields_of(resource)
        rows = read_csv(into / f"{table}.csv", fields)
        assert [f"{table}.json", f"{table}.parquet"] == resource["alternates"]
        for other in (
            read_json(into / f"{table}.json", fields),
            parquet.read_table(into / f"{table}.parquet").to_pylist(),
        ):
            assert [*map(emptied, other)] == [*map(emptied, rows)], table


def emptied(row: Row) -> Row:
    """A row whose empty texts count as no value, as a CSV file doesn't tell them apart."""
    return {name: None if value == "" else value for name, value in row.items()}


def test_tables_of_the_tariffs_are_whole(exported: tuple[Path, TariffBook]) -> None:
    into, book = exported
    described = {
        it["name"]: fields_of(it)
        for it in json.loads((into / DESCRIBED).read_text("utf-8"))["resources"]
    }
    for name, table in (TABLES | RESTATED).items():
        if name not in LEFT_OUT:
            columns = [field["name"] for field in described[name]]
            expected = ["first_day"] if name in RESTATED else []
            assert columns == [*expected, *table.record.__annotations__]
    multipliers = read_csv(into / "multipliers.csv", described["multipliers"])
    assert {(row["first_day"], row["code"]): row["multiplier"] for row in multipliers} == {
        (day, code): of.multiplier
        for day, codes in book.multipliers.items()
        for code, of in codes.items()
    }


def days_to_try(book: TariffBook) -> Iterator[date]:
    """The day of every change, and the day before."""
    for values in (book.editions, book.reductions, book.conventions):
        for day in values:
            yield from (each for each in (day - timedelta(1), day) if each >= book.first_day)
    yield book.last_start


def test_the_amounts_are_those_of_the_engine(exported: tuple[Path, TariffBook]) -> None:
    into, book = exported
    described = json.loads((into / DESCRIBED).read_text("utf-8"))["resources"][0]
    rows = read_csv(into / "amounts.csv", fields_of(described))
    for day in sorted(set(days_to_try(book))):
        found = {
            row["code"]: row
            for row in rows
            if row["first_day"] <= day and (row["last_day"] is None or day <= row["last_day"])
        }
        known = [code for code in book.nomenclature(day).codes if priced(book, code, day)]
        assert sorted(found) == sorted(known)
        for code, row in found.items():
            usual, bim = (at_both_kinds(book, code, day, bim=bim) for bim in (False, True))
            here, there = usual
            expected = [here.official_fee, here.fee, here.share, bim.conventioned.share]
            expected += [here.reimbursed, bim.conventioned.reimbursed]
            expected += [there.reimbursed, there.least, there.most]
            assert [row[name] for name in AMOUNTS] == [*map(euros, expected)]
            assert (row["status"], row["status_not_conventioned"]) == (here.status, there.status)
            assert row["reimbursed_bim"] == euros(bim.not_conventioned.reimbursed)
            assert row["checked_on"] == book.sources[row["source"]].checked_on


def priced(book: TariffBook, code: str, day: date) -> bool:
    try:
        return bool(at_both_kinds(book, code, day, bim=False))
    except TariffGap:
        return False


def test_a_known_amount_and_its_change() -> None:
    """567011 rose from 30.00 to 30.80 on 1 February 2025."""
    book, files = published().book, published().files
    rows = json.loads(files["amounts.json"], parse_float=str)
    fees = {row["first_day"]: row["official_fee"] for row in rows if row["code"] == "567011"}
    assert (fees["2024-02-01"], fees["2025-02-01"]) == ("30.00", "30.80")
    changed = {each["day"]: each for each in json.loads(files[CHANGES])}
    assert {day for day, each in changed.items() if each["edition"]} == {
        day.isoformat() for day in book.editions if day > book.first_day
    }
    assert {
        "kind": "fee", "code": "567011", "before": "30.00", "after": "30.80"
    } in changed["2025-02-01"]["changes"]  # fmt: skip


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["tariffs", "export", str(tmp_path / "file"), "--lang", "en"]) == 1
    assert "file" in capsys.readouterr().err
