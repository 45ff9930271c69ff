"""The maximum à facturer (MAF): what a course adds to a household's yearly sum of fixed shares."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.result import Result
from estimator.engine.model.tariff_book import MafCeiling, TariffBook

NOTHING = Decimal("0.00")


class MafYear(NamedTuple):
    """One calendar year of the counter, in euros.

    `added` is what this course adds: fixed shares, but no supplements and no reduction. `counted`
    includes what was counted before. The mutuality pays `above` back. `ceiling_year` is the year of
    the ceiling: for a later year the last known ceiling is used, never an extrapolated one.
    """

    year: int
    added: Decimal
    counted: Decimal
    ceiling: Decimal
    ceiling_year: int
    remaining: Decimal
    above: Decimal


def bands(book: TariffBook, year: int) -> tuple[MafCeiling, ...]:
    """The income bands of a year, or of the last known year before it; lowest first."""
    known = {ceiling.year for ceiling in book.maf}
    last = max((each for each in known if each <= year), default=min(known))
    return tuple(ceiling for ceiling in book.maf if ceiling.year == last)


def ceiling_for(of: Sequence[MafCeiling], band: int, *, bim: bool) -> MafCeiling:
    """The ceiling of a band; for a BIM household, that of BIM households if it is lower."""
    protected = [ceiling for ceiling in of if bim and ceiling.bim_household]
    return min([of[band], *protected], key=lambda ceiling: ceiling.ceiling)


def maf_years(result: Result, band: int, already: Decimal, book: TariffBook) -> tuple[MafYear, ...]:
    """The counter year by year. `already`: euros counted before the course in its first year."""
    added: dict[int, Decimal] = {}
    for item in result.items:
        added[item.date.year] = added.get(item.date.year, NOTHING) + item.copayment
    first = result.case.start.year
    return tuple(
        maf_year(
            year,
            more,
            already if year == first else NOTHING,
            ceiling_for(bands(book, year), band, bim=result.case.bim),
        )
        for year, more in sorted(added.items())
    )


def maf_year(year: int, added: Decimal, before: Decimal, ceiling: MafCeiling) -> MafYear:
    """One year of the counter."""
    counted = before + added
    return MafYear(
        year=year,
        added=added,
        counted=counted,
        ceiling=ceiling.ceiling,
        ceiling_year=ceiling.year,
        remaining=max(ceiling.ceiling - counted, NOTHING),
        above=over_ceiling(counted, ceiling),
    )


def over_ceiling(counted: Decimal, ceiling: MafCeiling) -> Decimal:
    """By how much the counter is above the ceiling, in euros."""
    return max(counted - ceiling.ceiling, NOTHING)
