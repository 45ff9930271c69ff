"""The foot of every page, in a frame too: method, privacy, accessibility, who, which version."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from estimator.editions.freshness import edition_in_use
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Words
from estimator.operations.health import version
from estimator.operations.settings import Settings
from estimator.pages.blocks.html import link

FOOT = Markup('<nav class="foot" aria-label="{}"><p>{}</p><p>{}</p></nav>')
#: The page with the method, and its parts that stand in the foot.
METHOD, PARTS = "/method", ("privacy", "accessibility")
QUESTIONS = "/questions"


def foot(
    words: Words, book: TariffBook, today: date, chosen: Settings, *, alone: bool = True
) -> Markup:
    """Both lines. Links open beside the page: no answer is lost, and no frame is led elsewhere.
    The foot of a page that is not `alone` stands below the links to all pages."""
    lines = ways(words, alone), makers(words, book, today, chosen)
    return FOOT.format(words("foot.label"), *map(Markup(" · ").join, lines))


def ways(words: Words, alone: bool) -> Iterator[Markup]:
    """Where to read more."""
    query = f"?lang={words.language}"
    if alone:
        yield link(METHOD + query, words("method.title"))
    yield from (link(f"{METHOD}{query}#{part}", words(f"method.{part}")) for part in PARTS)
    yield link(QUESTIONS + query, words("found.questions"))


def makers(words: Words, book: TariffBook, today: date, chosen: Settings) -> Iterator[Markup | str]:
    """Who runs this server, as far as they say so; the version and the tariff in use."""
    if chosen.operator:
        yield words("foot.operator", operator=chosen.operator)
    yield words("foot.project")
    yield from (link(each, words("foot.contact")) for each in chosen.contact[:1])
    first_day = edition_in_use(book, today).first_day
    yield words("foot.version", version=version(), first_day=first_day)
