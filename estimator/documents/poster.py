"""The notice for the waiting room: each kiné's status and its meaning, prices and official fees.

The convention (M/24 art. 5) asks a practice to show its status and to explain it. One page A4 per
language in the largest type that fits, as an accessible PDF (PDF/UA-1).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from estimator import Pathology, Result, Setting, tariffs
from estimator.documents.content import Texts
from estimator.documents.fonts_cover import printable
from estimator.documents.pdf import pdf_of, printable_address
from estimator.documents.qr import qr_svg
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Value, Words
from estimator.locales import words as words_of
from estimator.practice.model import Kine, Practice
from estimator.practice.price_list import besides, heading_of, meaning, rests_on
from estimator.practice.prices import USUAL, PriceRow, first_rows, of_one_kind, places, price_rows
from estimator.wording.amounts import total
from estimator.wording.comparison import KINDS
from estimator.wording.notices import source_title

Rows = Sequence[tuple[PriceRow, PriceRow]]


def notice_pdf(practice: Practice, *, address: Callable[[str], str], today: date) -> bytes:
    """The notice in the languages of a practice, each beginning a page; `address` gives the
    estimator's address that opens in a language.

    Characters of a name that no font has are left out. The same practice and day give the same
    bytes.
    """
    known = with_printable_names(practice)
    pages = [page_of(words_of(it), known, address(it), today) for it in practice.languages]
    return pdf_of("poster.typ", {"pages": pages}, today)


def with_printable_names(practice: Practice) -> Practice:
    """A practice with the names of its kinés as far as the fonts have their letters."""
    kines = (replace(kine, name=printable(kine.name).text) for kine in practice.kines)
    return replace(practice, kines=tuple(kines))


def page_of(words: Words, practice: Practice, address: str, today: date) -> Texts:
    """All texts in one language."""
    book, address = tariffs().book, printable_address(address)
    alike = of_one_kind(practice.kines)
    rows = [rows_of(practice, kines[0], today) for kines in alike]
    results = [row.result for of_kine in rows for pair in of_kine for row in pair]
    name = printable(practice.practice_name)
    return {
        "language": words.language,
        "region": words.locale.territory,
        "name": name.text,
        "right_to_left": name.right_to_left,
        "title": title(words, practice),
        "meaning": [
            [*meaning(words, status, book, today)] for status in sorted(practice.statuses)[::-1]
        ],
        "fees": words("notice_paper.fees", day=today),
        "kines": [
            {
                "heading": heading_of(words, kines) if named(practice) else "",
                "head": head_of(words, kines[0]),
                "rows": [cells(words, *pair) for pair in of_kine],
                "lines": [*lines_of(words, practice, kines[0], today)],
            }
            for kines, of_kine in zip(alike, rows, strict=True)
        ],
        "notes": [*notes(words, book, results)],
        "again": words("notice_paper.again"),
        "address": address,
        "qr": qr_svg(address).decode(),
        "alt": words("keep.qr"),
        "limits": words("page.limits"),
    }


def title(words: Words, practice: Practice) -> str:
    """The status that all kinés have; a question where they differ."""
    if len(practice.statuses) != 1:
        return words("poster.title")
    kind = KINDS[not practice.kines[0].conventioned]
    key = "poster.title" if len(practice.kines) > 1 else "notice_paper.title"
    return words(f"{key}.{kind}")


def named(practice: Practice) -> bool:
    """Whether it must be said whose prices these are."""
    return len(practice.kines) > 1 or any(practice.names())


def rows_of(practice: Practice, kine: Kine, today: date) -> Rows:
    """Ordinary sessions of a current pathology and of each group with a price of its own."""
    own = {price.pathology for price in kine.prices}
    groups = [it for it in Pathology if it is Pathology.CURRENT or it in own]
    return pairs(price_rows(practice, kine, today, groups))


def first_of(practice: Practice, kine: Kine, today: date) -> Rows:
    """The first appointment of a current pathology at the first place, and wherever this kiné has a
    price of its own for it."""
    own = {price.scope for price in kine.prices if price.first_fee is not None}
    own.add((None, places(practice)[0] is Setting.HOME))
    told = {(group or Pathology.CURRENT, at_home) for group, at_home in own}
    found = pairs(first_rows(practice, kine, today))
    return [of for of in found if (of[0].pathology, of[0].setting is Setting.HOME) in told]


def pairs(rows: Iterable[PriceRow]) -> Rows:
    """The rows two by two: without increased reimbursement, and with it."""
    both = list(rows)
    return list(zip(both[::2], both[1::2], strict=True))


def head_of(words: Words, kine: Kine) -> list[str]:
    """The heads of the columns. A conventioned kiné's price is the fee of the convention."""
    own = () if kine.conventioned else ("charged",)
    columns = ("session", "official_fee", *own, "reimbursed", "patient")
    return [*(words(f"notice_paper.{it}") for it in columns), words("poster.patient_bim")]


def cells(words: Words, ordinary: PriceRow, bim: PriceRow) -> list[str]:
    """What a session is, and its amounts."""
    result, own = ordinary.result, () if ordinary.kine.conventioned else ("charged",)
    amounts = (total(words, result, it) for it in (*own, "reimbursed", "patient"))
    official = words.euros(result.items[0].official_fee)
    name = what(words, ordinary)
    return [name[:1].upper() + name[1:], official, *amounts, total(words, bim.result, "patient")]


def what(words: Words, row: PriceRow) -> str:
    """The place of a session, and its group unless that is a current pathology."""
    place = words(f"poster.at.{row.setting}" if row.setting in USUAL else f"setting.{row.setting}")
    if row.pathology is Pathology.CURRENT:
        return place
    return words("poster.group", group=words(f"pathology.{row.pathology}"), place=place)


def lines_of(words: Words, practice: Practice, kine: Kine, today: date) -> Iterator[str]:
    """What else there is to say of a kiné's prices."""
    if kine.price_missing:
        yield words("price_list.ask")
    for ordinary, bim in first_of(practice, kine, today):
        yield first_line(words, ordinary, bim)
    yield from besides(words, kine)


def first_line(words: Words, ordinary: PriceRow, bim: PriceRow) -> str:
    """A first appointment: the price of the session, apart from it that of the intake, and what is
    left to pay."""
    session, *others = (item.charged for item in ordinary.result.items)
    values: dict[str, Value] = {
        "what": what(words, ordinary),
        "session": session,
        "patient": total(words, ordinary.result, "patient"),
        "bim": total(words, bim.result, "patient"),
    }
    if not others:
        return words("poster.first.session", **values)
    return words("poster.first", **values, intake=others[0])


def notes(words: Words, book: TariffBook, results: Sequence[Result]) -> Iterator[str]:
    """Which kind of session is meant, who computed the amounts, and what they rest on."""
    yield words("notice_paper.session_meant")
    if not results:
        return
    sessions = book.limit("normal_sessions", Pathology.CURRENT, results[0].case.start).value
    yield words("notice_paper.limited", n=sessions)
    yield words("notice_paper.computed")
    yield from rests_on(words, book, results)
    sources = dict.fromkeys(source for result in results for source in result.sources)
    texts = (
        words(
            "notice_paper.source",
            title=source_title(words, it),
            read=words(f"source.read.{it.read}"),
        )
        for it in sources
    )
    yield words("notice_paper.sources", texts="; ".join(texts))
