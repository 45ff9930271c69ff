"""The notice for the waiting room: status, what it means, the practice's fees beside the official.

The convention (M/24 art. 5) asks a practice to show its status and to tell what it means. One page
A4 in each language asked, as an accessible PDF (PDF/UA-1).
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from urllib.parse import quote

import typst

from estimator import Case, Pathology, Result, Setting, estimate, tariffs
from estimator.documents.fonts_cover import printable
from estimator.documents.pdf import ADDRESS_SIGNS, fonts
from estimator.documents.qr import qr_svg
from estimator.embed.presets import Presets
from estimator.engine.model.tariff_book import TariffBook, in_force
from estimator.locales import Words, words
from estimator.wording.certainty import asked_questions, certainty, open_sentence, total

LAYOUT = Path(__file__).with_name("poster.typ")
USUAL = (Setting.PRACTICE, Setting.HOME)
COLUMNS = ("charged", "reimbursed", "patient")

Texts = dict[str, object]


def notice_pdf(presets: Presets, *, address: str, today: date) -> bytes:
    """The notice in the languages of the presets, a page each; `address` is the estimator's.

    The presets must say the status. Of the practice's name, what can't be printed is left out. The
    same presets and day give the same bytes.
    """
    pages = [page_of(words(language), presets, today) for language in presets.languages]
    address = quote(address, safe=ADDRESS_SIGNS)
    texts = {"pages": pages, "address": address, "qr": qr_svg(address).decode()}
    return typst.compile(
        layout(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"texts": json.dumps(texts)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(today, time(), UTC),
    )


def page_of(say: Words, presets: Presets, today: date) -> Texts:
    """All that one page says."""
    book = tariffs().book
    results = [result for result in results_of(presets, today) if result]
    return {
        "language": say.language,
        "region": say.locale.territory,
        "name": printable(presets.practice_name).text,
        "right_to_left": printable(presets.practice_name).right_to_left,
        "title": say(f"notice_paper.title.{status_of(presets)}"),
        "meaning": list(meaning(say, presets, book, today)),
        "fees": say("notice_paper.fees", day=today),
        "head": [say(f"notice_paper.{column}") for column in ("session", "official_fee", *COLUMNS)],
        "rows": [row_of(say, result) for result in results],
        "notes": list(notes(say, book, results)),
        "again": say("notice_paper.again"),
        "alt": say("keep.qr"),
        "limits": say("page.limits"),
    }


def status_of(presets: Presets) -> str:
    """The status as the catalogues name it."""
    return "conventioned" if presets.conventioned else "non_conventioned"


def meaning(say: Words, presets: Presets, book: TariffBook, today: date) -> Iterator[str]:
    """What the status means for a patient, with and without increased reimbursement."""
    yield say(f"notice_paper.meaning.{status_of(presets)}")
    if not presets.conventioned:
        yield from reduced(say, book, today)
    yield say(f"notice_paper.bim.{status_of(presets)}")
    sessions = book.limit("normal_sessions", Pathology.CURRENT, today).value
    yield say("notice_paper.limited", n=sessions)


def reduced(say: Words, book: TariffBook, today: date) -> Iterator[str]:
    """By how much less comes back, since when, and from when on nobody knows."""
    reduction = in_force(book.reductions, today, "reduction")
    if reduction.percent and not book.open_on(today, "reduction"):
        yield say("notice_paper.reduced", percent=reduction.percent, first_day=reduction.first_day)
    for question in book.open_questions:
        if question.about == "reduction":
            yield open_sentence(say, book, question)


def results_of(presets: Presets, today: date) -> Iterator[Result | None]:
    """One session at each usual place, without increased reimbursement and with it."""
    for setting in (presets.setting,) if presets.setting else USUAL:
        for bim in (False, True):
            yield one_session(presets, setting, bim, today)


def one_session(presets: Presets, setting: Setting, bim: bool, today: date) -> Result | None:
    """A session for a current pathology by itself; none where the practice says no fee."""
    fee, conventioned = presets.fee_at(setting), bool(presets.conventioned)
    known = setting in tariffs().settings_of(Pathology.CURRENT)
    if not known or (fee is None and not conventioned):
        return None
    return estimate(
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


def row_of(say: Words, result: Result) -> list[str]:
    """A place and a kind of patient, and the amounts of one session."""
    case = result.case
    place = say(f"setting.{case.setting}")
    named = say("notice_paper.with_bim", setting=place) if case.bim else place
    amounts = (total(say, result, column) for column in COLUMNS)
    return [named, say.euros(result.items[0].official_fee), *amounts]


def notes(say: Words, book: TariffBook, results: Sequence[Result]) -> Iterator[str]:
    """Which kind of session is meant, who computed the amounts, and what they rest on."""
    yield say("notice_paper.session_meant")
    if not results:
        return
    yield say("notice_paper.computed")
    yield " ".join(certainty(say, book, results))
    for question in asked_questions(book, results):
        if question.about != "reduction":
            yield open_sentence(say, book, question)
    sources = dict.fromkeys(source for result in results for source in result.sources)
    texts = (
        say("notice_paper.source", title=it.title, read=say(f"source.read.{it.read}"))
        for it in sources
    )
    yield say("notice_paper.sources", texts="; ".join(texts))


@cache
def layout() -> bytes:
    """How the pages look."""
    return LAYOUT.read_bytes()
