"""Every code of a day as rows of a table, made once per language and tariff."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache

from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import Code
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.pages.blocks.html import folded, labelled, table
from estimator.wording.amounts import cents_amount
from estimator.wording.codes import code_name, prices_of, reimbursed

#: How many days to cache; a visitor may ask for any.
DAYS_KEPT = 32
#: So many codes that were found are all in sight: on a phone each takes half a window.
MOST_IN_SIGHT = 12
COLUMNS = ("code", "fee", "reimbursed", "reimbursed_bim", "left", "status", "meaning")
NAMED = Markup("{}<br><small>{}</small>")


def codes_on(day: date) -> dict[str, Code]:
    """The codes of a day in the order of the nomenclature."""
    return tariffs().book.nomenclature(day).codes


def period_of(day: date) -> date:
    """The first day of the period without a change of tariff that a day belongs to."""
    return max(first for first in tariffs().periods if first <= day)


def all_tables(language: str, day: date) -> Markup:
    """Every code of a day, folded away by setting and, within it, by group."""
    return _all_tables(language, day, period_of(day))


@lru_cache(maxsize=DAYS_KEPT)
def _all_tables(language: str, day: date, period: date) -> Markup:
    words, codes = words_of(language), codes_on(period)
    return Markup("").join(
        folded(head(words, "setting", own), groups(words, day, own), setting)
        for setting, own in by_trait("setting", codes.values())
    )


def groups(words: Words, day: date, codes: Sequence[Code]) -> Markup:
    """The codes of a setting, folded away by group if it has several."""
    parts = by_trait("group", codes)
    if len(parts) == 1:
        return codes_table(words, day, codes)
    anchor = f"{codes[0].setting}-{{}}".format
    return Markup("").join(
        folded(head(words, "group", own), codes_table(words, day, own, group), anchor(group))
        for group, own in parts
    )


def found_tables(words: Words, day: date, codes: Sequence[str]) -> Markup:
    """The codes found, by setting. All are in sight if they are few, else those of the first
    setting, and the others are folded away."""
    known, few = codes_on(day), len(codes) <= MOST_IN_SIGHT
    parts = by_trait("setting", [known[code] for code in codes])
    return Markup("").join(
        folded(
            head(words, "setting", own),
            codes_table(words, day, own),
            setting,
            opened=few or setting == parts[0][0],
        )
        for setting, own in parts
    )


def by_trait(trait: str, codes: Iterable[Code]) -> list[tuple[str, list[Code]]]:
    """The codes by a trait such as their setting, in the order of the nomenclature."""
    parts: dict[str, list[Code]] = {}
    for code in codes:
        parts.setdefault(getattr(code, trait), []).append(code)
    return [*parts.items()]


def head(words: Words, trait: str, codes: Sequence[Code]) -> str:
    """The trait that some codes share, and how many they are."""
    name = words(f"{trait}.{getattr(codes[0], trait)}")
    return words("tariffs.fold", name=name[:1].upper() + name[1:], n=len(codes))


def codes_table(words: Words, day: date, codes: Sequence[Code], group: str = "") -> Markup:
    """A table of codes of one setting, and of one group if that is named."""
    rows = rows_on(words.language, period_of(day))
    names = [words(f"setting.{codes[0].setting}"), *([words(f"group.{group}")] if group else ())]
    return table(
        words("tariffs.caption", setting=", ".join(names), day=day),
        [words(f"tariffs.column.{column}") for column in COLUMNS],
        [rows[code.code] for code in codes],
        kind="codes labelled",
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
