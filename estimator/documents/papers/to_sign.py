"""The written estimate with a practice's name and a second page for the patient's choice.

A convention asks a kiné to explain the prices before treatment. The page says what it is for and
promises nothing; it leaves room for the day and two signatures.
"""

from collections.abc import Iterator
from datetime import date

from estimator.documents.content import Paper, Texts
from estimator.documents.fonts_cover import printable
from estimator.documents.pdf import pdf_of, texts
from estimator.wording.amounts import amount, prospect_of
from estimator.wording.comparison import EITHER
from estimator.wording.payment import USUAL

PURPOSE = ("inform", "estimate", "no_decision", "keep")
SIGNERS = ("patient", "kine")
BLANKS = ("name", "day", "signature")


def estimate_to_sign(paper: Paper, practice_name: str, *, address: str, today: date) -> bytes:
    """The written estimate and the page to sign. Characters of the name that no font has are left
    out; without a name there is a blank for it. The same day gives the same bytes."""
    estimate = texts(paper, address, today)
    signing = page_to_sign(paper, practice_name, today)
    made = estimate["made"]
    if name := signing["name"]:
        made = paper.words("signing.of", practice=str(name), made=str(made))
    return pdf_of("pdf.typ", {**estimate, "made": made, "signing": signing}, today)


def page_to_sign(paper: Paper, practice_name: str, today: date) -> Texts:
    """Everything that the second page needs."""
    words = paper.words
    return {
        "title": words("signing.title"),
        "practice": words("signing.practice"),
        "name": printable(practice_name).text,
        "for": [words(f"signing.for.{line}", day=today) for line in PURPOSE],
        "amounts": {"heading": words("signing.amounts"), "rows": [*amounts_in_short(paper)]},
        "tariffs": {"heading": words("signing.tariffs"), "lines": [*tariffs_used(paper)]},
        "choice": {
            "heading": words("signing.choice"),
            "boxes": [words(f"signing.choice.{choice}") for choice in choices_of(paper)],
        },
        "signers": [words(f"signing.by.{signer}") for signer in SIGNERS],
        "blanks": [words(f"signing.{blank}") for blank in BLANKS],
    }


def amounts_in_short(paper: Paper) -> Iterator[list[str]]:
    """The number of sessions, who hands over what, and what is left at either kind of kiné."""
    words, total = paper.words, paper.settlement.total
    yield [words("signing.sessions"), str(next(iter(paper.own.values())).case.sessions)]
    for name in USUAL:
        yield [words(f"payment.{name}"), amount(words, getattr(total, name))]
    if paper.payment.another_pays or EITHER in paper.own:
        return
    for kind in paper.results.keys() - paper.own.keys():
        left = prospect_of(paper.results[kind]).span("patient")
        yield [words(f"signing.left_at.{kind}"), amount(words, left)]


def tariffs_used(paper: Paper) -> Iterator[str]:
    """The editions of the tariff that the estimate uses, with their status."""
    results = paper.own.values()
    for first_day in sorted({item.edition for result in results for item in result.items}):
        status = paper.words(f"status.{paper.book.editions[first_day].status}")
        yield paper.words("keep.tariff", day=first_day, status=status)


def choices_of(paper: Paper) -> Iterator[str]:
    """What a patient may tick; another kiné only where the patient's own costs otherwise."""
    yield from ("read", "here", "think")
    if "non_conventioned" in paper.own and not paper.payment.another_pays:
        yield "elsewhere"
