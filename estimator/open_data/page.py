"""/data/: the files of the package and what changed, as a page that works without scripts."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import Environment

from estimator.engine.model.money import euros
from estimator.engine.tariffs.price_changes import (
    ChangeGroup,
    change_days,
    changes_between,
    grouped,
)
from estimator.locales import LANGUAGES, Words
from estimator.locales import words as words_of
from estimator.open_data.forms import FORMS
from estimator.open_data.package import CHANGES, DESCRIBED, DataPackage, published
from estimator.wording.changes import codes_of, subject, value_text

TEMPLATE = Path(__file__).with_name("page.html")


@cache
def data_page(language: str) -> str:
    """The page in a language, made once."""
    words, package = words_of(language), published()
    # Every value is escaped, as in the other pages.
    template = Environment(autoescape=True).from_string(TEMPLATE.read_text("utf-8"))
    return template.render(
        words=words,
        languages=[(each, words_of(each)("language.name")) for each in LANGUAGES],
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
