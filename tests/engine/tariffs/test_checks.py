"""Faults in tariff files: each is found, with its file and line."""

import csv
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from estimator import InvalidAnswer, TariffFault, estimate, tariffs
from estimator.engine.estimate import estimate as estimate_with
from estimator.engine.model.errors import Problem
from estimator.engine.numbers.layout import lay_out
from estimator.engine.numbers.tables import Sheet
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import SHIPPED
from estimator.lists.frames import estimate_table
from estimator.locales import words
from tests.engine.cases import case, euros
from tests.engine.tariffs.folder import SHEET_2024, Folder
from tests.frozen import FROZEN
from tests.lists.tables import texts

M24 = "multipliers/2024-02-01.csv"


def test_the_tariffs_have_no_fault(folder: Folder) -> None:
    assert problems_in(SHIPPED) == []
    assert folder.problems() == []


# Codes ------------------------------------------------------------------------------------------


def test_unknown_code(folder: Folder) -> None:
    line = folder.add(M24, "999999,1.000000,,official,,convention-m24,art. 3")
    folder.only(M24, line, "unknown code 999999")


def test_travel_code_has_no_multiplier(folder: Folder) -> None:
    line = folder.add(M24, "639111,1.310000,,official,,convention-m24,art. 3")
    folder.only(M24, line, "unknown code 639111")


def test_missing_code(folder: Folder) -> None:
    folder.remove(M24, "567011,")
    folder.only(M24, len(folder.lines(M24)), "missing code 567011")


def test_edition_without_any_row(folder: Folder) -> None:
    folder.write(M24, folder.lines(M24)[:1])
    problems = folder.problems()
    assert {problem.file for problem in problems} == {M24}
    assert len(problems) == 204


def test_code_withdrawn_from_the_nomenclature(folder: Folder) -> None:
    folder.remove(SHEET_2024, "564255,")
    found = folder.problems()
    assert {problem.what for problem in found} == {"unknown code 564255"}
    assert {problem.file for problem in found} == {
        f"multipliers/{day}.csv" for day in ("2024-01-01", "2024-02-01", "2025-02-01")
    }


def test_travel_code_that_stands_nowhere(folder: Folder) -> None:
    line = folder.replace("travel.csv", "2025-02-01,639192", "639192", "639193")
    assert Problem("travel.csv", line, "unknown code 639193") in folder.problems()


def test_nomenclature_that_begins_too_late(folder: Folder) -> None:
    (folder.path / SHEET_2024).rename(folder.path / "nomenclature/2024-02-01.csv")
    found = folder.problems()
    files = {"limits.csv", "multipliers/2024-01-01.csv", "travel.csv"}
    assert {problem.file for problem in found} == files
    assert all("unknown code" in problem.what for problem in found)


# Ranges -----------------------------------------------------------------------------------------


def test_overlap(folder: Folder) -> None:
    line = folder.replace(SHEET_2024, "560011,", ",10,18,", ",9,18,")
    folder.only(SHEET_2024, line, "overlaps")


def test_overlap_with_a_range_without_end(folder: Folder) -> None:
    folder.replace(SHEET_2024, "560011,", ",10,18,", ",10,,")
    folder.only(SHEET_2024, folder.line_of(SHEET_2024, "560055,"), "overlaps")


def test_hole(folder: Folder) -> None:
    line = folder.replace(SHEET_2024, "563010,", ",21,60,", ",22,60,")
    folder.only(SHEET_2024, line, "hole before the range of 563010: 21")


def test_hole_before_the_first_range(folder: Folder) -> None:
    line = folder.replace(SHEET_2024, "560416,", ",1,18,", ",2,18,")
    folder.only(SHEET_2024, line, "hole before the range of 560416: 1")


# Fees -------------------------------------------------------------------------------------------


def test_fee_that_is_not_multiplier_times_coefficient(folder: Folder) -> None:
    line = folder.replace(M24, "567011,", "30.00", "30.01")
    folder.only(M24, line, "fee 30.01 of 567011 is not M × coefficient = 30.00")


def test_multiplier_typed_wrong(folder: Folder) -> None:
    line = folder.replace(M24, "567011,", "1.250000", "1.520000")
    folder.only(M24, line, "36.48")


