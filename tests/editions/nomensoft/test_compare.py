"""Our amounts held against NomenSoft's, the record of it, and the addresses."""

import json
from datetime import date

from estimator.editions.nomensoft.addresses import SITE, addresses
from estimator.editions.nomensoft.comparison import match_on
from estimator.engine.tariffs.files import load
from tests.editions.conftest import Desk, frozen
from tests.editions.nomensoft import made
from tests.editions.nomensoft.test_import import BOOK, OURS, with_amounts
from tests.shipped import BOOK as SHIPPED_BOOK

ON = ("--on", "2025-03-03")
RECORD = ("--record", "2025-03-05", *ON)


def compare(desk: Desk, sheet: made.Sheet, *options: str) -> int:
    place = desk.place / "fees"
    folder = place if place.exists() else made.folder_of(sheet, place)
    return desk.run("compare", str(folder), "--folder", str(desk.tariffs), *options)


def test_all_agree(desk: Desk) -> None:
    assert compare(desk, OURS, *ON) == 0
    assert "204 of 204 codes have the same amounts as NomenSoft (3 March 2025)." in desk.said
    assert desk.files() == frozen()


def test_what_was_typed_from_the_circular_agrees(desk: Desk) -> None:
    assert compare(desk, made.typed(BOOK), "--on", "2024-01-15") == 0, desk.said
    assert "204 of 204" in desk.said


def test_what_differs_is_told_code_by_code(desk: Desk) -> None:
    sheet = with_amounts("560011", k0=3083, k1300=2833, k1600=2458)
    amounts = {code: of for code, of in sheet.amounts.items() if code != "563054"}
    assert compare(desk, sheet._replace(amounts=amounts), "--json", *ON) == 1
    told = json.loads(desk.said)
    assert (told["same"], told["codes"]) == (202, 204)
    first = {
        "code": "560011",
        "kind": "fee",
        "number": 0,
        "theirs": "30.83",
        "ours": "30.80",
        "first_day": "2025-02-01",
    }
    assert told["differences"][0] == first
    missing = [it for it in told["differences"] if it["code"] == "563054"]
    assert [it["theirs"] for it in missing] == [None] * 5
    assert compare(desk, sheet, *ON) == 1
    assert "560011  fee" in desk.said
    assert "202 of 204" in desk.said


def test_refused_files_are_no_comparison(desk: Desk) -> None:
    sheet = with_amounts("560011", k0=3083)
    for options in (ON, RECORD):
        assert compare(desk, sheet, *options) == 2
        assert "code 560011: the fee is €30.83, but" in desk.complained
        assert desk.files() == frozen()
    assert compare(desk, sheet, "--json", *ON) == 2
    fault = json.loads(desk.said)["faults"][0]
    assert (fault["line"], fault["reason"], fault["values"]["fee"]) == (3, "sum", "30.83")


def test_the_record_is_kept_with_the_tariffs(desk: Desk) -> None:
    assert compare(desk, OURS, *RECORD) == 0
    assert "Noted in nomensoft.csv: compared with the files of NomenSoft of 5 March" in desk.said
    match = load(desk.tariffs).nomensoft[date(2025, 2, 1)]
    assert (match.compared_on, match.same, match.codes) == (date(2025, 3, 5), 204, 204)
    assert compare(desk, OURS, *RECORD) == 0, "again: one row an edition"
    assert len(load(desk.tariffs).nomensoft) == 1


def test_nobody_looked_tomorrow(desk: Desk) -> None:
    assert compare(desk, OURS, "--record", "2999-01-01", *ON) == 2
    assert desk.complained.startswith("record: 2999-01-01 is after today")
    assert desk.files() == frozen()


def test_a_record_ends_with_the_amounts_it_was_made_of(desk: Desk) -> None:
    assert compare(desk, OURS, *RECORD) == 0
    day = date(2025, 2, 1)
    assert match_on(load(desk.tariffs), day)
    other = made.folder_of(
        with_amounts("560011", k0=3083, k1300=2833, k1600=2458), desk.place / "b"
    )
    assert desk.take_in(other, day=str(day)) == 0
    assert match_on(load(desk.tariffs), day) is None


def test_no_record_ships() -> None:
    assert SHIPPED_BOOK.nomensoft == BOOK.nomensoft == {}


def test_addresses_of_all_codes(desk: Desk) -> None:
    site = "https://webappsa.riziv-inami.fgov.be/Nomen/fr/{}/fees/xml?currentOnly={}"
    assert desk.run("nomensoft-list", "--on", "2025-03-03") == 0
    lines = desk.said.splitlines()
    assert len(lines) == len(set(lines)) == 204
    assert site.format("560011", True) in lines
    assert desk.run("nomensoft-list", "--on", "2025-03-03", "--past") == 0
    assert site.format("560011", False) in desk.said.splitlines()
    assert next(addresses(BOOK, date(2025, 3, 3), "nl", past=False)).startswith(f"{SITE}/nl/")
