"""Every code of a day as a table that spreadsheets open."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from estimator.engine.model.money import Cents, euros
from estimator.engine.model.tariff_book import Code, in_force
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.pages.tariffs.code_rows import Prices, codes_on, prices_of
from estimator.wording.codes import named
from estimator.wording.items_csv import DECIMAL_COMMA, cell, text

COLUMNS = (
    "code",
    "setting",
    "what",
    "first_day",
    "fee",
    "reimbursed",
    "reimbursed_bim",
    "left_least",
    "left_most",
    "status",
    "meaning",
)


def codes_csv(say: Words, day: date) -> bytes:
    """One row per code under a header in words: UTF-8 with its mark."""
    comma = say.language in DECIMAL_COMMA
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";" if comma else ",")
    writer.writerow([text(say(f"tariffs.csv.{column}")) for column in COLUMNS])
    writer.writerows(list(cells(say, code, day, comma)) for code in codes_on(day).values())
    return written.getvalue().encode("utf-8-sig")


def cells(say: Words, code: Code, day: date, comma: bool) -> Iterator[str]:
    """One code: what it is, since when, its amounts, how sure they and its meaning are."""
    book = tariffs().book
    yield code.code
    yield text(say(f"setting.{code.setting}"))
    yield text(named(say, code, book))
    yield in_force(book.editions, day).first_day.isoformat()
    of = prices_of(code.code, day)
    yield from (cell(euros(amount), comma) for amount in amounts_of(of))
    yield say(f"status.{of.not_bim.status}")
    yield say(f"tariffs.meaning.{code.meaning}")


def amounts_of(of: Prices) -> tuple[Cents, ...]:
    """The amounts of a code. What is left at a non-conventioned kiné who asks the official fee is
    told twice, at the least and at the most."""
    bound, free = of.not_bim
    back = bound.reimbursed, of.bim.not_conventioned.reimbursed
    return (bound.official_fee, *back, free.left_least, free.left_most)
