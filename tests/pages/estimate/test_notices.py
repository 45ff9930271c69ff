"""Every notice that an estimate can bear is said on the page."""

from datetime import date

import pytest

from estimator.engine.model.notices import NOTICES
from estimator.locales import words
from tests.pages.asking import Asking, bodies, plain

Answers = dict[str, str | int | date]
FREE: Answers = {"conventioned": "false"}
#: Answers under which a notice stands on the page.
SAID: dict[str, Answers] = {
    "capped": {"sessions": 80, "per_week": "7"},
    "overrun": {"sessions": 30},
    "overrun_at_once": {"prior_sessions": 20},
    "bim_protected": {**FREE, "bim": "true"},
    "palliative_full": {**FREE, "pathology": "palliative"},
    "reduction": FREE,
    "first_fee": {**FREE, "first_fee": "50"},
    "fee_ignored_bim": {**FREE, "bim": "true"},
    "fee_ignored_palliative": {**FREE, "pathology": "palliative"},
    "fee_below_official": {**FREE, "fee": "20"},
    "overrun_fee_ignored": {"overrun_fee": "25", "sessions": 30, **FREE},
    "overrun_fee_above_ceiling": {"overrun_fee": "60", "sessions": 30},
    "surcharge_ignored": {"surcharge": "5", "conventioned": "unknown"},
    "new_year": {"start": date(2025, 12, 1)},
    "tariff_change": {"start": date(2025, 1, 6)},
    "reduction_change": {**FREE, "start": date(2024, 3, 4)},
    "fa_after_year": {"pathology": "fa", "sessions": 120},
    "perinatal_over": {"pathology": "perinatal"},
    "heavy_approval": {"pathology": "heavy"},
    "edition_after_known": {"start": date(2026, 12, 21)},
    "less_reimbursed": {**FREE, "pathology": "fb", "sessions": 62},
    "reduction_open": {**FREE, "start": date(2026, 12, 21)},
    "no_convention": {"start": date(2025, 1, 6)},
    "report_again": {"pathology": "fb", "report": "true", "start": date(2025, 12, 1)},
    "notification": {"pathology": "fa"},
    "fa_conditions": {"pathology": "fa"},
    "first_session_missing": {"pathology": "fa", "prior_sessions": 20},
    "further_condition": {},
    "fibromyalgia": {"pathology": "fb"},
    "lymphoedema_lists": {"pathology": "fb", "service": "lymphoedema_45"},
    "service_quota": {"pathology": "heavy", "service": "lymphoedema_60"},
    "rest_home": {"biller": "rest_home"},
    "unusual_day": {"start": date(2025, 5, 28), "per_week": "7"},
    "treatment_start": {},
    "fb_counter": {"pathology": "fb", "prior_sessions": 3},
    "travel_amount": {"setting": "home"},
    "reduction_2024_04": {**FREE, "start": date(2024, 5, 6)},
    "reduction_scope": {**FREE, "setting": "home"},
    "overrun_cap_one_condition": {"sessions": 30},
    "bim_overrun_ceiling": {**FREE, "bim": "true", "sessions": 30},
    "report_frequency": {"pathology": "fb", "report": "true"},
    "fee_constant": FREE,
    "meaning_inferred": {"pathology": "heavy", "service": "second_session"},
    "travel_not_billed": {
        "pathology": "heavy",
        "setting": "home",
        "service": "second_session",
    },
    "travel_once": {"pathology": "heavy", "setting": "home", "service": "respiratory_60"},
    "cerebral_palsy_quota": {"pathology": "heavy", "service": "cerebral_palsy_60"},
    "perinatal_prior": {"pathology": "perinatal", "prior_sessions": 12},
}
#: Those that never arise here: what has no code is not asked for, a fee that only serves to compare
#: with was not ignored, and no edition so far changes a limit, a share or a travel amount.
NOT_HERE = {
    "limit_change",
    "share_change",
    "travel_change",
    "fee_ignored_conventioned",
    "intake_not_billed",
    "report_not_billed",
}


def starts(notice: str) -> str:
    """The words of a notice up to its first value."""
    return plain(words("fr").forms(f"notice.{notice}")[0]).partition("{")[0].strip()


@pytest.mark.parametrize("notice", SAID)
def test_a_notice_is_said(asking: Asking, notice: str) -> None:
    asking.answer(**SAID[notice])
    assert starts(notice)[:60] in asking.read


def test_every_notice_is_tested_or_never_arises() -> None:
    assert {*SAID} | NOT_HERE == set(NOTICES)


def test_the_cliff_stands_before_the_chart(asking: Asking) -> None:
    asking.answer(sessions=30)
    assert asking.read.index("le prix va changer") < asking.read.index("Séance après séance")


def test_a_tariff_past_its_last_known_day_is_said_openly(asking: Asking) -> None:
    asking.answer(start=date(2026, 12, 21))
    said = starts("edition_after_known")
    shown = bodies(asking.app)
    (told,) = (body for body in shown if said in plain(body))
    assert "<h2" in told
