"""Everything that differs between two days, whatever table it stands in."""

from datetime import date

import pytest

from estimator.engine.tariffs.files import load
from estimator.engine.tariffs.price_changes import (
    Change,
    ChangeGroup,
    ChangeKind,
    change_days,
    changes_between,
    grouped,
)
from estimator.locales import LANGUAGES, words
from estimator.wording.changes import change_json, subject, value_text
from tests.engine.cases import BOOK
from tests.engine.tariffs.folder import SHEET_2024, Folder

JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)
BEFORE, AFTER = date(2026, 5, 31), date(2026, 6, 1)


def changed(folder: Folder) -> list[Change]:
    """What changes on 1 June 2026 in spoilt tariffs."""
    return list(changes_between(load(folder.path), BEFORE, AFTER))


def new_nomenclature(folder: Folder, start: str, old: str, new: str) -> None:
    """A nomenclature of June 2026 in which one line is another."""
    file = "nomenclature/2026-06-01.csv"
    folder.write(file, folder.lines(SHEET_2024))
    folder.replace(file, start, old, new)


def test_convention_m24_changed_144_fees() -> None:
    changes = list(changes_between(BOOK, JANUARY, FEBRUARY))
    assert {change.kind for change in changes} == {ChangeKind.FEE}
    assert len(changes) == 144
    assert [change.what for change in changes] == sorted(change.what for change in changes)
    (first,) = (change for change in changes if change.what == "567011")
    assert first == (ChangeKind.FEE, "567011", "session", 2860, 3000)


def test_the_index_of_2025_changed_every_fee_but_travel() -> None:
    changes = list(changes_between(BOOK, date(2025, 1, 31), date(2025, 2, 1)))
    fees = [change for change in changes if change.kind is ChangeKind.FEE]
    assert len(fees) == 204
    assert "travel" not in {change.detail for change in fees}
    assert [change for change in changes if change.kind is not ChangeKind.FEE] == [
        (ChangeKind.CONVENTION, "", "", None, "M/25")
    ]


def test_the_reduction_of_april_2024_is_a_change() -> None:
    found = list(changes_between(BOOK, FEBRUARY, date(2024, 4, 1)))
    assert found == [(ChangeKind.REDUCTION, "", "", 0, 25)]


def test_nothing_changes_within_february() -> None:
    assert list(changes_between(BOOK, FEBRUARY, date(2024, 2, 29))) == []


def test_a_fixed_share_changes(folder: Folder) -> None:
    source = "price-pages-2026"
    folder.add("copayments.csv", f"2026-06-01,current,2.50,6.50,published,{source},")
    assert changed(folder) == [(ChangeKind.SHARE, "current", "not_bim", 625, 650)]


def test_a_class_that_a_day_lacks(folder: Folder) -> None:
    folder.add("copayments.csv", "2026-06-01,group,1.00,2.00,published,price-pages-2026,")
    assert changed(folder) == [
        (ChangeKind.SHARE, "group", "bim", None, 100),
        (ChangeKind.SHARE, "group", "not_bim", None, 200),
    ]


def test_travel_changes_in_amount_and_percent(folder: Folder) -> None:
    folder.add("travel.csv", "2026-06-01,639133,heavy,1.20,60,20,assumed,convention-m24,p,")
    assert changed(folder) == [
        (ChangeKind.TRAVEL, "639133", "travel", 113, 120),
        (ChangeKind.TRAVEL_PERCENT, "639133", "not_bim", 15, 20),
    ]


def test_limits_change(folder: Folder) -> None:
    codes = "560055 560151"
    folder.add("limits.csv", f"overrun_cap,current,50,{codes},2026-06-01,published,cm-courante,")
    (number, concerned) = changed(folder)
    assert number == (ChangeKind.LIMIT, "overrun_cap", "current", 54, 50)
    assert (concerned.kind, concerned.after) == (ChangeKind.LIMIT_CODES, codes)


def test_session_ranges_change(folder: Folder) -> None:
    new_nomenclature(folder, "563010,", ",21,60,", ",21,50,")
    assert changed(folder) == [(ChangeKind.SESSIONS, "563010", "session", (21, 60), (21, 50))]


def test_the_class_of_a_code_changes(folder: Folder) -> None:
    new_nomenclature(folder, "567011,", "current,,", "short,,")
    assert changed(folder) == [
        (ChangeKind.COPAYMENT_CLASS, "567011", "session", "current", "short")
    ]


