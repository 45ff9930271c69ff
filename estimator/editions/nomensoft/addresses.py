"""Where INAMI publishes the fees of each code."""

from collections.abc import Iterator
from datetime import date

from estimator.editions.nomensoft.comparison import priced_codes
from estimator.engine.model.tariff_book import TariffBook

SITE = "https://webappsa.riziv-inami.fgov.be/Nomen"
ADDRESS = SITE + "/{language}/{code}/fees/xml?currentOnly={current}"
#: The languages of NomenSoft, the first for readers of others.
LANGUAGES_THERE = ("fr", "nl")


def addresses(book: TariffBook, day: date, language: str, *, past: bool) -> Iterator[str]:
    """The address of each code of a day; with `past`, of all its periods."""
    there = language if language in LANGUAGES_THERE else LANGUAGES_THERE[0]
    for code in priced_codes(book, day):
        yield ADDRESS.format(language=there, code=code, current=not past)