# References -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "start", "old"),
    [
        ("copayments.csv", "2024-01-01,heavy", "circular-oa-2023-390"),
        ("editions.csv", "2024-02-01", "convention-m24"),
        ("limits.csv", "normal_sessions", "cm-courante"),
        ("maf.csv", "2024,12681.18", "mc-maf"),
        ("reductions.csv", "2025-01-01", "rtl-2024-11-28"),
        ("travel.csv", "2025-02-01,639192", "convention-m24"),
        (M24, "567011,", "convention-m24"),
        (SHEET_2024, "567011,", "cm-courante"),
    ],
)
def test_unknown_source(folder: Folder, file: str, start: str, old: str) -> None:
    line = folder.replace(file, start, old, "hearsay")
    folder.only(file, line, "unknown source hearsay")


def test_unknown_assumption(folder: Folder) -> None:
    line = folder.replace("travel.csv", "2025-02-01,639192", "travel_amount", "we_think")
    folder.only("travel.csv", line, "unknown assumption we_think")


def test_assumption_that_no_notice_tells(folder: Folder) -> None:
    folder.add("assumptions.csv", "we_think,A sentence.,Every session.")
    line = folder.replace("travel.csv", "2025-02-01,639192", "travel_amount", "we_think")
    folder.only("travel.csv", line, "we_think has no notice")


# Ceilings ---------------------------------------------------------------------------------------


def test_ceiling_that_stands_nowhere(folder: Folder) -> None:
    line = folder.replace(SHEET_2024, "560055,", "560011", "999999")
    folder.only(SHEET_2024, line, "unknown code 999999 as ceiling")


def test_overrun_code_without_ceiling(folder: Folder) -> None:
    line = folder.replace(SHEET_2024, "560055,", ",560011,", ",,")
    folder.only(SHEET_2024, line, "560055: a ceiling goes with an overrun code only")


def test_ceiling_of_a_normal_code(folder: Folder) -> None:
    line = folder.replace(SHEET_2024, "567011,", "current,,", "current,560011,")
    folder.only(SHEET_2024, line, "567011: a ceiling goes with an overrun code only")


# Days -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["01/04/2024", "20240401", "2024-4-1", "2024-02-30", "2024-04"])
def test_day_that_is_not_iso_in_a_cell(folder: Folder, text: str) -> None:
    line = folder.replace("reductions.csv", "2024-04-01", "2024-04-01", text)
    folder.only("reductions.csv", line, f"first_day: {text!r} is no ISO date")


@pytest.mark.parametrize("name", ["2024-2-1", "20240201", "february", "2024-02-30"])
def test_day_that_is_not_iso_in_a_file_name(folder: Folder, name: str) -> None:
    shutil.copy(folder.path / M24, folder.path / f"multipliers/{name}.csv")
    folder.only(f"multipliers/{name}.csv", 1, "file name")


# Rows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("assumptions.csv", "travel_amount"),
        ("copayments.csv", "2024-01-01,heavy"),
        ("editions.csv", "2024-02-01"),
        ("limits.csv", "overrun_cap"),
        ("reductions.csv", "2025-05-01"),
        ("sources.csv", "convention-m24,"),
        ("travel.csv", "2025-02-01,639192"),
        (M24, "567011,"),
        (SHEET_2024, "560092,"),
    ],
)
def test_repeated_row(folder: Folder, file: str, start: str) -> None:
    first = folder.line_of(file, start)
    last = folder.add(file, folder.lines(file)[first - 1])
    assert folder.places() == [(file, first), (file, last)]
    assert all("stands 2 times" in problem.what for problem in folder.problems())


@pytest.mark.parametrize(
    ("place", "change", "what"),
    [
        ((M24, "567011,"), ("1.250000", "much"), "multiplier: 'much' is no number"),
        ((M24, "567011,"), ("1.250000", "-1.25"), "multiplier: '-1.25' is no number"),
        ((M24, "567011,"), ("1.250000", "NaN"), "multiplier: 'NaN' is no number"),
        ((M24, "567011,"), ("1.250000", ""), "multiplier is empty"),
        ((M24, "567011,"), ("567011", ""), "code is empty"),
        ((M24, "567011,"), ("official,", ""), "6 cells, expected 7"),
        ((M24, "567011,"), ("official,", "official,,"), "8 cells, expected 7"),
        (("limits.csv", "overrun_cap"), (",54,", ",fifty,"), "value: 'fifty' is no whole number"),
        (("limits.csv", "overrun_cap"), (",54,", ",5.4,"), "value: '5.4' is no whole number"),
        (("maf.csv", "2024,22687"), ("true", "yes"), "bim_household: 'yes' is no true or false"),
    ],
)
def test_cell_that_cannot_be_read(
    folder: Folder, place: tuple[str, str], change: tuple[str, str], what: str
) -> None:
    file, _ = place
    line = folder.replace(*place, *change)
    assert Problem(file, line, what) in folder.problems()


