"""The items of an estimate as a table that spreadsheets open."""

import csv
import io
from datetime import date
from decimal import Decimal

from estimator.engine.model.result import Item, Result
from estimator.locales import Words
from estimator.wording.formulas import FORMULA_STARTS

#: Spreadsheets of these languages expect commas in numbers, hence semicolons between cells.
DECIMAL_COMMA = frozenset({"fr", "nl", "de"})


def items_csv(result: Result, words: Words) -> bytes:
    """One row per billed code, in order, under a header in words: UTF-8 with its mark."""
    comma = words.language in DECIMAL_COMMA
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";" if comma else ",")
    writer.writerow([text(words(f"keep.column.{name}")) for name in Item._fields])
    writer.writerows(row(item, words, comma) for item in result.items)
    return table.getvalue().encode("utf-8-sig")


def row(item: Item, words: Words, comma: bool) -> list[str]:
    """An item as cells; the service and how sure the amounts are stand in words."""
    service, status = words(f"service.{item.service}"), words(f"status.{item.status}")
    named = item._replace(service=service, status=status)
    return [cell(value, comma) for value in named]


def cell(value: Decimal | date | int | str, comma: bool) -> str:
    """A value as a spreadsheet of the language reads it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", "," if comma else ".")
    return text(value) if isinstance(value, str) else str(value)


def text(words: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words
