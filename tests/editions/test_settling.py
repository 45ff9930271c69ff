"""What a person settles by naming a code, and what stays for them to do by hand."""

import csv
import io
import json
from datetime import date

import pytest

from estimator.engine.estimate import estimate
from estimator.engine.numbers.layout import lay_out
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import load
from tests.editions.circulars import (
    AMBULATORY,
    BIM,
    COEFFICIENT,
    FEE,
    MULTIPLIER,
    cell_changed,
    circular_2027,
    line_of,
    row_removed,
)
from tests.editions.conftest import Desk, frozen
from tests.editions.test_golden_files import holds
from tests.engine.cases import case

NEW = circular_2027()
NOMENCLATURE = "nomenclature/2027-01-01.csv"


def row(desk: Desk, file: str, code: str) -> dict[str, str]:
    """A code's row in a tariff file."""
    text = (desk.tariffs / file).read_text(encoding="utf-8")
    (found,) = (row for row in csv.DictReader(io.StringIO(text)) if row["code"] == code)
    return found


def settled(desk: Desk, text: str, *codes: str) -> None:
    """Taken in once the codes are named, not before; the engine reproduces the golden file."""
    circular = desk.circular(text)
    assert desk.take_in(circular) == 1
    assert desk.files() == frozen()
    assert desk.take_in(circular, "--settle", *codes) == 0, desk.said + desk.complained
    assert "Settled by you:" in desk.said
    holds(desk.golden / "circular-2027-01-01.csv", load(desk.tariffs))


def test_wrong_fee_is_left_out(desk: Desk) -> None:
    settled(desk, cell_changed(NEW, "560011", FEE, "31,74"), "560011")
    written = row(desk, "multipliers/2027-01-01.csv", "560011")
    assert (written["multiplier"], written["fee"]) == ("1.322005", "")
    golden = (desk.golden / "circular-2027-01-01.csv").read_text(encoding="utf-8")
    assert 'I a,"7 § 1, 1°",1.322005,560011,,24,,29.13,25.23\n' in golden


def test_wrong_reimbursement_is_left_out(desk: Desk) -> None:
    settled(desk, cell_changed(NEW, "560011", BIM, "29,14"), "560011")
    golden = (desk.golden / "circular-2027-01-01.csv").read_text(encoding="utf-8")
    assert 'I a,"7 § 1, 1°",1.322005,560011,,24,31.73,,25.23\n' in golden


def test_multiplier_is_taken_as_printed(desk: Desk) -> None:
    settled(desk, cell_changed(NEW, "567136", MULTIPLIER, "1,454207"), "567136")
    assert row(desk, "multipliers/2027-01-01.csv", "567136")["multiplier"] == "1.454207"


def test_misprinted_coefficient_stays_the_known_one(desk: Desk) -> None:
    settled(desk, cell_changed(NEW, "560011", COEFFICIENT, "42"), "560011")
    assert not (desk.tariffs / NOMENCLATURE).exists()


def test_new_coefficient_is_taken_where_the_amounts_bear_it_out(desk: Desk) -> None:
    text = cell_changed(NEW, "564255", COEFFICIENT, "24")
    for column, cell in ((FEE, "26,99"), (BIM, "25,99"), (BIM + 1, "24,99")):
        text = cell_changed(text, "564255", column, cell)
    settled(desk, text, "564255")
    assert row(desk, NOMENCLATURE, "564255")["coefficient"] == "24"
    assert row(desk, "nomenclature/2024-01-01.csv", "564255")["coefficient"] == "12"
    assert load(desk.tariffs).code("564255", date(2026, 12, 31)).coefficient == 12


def test_code_that_goes(desk: Desk) -> None:
    settled(desk, row_removed(NEW, "560092"), "560092")
    assert "Vanished codes: 560092" in desk.said
    book = load(desk.tariffs)
    assert "560092" not in book.nomenclature(date(2027, 1, 1)).codes
    assert "560092" in book.nomenclature(date(2026, 12, 31)).codes


def test_code_that_takes_the_place_of_another(desk: Desk) -> None:
    settled(desk, cell_changed(NEW, "560092", AMBULATORY, "569995"), "569995", "560092")
    assert "569995: new code, understood as code 560092." in desk.said
    new = row(desk, NOMENCLATURE, "569995")
    assert (new["service"], new["meaning"]) == ("consultative_exam", "inferred")
    assert (new["source"], new["coefficient"]) == ("circular-2027-01-01", "24")


