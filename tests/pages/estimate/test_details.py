"""What stands with the codes billed, as a function of the estimate."""

from datetime import date

import pytest

from estimator import tariffs
from estimator.engine.ranges import OPTIONS, both_kinds
from estimator.locales import words
from estimator.pages.estimate.details import items

TODAY = date(2025, 5, 5)
COURSE = {"bim": "false", "conventioned": "true", "fee": "40", "sessions": "18"}


@pytest.mark.parametrize(
    ("pathology", "said"),
    [
        ("fa-5", ["physiotherapy-fa (code fa-5)."]),
        ("fb", ["physiotherapy-fb."]),
        ("unknown", ["physiotherapy-common-1", "physiotherapy-e ou physiotherapy-eb"]),
    ],
)
def test_the_type_of_agreement(pathology: str, said: list[str]) -> None:
    known = COURSE | {"pathology": pathology}
    unknown = {"pathology": OPTIONS["pathology"]} if pathology == "unknown" else {}
    found = both_kinds(COURSE if unknown else known, unknown, tariffs(), TODAY)
    shown = items(words("fr"), found.own, tariffs().book)
    assert shown.count("Type d&#39;accord électronique") == len(said)
    assert all(it in shown for it in said)
