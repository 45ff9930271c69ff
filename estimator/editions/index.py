"""Makes a derived edition: an index raises every multiplier of the edition before it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from estimator.editions.changes import Changes, fees_changed
from estimator.editions.findings import raised
from estimator.editions.table_files import file_text, with_rows
from estimator.engine.model.errors import TariffGap
from estimator.engine.model.tariff_book import Edition, Multiplier, TariffBook

DERIVED = "derived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The percentage by which the edition before `first_day` rises, and the text that says so."""

    first_day: date
    percent: Decimal
    source: str | None = None
    page: str | None = None
    known_until: date | None = None
    assumption: str | None = None


@dataclass(frozen=True)
class Indexed:
    """A derived edition before it is written: its changes, and the text of each file."""

    changes: Changes
    tables: Mapping[str, str]


def indexed(book: TariffBook, index: Index, texts: Mapping[str, str]) -> Indexed:
    """The edition that an index makes. Raises `TariffGap` where no edition comes before it."""
    earlier = [first_day for first_day in book.editions if first_day < index.first_day]
    if not earlier:
        raise TariffGap("edition before", index.first_day)
    base = book.editions[max(earlier)]
    source = index.source or base.source
    page = index.page or f"linear index of {index.percent} %"
    factor = 1 + index.percent / 100
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
