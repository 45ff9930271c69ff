"""A letter of a practice to its patients: a kiné's status changes on a day, and what that costs.

The same courses are priced at both statuses, on the same days, so that nothing but the status and
the prices differs. One page A4 a language, as an accessible PDF (PDF/UA-1).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from estimator import Pathology, Result, estimate, tariffs
from estimator.documents.content import Texts, sources
from estimator.documents.fonts_cover import printable
from estimator.documents.pdf import pdf_of
from estimator.locales import Value, Words
from estimator.locales import words as words_of
from estimator.practice.model import Kine, Practice, Price
from estimator.practice.price_list import meaning, rests_on
from estimator.practice.prices import USUAL, places, session_at
from estimator.wording.amounts import total
from estimator.wording.comparison import KINDS

#: The courses that the letter prices: the group, and how many sessions.
COURSES = ((Pathology.CURRENT, 9), (Pathology.CURRENT, 18), (Pathology.FB, 60))


class StatusChange(NamedTuple):
    """A kiné of a practice before a day, and from that day on."""

    practice: Practice
    before: Kine
    after: Kine
    day: date


class PricedCourse(NamedTuple):
    """A course for one kind of patient at both statuses."""

    pathology: Pathology
    sessions: int
    before: Result
    after: Result


def status_letter(change: StatusChange, today: date) -> bytes:
    """The letter in the languages of the practice. Raises `InvalidAnswer` or `TariffGap` for a day
    that no tariff is known for. The same change and day give the same bytes."""
    pages = [letter_in(words_of(it), change, today) for it in change.practice.languages]
    return pdf_of("papers/status_letter.typ", {"pages": pages}, today)


def letter_in(words: Words, change: StatusChange, today: date) -> Texts:
    """Everything that the layout needs in one language."""
    practice, _, after, day = change
    kind, book = KINDS[not after.conventioned], tariffs().book
    courses = {bim: priced(change, bim) for bim in (False, True)}
    results = [it for found in courses.values() for one in found for it in (one.before, one.after)]
    *told, _ = meaning(words, after.conventioned, book, day)  # the letter says more of BIM
    name, practice_name = printable(after.name).text, printable(practice.practice_name).text
    return {
        "language": words.language,
        "region": words.locale.territory,
        "practice": practice_name,
        "day": words.day(today),
        "title": words(f"status_letter.title.{kind}", day=day),
        "text": [
            words("status_letter.greeting"),
            *([words("status_letter.who", name=name)] if name else []),
            words("status_letter.until", day=day),
        ],
        "meaning": told,
        "prices": {
            "heading": words("status_letter.prices", day=day),
            "lines": [*prices_told(words, after)],
        },
        "courses": courses_told(words, change, courses),
        "after": [words(f"status_letter.{it}") for it in ("bim", "duty", "questions")],
        "closing": words("status_letter.closing"),
        "signature": name or practice_name,
        "about": [words("status_letter.computed", day=today), *about_amounts(words, results)],
    }


def courses_told(
    words: Words, change: StatusChange, courses: Mapping[bool, Sequence[PricedCourse]]
) -> Texts:
    """The table of courses: without increased reimbursement, and with it."""
    place = place_of(words, change.practice)
    return {
        "heading": words("status_letter.courses"),
        "meant": words("status_letter.courses.meant", place=place, day=change.day),
        "head": head_of_courses(words, change.before, change.after),
        "parts": [
            {
                "name": words(f"status_letter.{'with' if bim else 'without'}_bim"),
                "rows": [row_of_course(words, one) for one in found],
            }
            for bim, found in courses.items()
            if found
        ],
    }


def priced(change: StatusChange, bim: bool) -> list[PricedCourse]:
    """The courses that both the old and the new prices are known for."""
    found = []
    for pathology, sessions in COURSES:
        before, after = (course(change, it, pathology, sessions, bim) for it in change[1:3])
        if before and after:
            found.append(PricedCourse(pathology, sessions, before, after))
    return found


def course(
    change: StatusChange, kine: Kine, pathology: Pathology, sessions: int, bim: bool
) -> Result | None:
    """A course from the day on at a kiné; None where no price is known."""
    setting = places(change.practice)[0]
    case = session_at(kine, pathology, setting, bim, change.day)
    if case is None:
        return None
    price = kine.price(pathology, setting)
    first_fee = price.first_fee if price else None
    return estimate(replace(case, sessions=sessions, first_fee=first_fee))


def prices_told(words: Words, kine: Kine) -> Iterator[str]:
    """The new prices, or that the fees of the convention hold."""
    if kine.conventioned:
        yield words("status_letter.prices.official")
    for price in kine.prices:
        yield price_told(words, price)


def price_told(words: Words, price: Price) -> str:
    """One price: what it holds for, and where."""
    group = f"pathology.{price.pathology}" if price.pathology else "status_letter.price.any"
    place = words("poster.at.home" if price.at_home else "poster.at.practice")
    values: dict[str, Value] = {"group": words(group), "place": place, "fee": price.fee}
    if price.first_fee is None:
        return words("status_letter.price", **values)
    return words("status_letter.price.first", **values, first_fee=price.first_fee)


def place_of(words: Words, practice: Practice) -> str:
    """Where the courses are given."""
    setting = places(practice)[0]
    return words(f"poster.at.{setting}" if setting in USUAL else f"setting.{setting}")


def head_of_courses(words: Words, before: Kine, after: Kine) -> list[str]:
    """The heads of the columns: the status before and after."""
    statuses = {"before": before.conventioned, "after": after.conventioned}
    columns = (
        words(f"status_letter.{when}", status=words(f"status_letter.head.{KINDS[not status]}"))
        for when, status in statuses.items()
    )
    return [words("status_letter.head.course"), *columns]


def row_of_course(words: Words, of: PricedCourse) -> list[str]:
    """A course and what it leaves the patient to pay, before and after."""
    name = words(f"status_letter.course.{of.pathology}", n=of.sessions)
    return [name, total(words, of.before, "patient"), total(words, of.after, "patient")]


def about_amounts(words: Words, results: Sequence[Result]) -> Iterator[str]:
    """How sure the amounts are, what nobody knows yet, and the texts behind them."""
    book = tariffs().book
    if not results:
        return
    yield from rests_on(words, book, results)
    yield words(
        "notice_paper.sources",
        texts="; ".join(name or about.rstrip(".") for name, about in sources(words, book, results)),
    )