@pytest.mark.parametrize("header", ["code;multiplier", "", "\N{BYTE ORDER MARK}code,multiplier"])
def test_wrong_columns(folder: Folder, header: str) -> None:
    folder.write("reductions.csv", [header, *folder.lines("reductions.csv")[1:]])
    folder.only("reductions.csv", 1, "columns are")


def test_empty_file(folder: Folder) -> None:
    (folder.path / "reductions.csv").write_text("")
    folder.only("reductions.csv", 1, "columns are []")


# Files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["copayments", "editions", "limits", "maf", "reductions"])
def test_missing_file(folder: Folder, name: str) -> None:
    (folder.path / f"{name}.csv").unlink()
    problems = folder.problems()
    (problem,) = (problem for problem in problems if problem.file == f"{name}.csv")
    assert problem.line == 1
    assert "can't be read" in problem.what


def test_file_in_another_encoding(folder: Folder) -> None:
    text = (folder.path / "assumptions.csv").read_text(encoding="utf-8")
    (folder.path / "assumptions.csv").write_bytes(text.encode("utf-16"))
    assert ("assumptions.csv", 1) in folder.places()


@pytest.mark.parametrize("name", ["multipliers", "nomenclature"])
def test_folder_without_editions(folder: Folder, name: str) -> None:
    shutil.rmtree(folder.path / name)
    assert Problem(name, 1, "no edition in this folder") in folder.problems()


def test_no_tariffs_at_all(tmp_path: Path) -> None:
    assert len(problems_in(tmp_path / "nowhere")) == 20


def test_edition_that_is_not_listed(folder: Folder) -> None:
    folder.remove("editions.csv", "2024-02-01")
    folder.only(M24, 1, "edition 2024-02-01 has no row in editions.csv")


def test_listed_edition_without_file(folder: Folder) -> None:
    line = folder.add("editions.csv", "2027-01-01,,,official,convention-m25,")
    folder.only("editions.csv", line, "edition 2027-01-01 has no file of multipliers")


# What only shows when courses are priced --------------------------------------------------------


def test_missing_copayment_class(folder: Folder) -> None:
    folder.remove("copayments.csv", "2024-01-01,short")
    (problem,) = folder.problems()
    assert "the tariff holds no share short on 2024-01-01" in problem.what


def test_copayment_that_begins_too_late(folder: Folder) -> None:
    folder.replace("copayments.csv", "2024-01-01,f_list", "2024-01-01", "2024-02-01")
    (problem,) = folder.problems()
    assert "share f_list on 2024-01-01" in problem.what


@pytest.mark.parametrize(
    "limit",
    [
        "normal_sessions",
        "overrun_cap",
        "extended_limit",
        "pathologies_per_year",
        "treatment_start_months",
    ],
)
def test_missing_limit(folder: Folder, limit: str) -> None:
    folder.remove("limits.csv", limit)
    (problem,) = folder.problems()
    assert f"limit {limit}" in problem.what


@pytest.mark.parametrize("service", ["respiratory_60", "cerebral_palsy_60", "lymphoedema_45"])
def test_missing_quota(folder: Folder, service: str) -> None:
    folder.remove("quotas.csv", f"2024-01-01,{service}")
    folder.only("quotas.csv", 1, f"quota {service} on 2024-01-01")


def test_class_that_stands_nowhere(folder: Folder) -> None:
    """A code outside every course is shown too."""
    line = folder.replace(SHEET_2024, "560092,", ",current,,", ",curent,,")
    folder.only(SHEET_2024, line, "560092: the tariff holds no share curent on 2024-01-01")


def test_class_that_begins_after_the_code(folder: Folder) -> None:
    folder.replace(SHEET_2024, "560092,", ",current,,", ",exam,,")
    folder.add("copayments.csv", "2024-06-01,exam,1.00,2.00,official,convention-m24,")
    line = folder.line_of(SHEET_2024, "560092,")
    folder.only(SHEET_2024, line, "560092: the tariff holds no share exam on 2024-01-01")


def test_new_code_without_a_fee(folder: Folder) -> None:
    file = "nomenclature/2028-01-01.csv"
    exam = "560999,ambulatory,practice,current,consultative_exam,,,30,24,current,,inferred"
    folder.write(file, folder.lines(SHEET_2024))
    line = folder.add(file, f"{exam},cm-courante")
    folder.only(file, line, "560999: the tariff holds no multiplier of 560999 on 2028-01-01")


