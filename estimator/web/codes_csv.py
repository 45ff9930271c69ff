"""Every code of a day as a table that spreadsheets open."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from estimator import tariffs
from estimator.engine.money import euros
from estimator.engine.tariffs import Code, in_force
from estimator.keep.items_csv import DECIMAL_COMMA, cell, text
from estimator.locales import Words
from estimator.web.code_rows import amounts_of, codes_on
from estimator.web.code_words import named

COLUMNS = (
    "code",
    "setting",
    "what",
    "first_day",
    "fee",
    "reimbursed",
    "reimbursed_bim",
    "share",
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
    """One code: what it is, since when, its amounts, how sure its meaning is."""
    book = tariffs().book
    yield code.code
    yield text(say(f"setting.{code.setting}"))
    yield text(named(say, code, book))
    yield in_force(book.editions, day).first_day.isoformat()
    yield from (cell(euros(amount), comma) for amount in amounts_of(code.code, day))
    yield say(f"tariffs.meaning.{code.meaning}")
