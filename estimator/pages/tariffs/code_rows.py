"""Every code of a day as rows of a table, made once per language and tariff."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Code
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.pages.blocks.html import heading, labelled, table
from estimator.pages.common.tariff_pages import contents
from estimator.wording.amounts import cents_amount
from estimator.wording.codes import code_name, prices_of, reimbursed

#: How many days to cache; a visitor may ask for any.
DAYS_KEPT = 32
COLUMNS = ("code", "fee", "reimbursed", "reimbursed_bim", "left", "status", "meaning")
NAMED = Markup("{}<br><small>{}</small>")


def codes_on(day: date) -> dict[str, Code]:
    """The codes of a day in the order of the nomenclature."""
    return tariffs().book.nomenclature(day).codes


def period_of(day: date) -> date:
    """The first day of the period without a change of tariff that a day belongs to."""
    return max(first for first in tariffs().periods if first <= day)


def all_tables(language: str, day: date) -> Markup:
    """A table for every setting, and links to them."""
    return _all_tables(language, day, period_of(day))


@lru_cache(maxsize=DAYS_KEPT)
def _all_tables(language: str, day: date, period: date) -> Markup:
    words, codes = words_of(language), codes_on(period)
    settings = dict.fromkeys(code.setting for code in codes.values())
    links = contents(words, {setting: words(f"setting.{setting}") for setting in settings})
    return links + tables(words, day, tuple(codes))


def tables(words: Words, day: date, codes: Sequence[str]) -> Markup:
    """A table for each setting of some codes."""
    rows, known = rows_on(words.language, period_of(day)), codes_on(day)
    settings = dict.fromkeys(known[code].setting for code in codes)
    return Markup("").join(
        heading(words(f"setting.{setting}"), setting)
        + table(
            words("tariffs.caption", setting=words(f"setting.{setting}"), day=day),
            [words(f"tariffs.column.{column}") for column in COLUMNS],
            [rows[code] for code in codes if known[code].setting == setting],
            kind="codes labelled",
        )
        for setting in settings
    )


@cache
def rows_on(language: str, period: date) -> dict[str, list[Markup]]:
    """The row of every code under one tariff."""
    words = words_of(language)
    return {code: code_row(words, known, period) for code, known in codes_on(period).items()}


def code_row(words: Words, code: Code, day: date) -> list[Markup]:
    """A code and its name, its amounts, how sure they are, and how sure its meaning is."""
    book = tariffs().book
    prices = prices_of(book, code.code, day)
    conventioned, other = prices.not_bim
    cells = (
        words.euros(euros(conventioned.official_fee)),
        reimbursed(words, conventioned),
        reimbursed(words, prices.bim.not_conventioned),
        cents_amount(words, other.left_least, other.left_most),
        words(f"status.{prices.not_bim.status}"),
        words(f"tariffs.meaning.{code.meaning}"),
    )
    labels = (words(f"tariffs.column.{column}") for column in COLUMNS[1:])
    return [NAMED.format(code.code, code_name(words, code, book)), *map(labelled, labels, cells)]
