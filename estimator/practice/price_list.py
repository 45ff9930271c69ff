"""The price list of a practice as HTML to paste: printed text that needs no script nor style sheet.

Every text is escaped; only the tags written here are markup. Amounts are those of the engine.
"""
# ruff: noqa: S704 - each value is escaped where it stands

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from estimator import Pathology, Result, tariffs
from estimator.engine.model.notices import reduction_since
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.practice.model import Kine, Practice
from estimator.practice.prices import PriceRow, first_rows, of_one_kind, price_rows
from estimator.wording.amounts import total
from estimator.wording.comparison import KINDS
from estimator.wording.headline import (
    certainty,
    open_sentence,
    questions_in,
    tariff_values,
)

#: These few rules keep a table readable where no style sheet is for it; all else is the website's.
SCROLLS = "overflow-x:auto"
TABLE = "border-spacing:0.8em 0.3em;text-align:left"
CAPTION = "text-align:left;font-weight:bold"
NO_AMOUNT = "–"
INTAKE = "intake"

Cells = Callable[[Words, PriceRow], list[str]]


def price_list(
    practice: Practice, languages: Iterable[str], address: Callable[[str], str], today: date
) -> str:
    """The price list in some languages, one after the other. `address` gives the estimator's
    address that opens in a language."""
    return "\n".join(section(words_of(it), practice, address(it), today) for it in languages)


def section(words: Words, practice: Practice, address: str, today: date) -> Markup:
    """All prices in one language."""
    book, alike = tariffs().book, of_one_kind(practice.kines)
    rows = [row for kines in alike for row in rows_of(practice, kines[0], today)]
    results = [row.result for row in rows]
    named = "named" if practice.practice_name else "title"
    title = words(f"price_list.{named}", name=practice.practice_name)
    parts = [element("h2", title), *dated(words, results, today)]
    for kines in alike:
        parts.append(element("h3", heading_of(words, kines)))
        parts.extend(kine_parts(words, practice, kines[0], today))
    parts.extend(element("p", text) for text in notes(words, book, results))
    link = Markup(f'<a href="{escape(address)}">{escape(words("notice_paper.again"))}</a>')
    parts.append(element("p", link))
    parts.append(element("p", words("page.limits")))
    body = "\n".join(parts)
    return Markup(f'<section lang="{words.language}">\n{body}\n</section>')


def rows_of(practice: Practice, kine: Kine, today: date) -> list[PriceRow]:
    """Every session with a price at a kiné."""
    return list(price_rows(practice, kine, today, Pathology))


def dated(words: Words, results: Sequence[Result], today: date) -> Iterator[Markup]:
    """The day that the prices hold for, and since when the tariff does."""
    items = [item for result in results for item in result.items]
    if not items:
        yield element("p", words("price_list.day", day=today))
        return
    since = tariff_values(tariffs().book, items)["first_day"]
    yield element("p", words("price_list.dated", day=today, since=since))


def heading_of(words: Words, kines: Sequence[Kine]) -> str:
    """Who they are, and their status."""
    kind = KINDS[not kines[0].conventioned]
    names = ", ".join(kine.name for kine in kines if kine.name)
    if not names:
        return words(f"price_list.nameless.{kind}")
    return words(f"price_list.of.{kind}", names=names, n=len(kines))


def kine_parts(words: Words, practice: Practice, kine: Kine, today: date) -> Iterator[Markup]:
    """What holds for a kiné: the meaning of the status, tables, what else may be asked."""
    for text in meaning(words, kine.conventioned, tariffs().book, today):
        yield element("p", text)
    tables = (
        ("sessions", session_cells, rows_of(practice, kine, today)),
        ("first", first_cells, list(first_rows(practice, kine, today))),
    )
    for name, cells, rows in tables:
        for bim in (False, True):
            if chosen := [row for row in rows if row.bim is bim]:
                yield table(words, f"{name}.{'bim' if bim else 'ordinary'}", chosen, cells)
    if kine.price_missing:
        yield element("p", words("price_list.ask"))
    if points := Markup("").join(element("li", text) for text in besides(words, kine)):
        yield element("ul", points)


def meaning(words: Words, conventioned: bool, book: TariffBook, today: date) -> Iterator[str]:
    """What a status means for a patient, as far as it is known."""
    status = KINDS[not conventioned]
    yield words(f"price_list.meaning.{status}")
    if not conventioned:
        percent, first_day = reduction_since(book, today)
        if percent and not book.open_on(today, "reduction"):
            yield words("notice_paper.reduced", percent=percent, first_day=first_day)
        for question in book.open_questions:
            if question.about == "reduction":
                yield open_sentence(words, book, question)
    yield words(f"price_list.bim.{status}")


