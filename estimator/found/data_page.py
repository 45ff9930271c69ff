"""/data/: the files of the package and what changed, as a page that is whole without a script."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.tariffs.price_changes import (
    ChangeGroup,
    change_days,
    changes_between,
    grouped,
)
from estimator.found.addresses import Place
from estimator.found.head import head
from estimator.found.layout import HERE, page
from estimator.locales import LANGUAGES, Words
from estimator.locales import words as words_of
from estimator.open_data.forms import FORMS
from estimator.open_data.package import CHANGES, DESCRIBED, DataPackage, published
from estimator.wording.changes import codes_of, subject, value_text

DATA_STYLE = Markup((HERE / "data.css").read_text("utf-8"))  # noqa: S704 - our own
#: Every language, with the language in the address and without it.
DATA_PAGES_KEPT = 2 * len(LANGUAGES)


@lru_cache(DATA_PAGES_KEPT)
def data_page(place: Place, _: date) -> str:
    """The page in a language; made anew each day, as its foot tells the tariff."""
    words, package = words_of(place.language), published()
    title = words("data.title")
    return page(
        "data.html",
        place.language,
        title=title,
        head=head(place, title, words("data.intro"), hidden=place.more),
        data_style=DATA_STYLE,
        package=package.descriptor,
        described=DESCRIBED,
        changes_file=CHANGES,
        tables=list(tables(words, package)),
        changes=list(changed(words, package)),
    )


def tables(words: Words, package: DataPackage) -> Iterator[tuple[str, int, list[tuple[str, str]]]]:
    """Each table: its name, its rows, and its files by kind."""
    for resource in package.descriptor["resources"]:
        name = resource["name"]
        files = [(ending.upper(), f"{name}.{ending}") for ending in FORMS]
        yield words(f"data.table.{name}"), package.rows[name], files


def changed(words: Words, package: DataPackage) -> Iterator[dict[str, Any]]:
    """What changed on each day, newest first."""
    for before, day in reversed(list(pairwise(change_days(package.book)))):
        found = list(changes_between(package.book, before, day))
        yield {
            "title": words("data.changes.on", n=len(found), day=day),
            "rows": [change_row(words, each) for each in grouped(found)],
        }


def change_row(words: Words, change: ChangeGroup) -> tuple[str, ...]:
    """What changes, of which codes, before, after, and the rise in euros if it is an amount."""
    rise = change.difference
    return (
        subject(words, change),
        codes_of(change),
        value_text(words, change.kind, change.before),
        value_text(words, change.kind, change.after),
        "–" if rise is None else words.euros(euros(rise)),
    )
