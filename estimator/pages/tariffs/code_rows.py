"""Every code of a day as rows of a table, made once per language and tariff."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Code
from estimator.engine.tariffs.prices import AtBothKinds, at_both_kinds
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words, words
from estimator.pages.common.html import heading, labelled, table
from estimator.pages.common.tariff_pages import contents
from estimator.wording.codes import named
from estimator.wording.prices import left, reimbursed

#: A visitor may ask for any day; the server keeps the tables of the last few.
DAYS_KEPT = 32
COLUMNS = ("code", "fee", "reimbursed", "reimbursed_bim", "left", "status", "meaning")
NAMED = Markup("{}<br><small>{}</small>")


class Prices(NamedTuple):
    """What a code costs a patient without increased reimbursement, and one with it."""

    not_bim: AtBothKinds
    bim: AtBothKinds


def prices_of(code: str, day: date) -> Prices:
    """The prices of a code by the tariff of a day."""
    book = tariffs().book
    return Prices(*(at_both_kinds(book, code, day, bim=bim) for bim in (False, True)))


def codes_on(day: date) -> dict[str, Code]:
    """The codes of a day in the order of the nomenclature."""
    return tariffs().book.nomenclature(day).codes


def period_of(day: date) -> date:
    """The first day of the stretch of days, this one among them, on which nothing changes."""
    return max(first for first in tariffs().periods if first <= day)


def all_tables(language: str, day: date) -> Markup:
    """A table of every setting, and links to them."""
    return _all_tables(language, day, period_of(day))


@lru_cache(maxsize=DAYS_KEPT)
def _all_tables(language: str, day: date, period: date) -> Markup:
    say, codes = words(language), codes_on(period)
    settings = dict.fromkeys(code.setting for code in codes.values())
    ways = contents(say, {setting: say(f"setting.{setting}") for setting in settings})
    return ways + tables(say, day, tuple(codes))


def tables(say: Words, day: date, codes: Sequence[str]) -> Markup:
    """A table of each setting that some codes are for."""
    rows = rows_on(say.language, period_of(day))
    known = codes_on(day)
    settings = dict.fromkeys(known[code].setting for code in codes)
    return Markup("").join(
        heading(say(f"setting.{setting}"), setting)
        + table(
            say("tariffs.caption", setting=say(f"setting.{setting}"), day=day),
            [say(f"tariffs.column.{column}") for column in COLUMNS],
            [rows[code] for code in codes if known[code].setting == setting],
            kind="codes labelled",
        )
        for setting in settings
    )


@cache
def rows_on(language: str, period: date) -> dict[str, list[Markup]]:
    """The row of every code under one tariff."""
    say = words(language)
    return {code: row(say, known, period) for code, known in codes_on(period).items()}


def row(say: Words, code: Code, day: date) -> list[Markup]:
    """A code and what it is; its amounts; how sure they are, and how sure its meaning is."""
    of = prices_of(code.code, day)
    cells = {
        "fee": say.euros(euros(of.not_bim.conventioned.official_fee)),
        "reimbursed": reimbursed(say, of.not_bim.conventioned),
        "reimbursed_bim": reimbursed(say, of.bim.not_conventioned),
        "left": left(say, of.not_bim.not_conventioned),
        "status": say(f"status.{of.not_bim.status}"),
        "meaning": say(f"tariffs.meaning.{code.meaning}"),
    }
    head = NAMED.format(code.code, named(say, code, tariffs().book))
    return [head, *(labelled(say(f"tariffs.column.{it}"), cells[it]) for it in cells)]
