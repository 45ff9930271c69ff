"""The notice for the waiting room: the status and its meaning, the practice's and official fees.

The convention (M/24 art. 5) asks a practice to show its status and to explain it. One page A4 per
language, as an accessible PDF (PDF/UA-1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from estimator import Case, Pathology, Result, Setting, estimate, tariffs
from estimator.documents.fonts_cover import printable
from estimator.documents.pdf import pdf_of, printable_address
from estimator.documents.qr import qr_svg
from estimator.embed.snippet import link
from estimator.engine.model.notices import reduction_since
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Words
from estimator.locales import words as words_of
from estimator.practice.model import Practice
from estimator.wording.amounts import total
from estimator.wording.comparison import KINDS, TOTALS
from estimator.wording.headline import certainty, open_sentence, questions_in
from estimator.wording.notices import source_title

USUAL = (Setting.PRACTICE, Setting.HOME)


def notice_pdf(practice: Practice, *, base: str, today: date) -> bytes:
    """The notice in the languages of a practice, a page each, with a link that opens in its
    language; `base` is the address of the estimator and ends with a slash.

    It has a kiné, whose status is shown. Characters of the practice's name that no font has are
    left out. The same practice and day give the same bytes.
    """
    pages = [page_of(words_of(language), practice, base, today) for language in practice.languages]
    return pdf_of("poster.typ", {"pages": pages}, today)


def page_of(words: Words, practice: Practice, base: str, today: date) -> dict[str, object]:
    """All texts of one page."""
    address = printable_address(link(base, replace(practice, lang=words.language)))
    book = tariffs().book
    results = list(results_of_sessions(practice, today))
    name = printable(practice.practice_name)
    columns = ("session", "official_fee", *TOTALS)
    return {
        "language": words.language,
        "region": words.locale.territory,
        "name": name.text,
        "right_to_left": name.right_to_left,
        "title": words(f"notice_paper.title.{KINDS[not practice.kines[0].conventioned]}"),
        "meaning": list(meaning(words, practice, book, today)),
        "fees": words("notice_paper.fees", day=today),
        "head": [words(f"notice_paper.{column}") for column in columns],
        "rows": [row_of(words, result) for result in results],
        "notes": list(notes(words, book, results)),
        "again": words("notice_paper.again"),
        "address": address,
        "qr": qr_svg(address).decode(),
        "alt": words("keep.qr"),
        "limits": words("page.limits"),
    }


def meaning(words: Words, practice: Practice, book: TariffBook, today: date) -> Iterator[str]:
    """What the status means for a patient, with and without increased reimbursement."""
    status = KINDS[not practice.kines[0].conventioned]
    yield words(f"notice_paper.meaning.{status}")
    if not practice.kines[0].conventioned:
        percent, first_day = reduction_since(book, today)
        if percent and not book.open_on(today, "reduction"):
            yield words("notice_paper.reduced", percent=percent, first_day=first_day)
        for question in book.open_questions:
            if question.about == "reduction":
                yield open_sentence(words, book, question)
    yield words(f"notice_paper.bim.{status}")
    sessions = book.limit("normal_sessions", Pathology.CURRENT, today).value
    yield words("notice_paper.limited", n=sessions)


def results_of_sessions(practice: Practice, today: date) -> Iterator[Result]:
    """One session at each place with a known fee, without increased reimbursement and with it."""
    conventioned = practice.kines[0].conventioned
    for setting in (practice.setting,) if practice.setting else USUAL:
        price = practice.kines[0].price(Pathology.CURRENT, setting)
        fee = price.fee if price else None
        known = setting in tariffs().settings_of(Pathology.CURRENT)
        if not known or (fee is None and not conventioned):
            continue
        for bim in (False, True):
            yield estimate(
                Case(
                    pathology=Pathology.CURRENT,
                    setting=setting,
                    bim=bim,
                    conventioned=conventioned,
                    fee=None if conventioned else fee,
                    sessions=1,
                    start=today,
                    intake=False,
                    travel=False,
                )
            )


def row_of(words: Words, result: Result) -> list[str]:
    """A place and a kind of patient, and the amounts of one session."""
    case = result.case
    place = words(f"setting.{case.setting}")
    name = words("notice_paper.with_bim", setting=place) if case.bim else place
    amounts = (total(words, result, column) for column in TOTALS)
    return [name, words.euros(result.items[0].official_fee), *amounts]


def notes(words: Words, book: TariffBook, results: Sequence[Result]) -> Iterator[str]:
    """Which kind of session is meant, who computed the amounts, and what they rest on."""
    yield words("notice_paper.session_meant")
    if not results:
        return
    yield words("notice_paper.computed")
    yield certainty(words, book, results)
    for question in questions_in(book, results):
        if question.about != "reduction":
            yield open_sentence(words, book, question)
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