def test_missing_fa_year(folder: Folder) -> None:
    folder.remove("limits.csv", "fa_year_years,fa,")
    (problem,) = folder.problems()
    assert "limit fa_year_years fa " in problem.what


def test_reduction_that_begins_too_late(folder: Folder) -> None:
    folder.remove("reductions.csv", "2024-01-01")
    (problem,) = folder.problems()
    assert "on 2024-01-01" in problem.what


# What is told beside the estimates ---------------------------------------------------------------


def test_a_fee_of_before_without_its_source(folder: Folder) -> None:
    line = folder.replace("history.csv", "2020-01-01,2021-12-31,heavy,48", "circular-m20", "m20")
    folder.only("history.csv", line, "unknown source m20")


def test_a_fee_of_before_that_stands_twice(folder: Folder) -> None:
    line = folder.add("history.csv", folder.lines("history.csv")[1])
    assert folder.places() == [("history.csv", 2), ("history.csv", line)]


def test_a_claim_without_its_source(folder: Folder) -> None:
    line = folder.replace("elsewhere.csv", "fee,", "price-blog-2025", "blog")
    folder.only("elsewhere.csv", line, "unknown source blog")


def test_a_claim_that_stands_twice(folder: Folder) -> None:
    line = folder.add("elsewhere.csv", folder.lines("elsewhere.csv")[1])
    assert folder.places() == [("elsewhere.csv", 2), ("elsewhere.csv", line)]


def test_a_claim_about_an_unknown_code(folder: Folder) -> None:
    line = folder.replace("elsewhere.csv", "fee,", "560011", "999999")
    folder.only("elsewhere.csv", line, "unknown code 999999")


def test_a_claim_about_a_day_before_the_first_tariff(folder: Folder) -> None:
    line = folder.replace("elsewhere.csv", "fee,", "2025-05-05", "2023-05-05")
    folder.only("elsewhere.csv", line, "unknown code 560011")


def test_load_refuses_a_claim_that_cannot_be_read(folder: Folder) -> None:
    line = folder.replace("elsewhere.csv", "fee,", "28.00", "much")
    with pytest.raises(TariffFault, match=f"elsewhere.csv:{line}: amount: 'much' is no number"):
        load(folder.path)


# Loading ----------------------------------------------------------------------------------------


def test_load_refuses_what_cannot_be_read(folder: Folder) -> None:
    line = folder.replace(M24, "567011,", "1.250000", "much")
    with pytest.raises(TariffFault) as raised:
        load(folder.path)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line) == (M24, line)
    assert str(raised.value) == f"{M24}:{line}: multiplier: 'much' is no number"


def test_load_gives_the_same_book_each_time(folder: Folder) -> None:
    assert load(folder.path).multipliers == tariffs().book.multipliers
    assert load(folder.path).sources == tariffs().book.sources


# A new edition ----------------------------------------------------------------------------------


