"""What the chart of fees says beside its curve."""

from datetime import date

import pytest

from estimator import tariffs
from estimator.engine.ranges import both_kinds
from estimator.locales import words
from estimator.pages.estimate.fee_curve import fee_asked

COURSE = {"pathology": "current", "bim": "false", "conventioned": "false", "fee": "40"}
KEPT = "La première séance reste à 50,00 € dans tous ces montants"


@pytest.mark.parametrize(("first_fee", "told"), [("50", True), ("40", False), (None, False)])
def test_a_first_session_at_its_own_fee_keeps_it(first_fee: str | None, told: bool) -> None:
    known = COURSE | {"sessions": "18"} | ({"first_fee": first_fee} if first_fee else {})
    found = both_kinds(known, {}, tariffs(), date(2025, 5, 5))
    summary = str(next(fee_asked(words("fr"), found, tariffs())))
    assert (KEPT in summary.replace("\N{NO-BREAK SPACE}", " ")) is told