def test_session_code_that_takes_the_place_of_another(desk: Desk) -> None:
    """Its meaning comes with its name; the starred code's ceiling follows."""
    settled(desk, cell_changed(NEW, "560011", AMBULATORY, "569995"), "569995", "560011")
    assert "569995: new code, understood as code 560011." in desk.said
    new = row(desk, NOMENCLATURE, "569995")
    assert (new["first_session"], new["last_session"], new["meaning"]) == ("10", "18", "inferred")
    assert row(desk, NOMENCLATURE, "560055")["ceiling_code"] == "569995"
    course = case(start=date(2027, 1, 4), prior_sessions=9, sessions=10)
    items = estimate(course, lay_out(load(desk.tariffs))).items
    assert [items[0].code, items[-1].code] == ["569995", "560055"]
    assert items[-1].charged == items[0].official_fee, "the ceiling is the new code's fee"


def test_new_code_beside_the_others_needs_a_meaning(desk: Desk) -> None:
    old = NEW.split("\n")[line_of(NEW, "560092") - 1]
    text = NEW.replace(old, f"{old}\n{old.replace('560092', '569995')}")
    circular = desk.circular(text)
    assert desk.take_in(circular, "--settle", "569995") == 1
    assert "569995: new code: say which known code it is like" in desk.said
    assert desk.take_in(circular, "--settle", "569995=560092") == 0
    assert "New codes: 569995" in desk.said
    assert row(desk, NOMENCLATURE, "569995")["service"] == "consultative_exam"


def test_new_code_that_overlaps_another_is_refused_by_the_check(desk: Desk) -> None:
    old = NEW.split("\n")[line_of(NEW, "560011") - 1]
    text = NEW.replace(old, f"{old}\n{old.replace('560011', '569995')}")
    assert desk.take_in(desk.circular(text), "--settle", "569995=560011") == 1
    assert "nomenclature/2027-01-01.csv:4: range of 569995 overlaps" in desk.complained
    assert desk.files() == frozen()
    desk.take_in(desk.circular(text), "--settle", "569995=560011", "--json")
    (fault,) = json.loads(desk.said)["faults"]
    assert fault["line"] == 4


def test_new_travel_code_is_work_by_hand(desk: Desk) -> None:
    text = cell_changed(NEW, "639111", AMBULATORY, "639995")
    assert desk.take_in(desk.circular(text), "--settle", "639995=639111", "639111") == 1
    assert "639995: new code for travel costs" in desk.said
    assert desk.files() == frozen()


def test_meaning_written_by_hand_first_raises_no_doubt(desk: Desk) -> None:
    sheet = (desk.tariffs / "nomenclature/2024-01-01.csv").read_text(encoding="utf-8")
    written = sheet.replace("560092", "569995")
    (desk.tariffs / NOMENCLATURE).write_text(written, encoding="utf-8")
    desk.count()
    circular = desk.circular(cell_changed(NEW, "560092", AMBULATORY, "569995"))
    assert desk.take_in(circular) == 0, desk.said + desk.complained
    assert (desk.tariffs / NOMENCLATURE).read_text(encoding="utf-8") == written
    assert problems_in(desk.tariffs) == []


def test_share_of_part_of_a_class_is_a_doubt_for_each_row(desk: Desk) -> None:
    text = cell_changed(NEW, "560652", BIM, "30,00")
    assert desk.take_in(desk.circular(text)) == 1
    assert "560652: the reimbursement (BIM) is €30.00" in desk.said
    assert "--settle 560652" in desk.said


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("560011", "there is nothing to settle about code 560011"),
        ("56001", "‘56001’ is not in the official list"),
        ("567011=", "is not in the official list"),
    ],
)
def test_idle_or_unclear_settling_is_refused(desk: Desk, given: str, told: str) -> None:
    assert desk.take_in(desk.circular(NEW), "--settle", given) == 2
    assert told in desk.complained
    assert desk.files() == frozen()


def test_new_code_like_one_that_nobody_knows(desk: Desk) -> None:
    circular = desk.circular(cell_changed(NEW, "560011", AMBULATORY, "569995"))
    assert desk.take_in(circular, "--settle", "569995=111111", "560011") == 2
    assert "settle: ‘111111’ is not in the official list" in desk.complained


def test_doubts_as_json(desk: Desk) -> None:
    circular = desk.circular(cell_changed(NEW, "560011", FEE, "31,74"))
    assert desk.take_in(circular, "--json") == 1
    told = json.loads(desk.said)
    (doubt,) = told["doubts"]
    assert (doubt["line"], doubt["code"], doubt["state"]) == (
        line_of(NEW, "560011"),
        "560011",
        "open",
    )
    assert doubt["values"] == {"given": "31.74", "made": "31.73"}
    assert told["written"] == []
    assert told["shares"][0]["after"]["bim"] == "2.60"
    desk.take_in(desk.circular(""), "--json")
    assert json.loads(desk.said)["faults"][0]["reason"] == "empty"