def with_edition_2027(folder: Folder) -> Sheet:
    """The tariffs with a sheet of 2027: every multiplier of 2025 raised by a tenth."""
    with (folder.path / "multipliers/2025-02-01.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    tenth_more = {row["code"]: Decimal(row["multiplier"]) * Decimal("1.1") for row in rows}
    raised = [f"{code},{m},,official,,m27,art. 3" for code, m in tenth_more.items()]
    folder.write(
        "multipliers/2027-01-01.csv", ["code,multiplier,fee,status,pages,source,page", *raised]
    )
    folder.add("editions.csv", "2027-01-01,2028-12-31,,official,m27,")
    days = "2026-12-20,2026-12-21,2026-12-21,2028-01-15"
    folder.add("sources.csv", f"m27,A text of 2027,INAMI,,{days},whole")
    assert folder.problems() == []
    return lay_out(load(folder.path))


def test_new_edition_needs_no_code(folder: Folder) -> None:
    sheet = with_edition_2027(folder)
    course = case(start=date(2026, 12, 31), per_week=7, sessions=2)
    before, after = estimate_with(course, sheet).items
    assert (before.edition, before.official_fee) == (date(2025, 2, 1), euros("30.80"))
    assert (after.edition, after.official_fee) == (date(2027, 1, 1), euros("33.88"))
    assert after.patient == euros("6.25")


def test_new_edition_is_told_and_cited(folder: Folder) -> None:
    sheet = with_edition_2027(folder)
    course = case(start=date(2027, 1, 1), sessions=2)
    result = estimate_with(course, sheet)
    assert result.sources[0].id == "m27"
    assert "edition_after_known" not in [notice.id for notice in result.notices]
    assert "edition_after_known" in [notice.id for notice in estimate(course).notices]
    later = estimate_with(case(start=date(2029, 1, 1)), sheet)
    (notice,) = (notice for notice in later.notices if notice.id == "edition_after_known")
    assert notice.values["known_until"] == date(2028, 12, 31)


def test_new_edition_leaves_earlier_days_alone(folder: Folder) -> None:
    sheet = with_edition_2027(folder)
    course = case(sessions=60, per_week=3, conventioned=False, fee="40")
    assert estimate_with(course, sheet).items == estimate(course).items


def test_new_copayment_and_reduction_hold_from_their_day(folder: Folder) -> None:
    folder.add("copayments.csv", "2026-03-01,current,3.00,7.00,official,convention-m25,")
    folder.add("reductions.csv", "2026-03-02,30,official,convention-m25,")
    assert folder.problems() == []
    course = case(start=date(2026, 2, 28), per_week=7, sessions=3, conventioned=False, fee="30.80")
    items = estimate_with(course, lay_out(load(folder.path))).items
    assert [item.copayment for item in items] == [euros("6.25"), euros("7.00"), euros("7.00")]
    assert [item.reimbursed for item in items] == [euros("18.42"), euros("17.85"), euros("16.66")]


def test_new_nomenclature_holds_from_its_day(folder: Folder) -> None:
    """A limit of 20 normal sessions instead of 18, from 2026 on."""
    for start, old, new in (("560011,", ",10,18,", ",10,20,"), ("560055,", ",19,,", ",21,,")):
        folder.replace(SHEET_2024, start, old, new)
    (folder.path / SHEET_2024).rename(folder.path / "nomenclature/2026-01-01.csv")
    shutil.copy(FROZEN / SHEET_2024, folder.path / SHEET_2024)
    assert folder.problems() == []
    sheet = lay_out(load(folder.path))
    for year, code in ((2025, "560055"), (2026, "560011")):
        course = case(start=date(year, 5, 5), prior_sessions=18, sessions=1)
        (item,) = estimate_with(course, sheet).items
        assert item.code == code


def test_session_that_a_later_nomenclature_has_no_code_for(folder: Folder) -> None:
    kept = [line for line in folder.lines(SHEET_2024) if "psychiatric_home,perinatal" not in line]
    folder.write("nomenclature/2025-06-01.csv", kept)
    of = case(
        pathology="perinatal", setting="psychiatric_home", sessions=6, start=date(2025, 5, 20)
    )
    sheet = lay_out(load(folder.path))
    with pytest.raises(InvalidAnswer) as raised:  # 20, 23, 27 and 30 May, then 3 June
        estimate_with(of, sheet)
    assert (raised.value.field, raised.value.reason) == ("sessions", "limit")
    assert list(map(str, raised.value.allowed)) == ["1", "4"]
    listed = estimate_table(pd.DataFrame([texts(of)]), sheet, words("en"))
    assert listed["patient"].isna().all()
    assert "1 … 4" in listed["error"][0]


# Tables beside the prices ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "start", "old"),
    [
        ("conventions.csv", "2025-02-01", "convention-m25"),
        ("open_questions.csv", "fees_2027", "convention-m25"),
        ("public_holidays.csv", "labour_day", "decree-1974-04-18"),
        ("quotas.csv", "2024-01-01,respiratory_60", "heavy-quotas"),
        ("situations.csv", "fa-5,", "hl7-be-physiotherapy"),
        ("usual_fees.csv", "2025-01-01", "price-pages-2025"),
    ],
)
def test_unknown_source_of_what_is_told(folder: Folder, file: str, start: str, old: str) -> None:
    line = folder.replace(file, start, old, "hearsay")
    folder.only(file, line, "unknown source hearsay")


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("conventions.csv", "2025-02-01"),
        ("open_questions.csv", "fees_2027"),
        ("public_holidays.csv", "labour_day"),
        ("quotas.csv", "2024-01-01,respiratory_60"),
        ("situations.csv", "fa-5,"),
        ("usual_fees.csv", "2025-01-01"),
    ],
)
def test_repeated_row_of_what_is_told(folder: Folder, file: str, start: str) -> None:
    first = folder.line_of(file, start)
    last = folder.add(file, folder.lines(file)[first - 1])
    assert folder.places() == [(file, first), (file, last)]