def table(words: Words, name: str, rows: Sequence[PriceRow], cells: Cells) -> Markup:
    """A table of prices, the rows of each place together."""
    caption, kind = words(f"price_list.caption.{name}"), name.partition(".")[0]
    columns = [words(f"price_list.column.{it}") for it in columns_of(kind, rows[0].kine)]
    head = Markup("").join(Markup(f'<th scope="col">{escape(text)}</th>') for text in columns)
    by_place = groupby(sorted(rows, key=place_of), key=place_of)
    bodies = "\n".join(
        place_rows(words, list(of_place), cells, len(columns)) for _, of_place in by_place
    )
    return Markup(
        f'<div style="{SCROLLS}" role="group" tabindex="0" aria-label="{escape(caption)}">\n'
        f'<table style="{TABLE}">\n<caption style="{CAPTION}">{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n{bodies}\n</table>\n</div>"
    )


def place_of(row: PriceRow) -> bool:
    """What the rows are ordered by: care at home comes last."""
    return row.setting == "home"


def columns_of(kind: str, kine: Kine) -> tuple[str, ...]:
    """The columns of a table, what is left to pay first: on a phone the last ones are out of sight.
    A conventioned kiné's price is the fee of the convention."""
    if kind == "first":
        return ("condition", "patient", "first", "intake", "reimbursed")
    own = () if kine.conventioned else ("charged",)
    return ("condition", "patient", *own, "reimbursed", "official_fee")


def place_rows(words: Words, rows: Sequence[PriceRow], cells: Cells, columns: int) -> Markup:
    """The rows of one place, under its name; groups that follow each other with the same amounts
    share a row."""
    place = escape(words(f"setting.{rows[0].setting}"))
    lines = []
    for amounts, alike in groupby(rows, key=lambda row: cells(words, row)):
        names = "; ".join(words(f"pathology.{row.pathology}") for row in alike)
        own = Markup("").join(element("td", amount) for amount in amounts)
        lines.append(element("tr", Markup(f'<th scope="row">{escape(names)}</th>{own}')))
    head = Markup(
        f'<tr><th scope="rowgroup" colspan="{columns}"><strong>{place}</strong></th></tr>'
    )
    return Markup("<tbody>\n{}\n</tbody>").format(Markup("\n").join([head, *lines]))


def session_cells(words: Words, row: PriceRow) -> list[str]:
    """The amounts of an ordinary session."""
    own = () if row.kine.conventioned else ("charged",)
    amounts = (total(words, row.result, it) for it in ("patient", *own, "reimbursed"))
    return [*amounts, words.euros(row.result.items[0].official_fee)]


def first_cells(words: Words, row: PriceRow) -> list[str]:
    """The amounts of a first appointment: session and intake apart, then both together."""
    session, *others = row.result.items
    intake = next((item for item in others if item.service == INTAKE), None)
    return [
        total(words, row.result, "patient"),
        words.euros(session.charged),
        words.euros(intake.charged) if intake else NO_AMOUNT,
        total(words, row.result, "reimbursed"),
    ]


def besides(words: Words, kine: Kine) -> Iterator[str]:
    """Unusual hours and missed appointments, where the kiné asks something for them."""
    if kine.special_hours:
        key = f"price_list.special_hours.{KINDS[not kine.conventioned]}"
        yield words(key, amount=kine.special_hours)
    if kine.missed:
        yield words("price_list.missed", amount=kine.missed)


def notes(words: Words, book: TariffBook, results: Sequence[Result]) -> Iterator[str]:
    """Which sessions are meant, who computed the amounts, and what they rest on."""
    if not results:
        return
    yield words("price_list.meant")
    day = results[0].case.start
    sessions = book.limit("normal_sessions", Pathology.CURRENT, day).value
    yield words("notice_paper.limited", n=sessions)
    yield words("price_list.computed")
    yield from rests_on(words, book, results)


def rests_on(words: Words, book: TariffBook, results: Sequence[Result]) -> Iterator[str]:
    """How sure the amounts are, and what nobody knows yet but for what `meaning` tells."""
    yield certainty(words, book, results)
    for question in questions_in(book, results):
        if question.about != "reduction":
            yield open_sentence(words, book, question)


def element(tag: str, content: str) -> Markup:
    """An element around a text, or around markup."""
    return Markup(f"<{tag}>{escape(content)}</{tag}>")
