"""The page for an address that leads nowhere."""

from datetime import date
from functools import lru_cache

from estimator.found.addresses import Place
from estimator.found.head import head
from estimator.found.layout import page
from estimator.locales import LANGUAGES, words


@lru_cache(len(LANGUAGES))
def missing_page(language: str, _: date) -> str:
    """It says so, and leads to every page; made anew each day, as its foot tells the tariff."""
    say = words(language)
    title, why = say("found.missing"), say("found.missing.why")
    nowhere = Place("", "", language, told=True)
    return page("missing.html", language, title=title, head=head(nowhere, title, why, hidden=True))