@pytest.mark.parametrize(
    ("place", "change", "what"),
    [
        (("conventions.csv", "2025-02-01"), ("published", "certain"), "status: 'certain'"),
        (("quotas.csv", "2024-01-01,resp"), ("assumed", "certain"), "status: 'certain'"),
        (("quotas.csv", "2024-01-01,resp"), ("respiratory_60", "swimming"), "service: 'swimming'"),
        (("quotas.csv", "2024-01-01,resp"), (",30,30,", ",31,30,"), "fewest 31 is over most 30"),
        (("open_questions.csv", "fees"), (",fees,", ",fee,"), "about: 'fee' is none of"),
        (("open_questions.csv", "fees"), (",fees,,", ",fees,0 25,"), "readings go with reduction"),
        (("open_questions.csv", "red"), ("0 25", "0 2.5"), "'2.5' is no whole percent"),
        (("open_questions.csv", "red"), ("0 25", "0 125"), "'125' is no whole percent"),
        (("open_questions.csv", "red"), ("0 25", ""), "readings is empty"),
        (
            ("usual_fees.csv", "2025"),
            ("37.00,40.00", "40.50,40.00"),
            "low 40.50 is over high 40.00",
        ),
        (("usual_fees.csv", "2025"), ("2025-12-31", "2024-12-31"), "first_day 2025-01-01 is over"),
        (("limits.csv", "overrun_cap"), ("560055", "999999"), "unknown code 999999 in codes"),
        (("sources.csv", "convention-m24,"), (",whole", ",all"), "read: 'all' is none of whole"),
        (("situations.csv", "fa-5,"), (",fa,", ",fc,"), "group: 'fc' is none of current, fa"),
        (("situations.csv", "fa-5,"), ("py-fa,", "py-fc,"), "agreement: 'physiotherapy-fc' is"),
        (("situations.csv", "fa-5,"), ("fa-5,fa", "FA-5,fa"), "code: 'FA-5' is no situation code"),
        (("situations.csv", "fa-5,"), ("fa-5,fa-5", "fa-5,fa5"), "family: 'fa5' is no situation"),
        (("situations.csv", "fa-5,"), ("py-fa,", "py-fa,a;b"), "is no list of names"),
        (("situations.csv", "fa-5,"), (",hl7-be-physiotherapy", ","), "source is empty"),
        (("public_holidays.csv", "labour"), (",5,1,,", ",2,29,,"), "is no day of every year"),
        (("public_holidays.csv", "labour"), (",5,1,,", ",13,1,,"), "is no day of every year"),
        (("public_holidays.csv", "labour"), (",5,1,,", ",5,,,"), "neither month and day, nor"),
        (("public_holidays.csv", "labour"), (",5,1,,", ",,,,"), "neither month and day, nor"),
        (("public_holidays.csv", "labour"), (",5,1,,", ",5,1,1,"), "either month and day, or"),
    ],
)
def test_fault_in_what_is_told(
    folder: Folder, place: tuple[str, str], change: tuple[str, str], what: str
) -> None:
    folder.only(place[0], folder.replace(*place, *change), what)


@pytest.mark.parametrize(
    ("new", "what"),
    [
        (",published,,", "published on no page"),
        (",published,0,", "published on no page"),
        (",derived,2,", "pages goes with published only, not with derived"),
    ],
)
def test_pages_and_published_go_together(folder: Folder, new: str, what: str) -> None:
    file = "multipliers/2025-02-01.csv"
    folder.only(file, folder.replace(file, "567011,", ",derived,,", new), what)


def test_a_fee_found_on_pages_is_no_fault(folder: Folder) -> None:
    folder.replace("multipliers/2025-02-01.csv", "567011,", ",derived,,", ",published,2,")
    assert folder.problems() == []


@pytest.mark.parametrize("first_day", ["2027-01-01", "2027-04-01"])
def test_question_that_is_answered_already(folder: Folder, first_day: str) -> None:
    folder.add("reductions.csv", f"{first_day},0,published,rtl-2024-11-28,")
    line = folder.line_of("open_questions.csv", "reduction_2027")
    what = f"reduction_2027 is answered by reductions.csv on {first_day}"
    folder.only("open_questions.csv", line, what)


def test_question_that_an_earlier_row_leaves_open(folder: Folder) -> None:
    folder.add("reductions.csv", "2026-12-31,0,published,rtl-2024-11-28,")
    assert folder.problems() == []
