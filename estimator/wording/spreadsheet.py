"""Tables that spreadsheets open: the items of an estimate, and the codes of a day."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from estimator.engine.model.money import euros
from estimator.engine.model.plan import PlanResult
from estimator.engine.model.result import Item, Result
from estimator.engine.model.tariff_book import Code, TariffBook, in_force
from estimator.locales import Words
from estimator.wording.codes import code_name, prices_of

#: A spreadsheet takes a cell that begins so for a formula; an apostrophe before it makes it text.
#: Some are signs of Asian keyboards.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CODE_COLUMNS = (
    *("code", "setting", "what", "first_day", "fee", "reimbursed", "reimbursed_bim"),
    *("left_least", "left_most", "status", "meaning"),
)
Cell = Decimal | date | int | str


def items_csv(result: Result, words: Words) -> bytes:
    """One row per billed code, in order."""
    return csv_file(words, item_heads(words), (item_cells(words, it) for it in result.items))


def plan_csv(result: PlanResult, words: Words) -> bytes:
    """The same for a plan, in order of date; before it the course, whose it is, and what for."""
    header = [words(f"plan.column.{name}") for name in ("course", "person", "condition")]
    rows = (
        (place + 1, course.person, course.condition or "", *item_cells(words, item))
        for place, item in result.items
        for course in [result.planned[place]]
    )
    return csv_file(words, [*header, *item_heads(words)], rows)


def item_heads(words: Words) -> list[str]:
    """The columns of an item."""
    return [words(f"keep.column.{name}") for name in Item._fields]


def item_cells(words: Words, item: Item) -> Item:
    """An item with its service and its status in words."""
    service, status = words(f"service.{item.service}"), words(f"status.{item.status}")
    return item._replace(service=service, status=status)


def codes_csv(words: Words, book: TariffBook, day: date) -> bytes:
    """One row per code of a day."""
    header = [words(f"tariffs.csv.{column}") for column in CODE_COLUMNS]
    codes = book.nomenclature(day).codes.values()
    return csv_file(words, header, (code_cells(words, book, code, day) for code in codes))


def code_cells(words: Words, book: TariffBook, code: Code, day: date) -> Iterator[Cell]:
    """A code: its name, its first day, its amounts, how sure they and its meaning are. What is left
    to pay at a non-conventioned kiné who asks the official fee comes as the least and the most."""
    yield code.code
    yield words(f"setting.{code.setting}")
    yield code_name(words, code, book)
    yield in_force(book.editions, day).first_day
    prices = prices_of(book, code.code, day)
    conventioned, other = prices.not_bim
    yield euros(conventioned.official_fee)
    yield euros(conventioned.reimbursed)
    yield euros(prices.bim.not_conventioned.reimbursed)
    yield euros(other.left_least)
    yield euros(other.left_most)
    yield words(f"status.{prices.not_bim.status}")
    yield words(f"tariffs.meaning.{code.meaning}")


def csv_file(words: Words, header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """A table in the manner of the language: UTF-8 with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter(words))
    writer.writerow(map(safe_text, header))
    writer.writerows([cell(value, decimal_comma(words)) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def delimiter(words: Words) -> str:
    """What stands between cells: a semicolon where spreadsheets expect a comma in numbers."""
    return ";" if decimal_comma(words) else ","


def decimal_comma(words: Words) -> bool:
    """Whether numbers of the language have a decimal comma."""
    return "," in words.number(Decimal("0.5"))


def cell(value: Cell, comma: bool) -> str:
    """A value as a spreadsheet of the language reads it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", "," if comma else ".")
    return safe_text(value) if isinstance(value, str) else str(value)


def safe_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
