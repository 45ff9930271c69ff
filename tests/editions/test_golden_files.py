"""Every golden file of a circular or of NomenSoft is held against the engine, those of new editions
too."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.tariffs.prices import unit_price
from estimator.environment.tariff_folder import SHIPPED
from tests.engine.cases import GOLDEN, rows_of
from tests.shipped import BOOK, needs_tariff_of

#: Those typed from the document stand with the tests, those of `tariffs import` with the tariffs.
FILES = sorted(
    file
    for folder in (GOLDEN, SHIPPED / "golden")
    for kind in ("circular", "nomensoft")
    for file in folder.glob(f"{kind}-*.csv")
)


def day_of(golden: Path) -> date:
    """The first day of the tariff that a golden file holds."""
    return date.fromisoformat(golden.stem.partition("-")[2])


def holds(golden: Path, book: TariffBook) -> None:
    """Every amount that a golden file prints is the engine's, and every code has its row; NomenSoft
    may be taken in without travel."""
    day = day_of(golden)
    seen = set()
    for row in rows_of(golden):
        for code in filter(None, (row["code_ambulatory"], row["code_hospitalised"])):
            seen.add(code)
            prices = {bim: unit_price(book, code, day, bim=bim) for bim in (False, True)}
            printed = {
                "fee": prices[False].official_fee,
                "reimbursed_bim": prices[True].reimbursed,
                "reimbursed_not_bim": prices[False].reimbursed,
            }
            for column, amount in printed.items():
                if row[column] not in ("", "*"):
                    assert Decimal(row[column]) == euros(amount), (code, column)
    codes = book.nomenclature(day).codes.values()
    optional = "travel" if golden.stem.startswith("nomensoft") else ""
    assert {code.code for code in codes} - seen <= {it.code for it in codes if it.group == optional}
    assert seen <= {code.code for code in codes}


@pytest.mark.parametrize("golden", FILES, ids=lambda path: path.stem)
def test_golden_file_holds(golden: Path) -> None:
    needs_tariff_of(day_of(golden))
    holds(golden, BOOK)


def test_every_official_circular_has_its_golden_file() -> None:
    circulars = {d for d, of in BOOK.editions.items() if of.source.startswith("circular-")}
    assert circulars <= {day_of(path) for path in FILES}
