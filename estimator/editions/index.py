"""A derived edition: every multiplier of an earlier one raised by a linear index. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from estimator.editions.changes import Changes, fees_changed
from estimator.editions.findings import raised
from estimator.editions.rows import file_text, with_rows
from estimator.engine.model.errors import TariffGap
from estimator.engine.model.tariff_book import Edition, Multiplier, TariffBook

DERIVED = "derived"
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """By how many percent the edition in force before `first_day` rises, and which text says so."""

    first_day: date
    percent: Decimal
    source: str | None = None
    page: str | None = None
    known_until: date | None = None
    assumption: str | None = None


@dataclass(frozen=True)
class Indexed:
    """A derived edition before it is written: what it changes, and the text of each file."""

    changes: Changes
    tables: Mapping[str, str]


def indexed(book: TariffBook, index: Index, texts: Mapping[str, str]) -> Indexed:
    """The edition that an index makes. Raises `TariffGap` where none came before."""
    base = edition_before(book, index.first_day)
    source = index.source or base.source
    page = index.page or f"linear index of {index.percent} %"
    factor = 1 + index.percent / WHOLE
    last = book.multipliers[base.first_day]
    multipliers = [
        Multiplier(code, raised(of.multiplier, factor), None, DERIVED, None, source, page)
        for code, of in sorted(last.items())
    ]
    edition = Edition(
        index.first_day, index.known_until, index.percent, DERIVED, source, index.assumption
    )
    codes = book.nomenclature(index.first_day).codes
    changed = fees_changed(book.nomenclature(base.first_day).codes, codes, last, multipliers)
    return Indexed(
        changes=Changes(base.first_day, (), (), tuple(changed)),
        tables={
            f"multipliers/{index.first_day}.csv": file_text(Multiplier._fields, multipliers),
            "editions.csv": with_rows(texts["editions.csv"], [edition], ["first_day"]),
        },
    )


def edition_before(book: TariffBook, day: date) -> Edition:
    """The last edition that began before a day."""
    earlier = [first_day for first_day in book.editions if first_day < day]
    if not earlier:
        raise TariffGap("edition before", day)
    return book.editions[max(earlier)]