def test_a_code_that_goes_is_told_once(folder: Folder) -> None:
    file = "nomenclature/2026-06-01.csv"
    folder.write(file, folder.lines(SHEET_2024))
    folder.remove(file, "560055,")
    (gone,) = changed(folder)
    assert (gone.kind, gone.what, gone.after) == (ChangeKind.FEE, "560055", None)


def test_a_convention_that_binds_nobody_is_none(folder: Folder) -> None:
    folder.add("conventions.csv", "2026-06-01,M/26,false,official,convention-m25")
    assert changed(folder) == [(ChangeKind.CONVENTION, "", "", "M/25", None)]


def test_a_quota_changes(folder: Folder) -> None:
    folder.add("quotas.csv", "2026-06-01,respiratory_60,30,40,assumed,heavy-quotas")
    assert changed(folder) == [(ChangeKind.QUOTA, "respiratory_60", "", (30, 30), (30, 40))]


def test_the_days_are_those_that_change_something(folder: Folder) -> None:
    restated = "2026-06-01,heavy,1.38,3.88,published,price-pages-2026,"
    folder.add("copayments.csv", restated)
    days = change_days(load(folder.path))
    assert days == change_days(BOOK)
    assert {date(2024, 4, 1), date(2025, 5, 1), *BOOK.editions} <= set(days)


def test_codes_that_change_alike_stand_together() -> None:
    changes = [
        Change(ChangeKind.FEE, "1", "session", 100, 110),
        Change(ChangeKind.FEE, "2", "session", 100, 110),
        Change(ChangeKind.FEE, "3", "report", 100, 110),
        Change(ChangeKind.FEE, "4", "session", None, 110),
        Change(ChangeKind.FEE, "5", "session", 100, None),
        Change(ChangeKind.SHARE, "current", "bim", 100, 110),
        Change(ChangeKind.SHARE, "heavy", "bim", 100, 110),
        Change(ChangeKind.REDUCTION, "", "", 0, 25),
    ]
    alike = grouped(changes)
    assert alike[0] == ChangeGroup(ChangeKind.FEE, ("1", "2"), "session", 100, 110)
    assert [each.what for each in alike[3:]] == [("5",), ("current",), ("heavy",), ("",)]
    assert [each.difference for each in alike] == [10, 10, None, None, 10, 10, None]


ONE_OF_EACH = [
    Change(ChangeKind.FEE, "567011", "session", 2860, None),
    Change(ChangeKind.SHARE, "current", "bim", 250, 260),
    Change(ChangeKind.REDUCTION, "", "", 0, 25),
    Change(ChangeKind.TRAVEL, "639133", "travel", 113, 120),
    Change(ChangeKind.TRAVEL_PERCENT, "639133", "not_bim", 15, 20),
    Change(ChangeKind.LIMIT, "overrun_cap", "current", 54, 50),
    Change(ChangeKind.LIMIT, "treatment_start_months", "", 2, 3),
    Change(ChangeKind.LIMIT_CODES, "overrun_cap", "current", "560055", None),
    Change(ChangeKind.SESSIONS, "563010", "session", (21, 60), (21, None)),
    Change(ChangeKind.COPAYMENT_CLASS, "567011", "session", "current", "unheard_of"),
    Change(ChangeKind.CEILING, "560055", "overrun", "560011", "560092"),
    Change(ChangeKind.QUOTA, "respiratory_60", "", (30, 30), (30, 40)),
    Change(ChangeKind.CONVENTION, "", "", "M/25", None),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_words(language: str) -> None:
    assert {change.kind for change in ONE_OF_EACH} == set(ChangeKind)
    say = words(language)
    for each in grouped(ONE_OF_EACH):
        assert subject(say, each)
        assert value_text(say, each.kind, each.before) != value_text(say, each.kind, each.after)


def test_json_names_what_changes_and_keeps_fees_as_they_were() -> None:
    fee, share, reduction = map(change_json, ONE_OF_EACH[:3])
    assert fee == {"kind": "fee", "code": "567011", "before": "28.60", "after": None}
    assert share == {
        "kind": "share",
        "copayment_class": "current",
        "patient": "bim",
        "before": "2.50",
        "after": "2.60",
    }
    assert reduction == {"kind": "reduction", "before": 0, "after": 25}
    assert change_json(ONE_OF_EACH[8])["after"] == [21, None]
    assert change_json(ONE_OF_EACH[6])["pathology"] is None
