"""Written estimates, made and read back."""

import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pypdf import PdfReader

from estimator import Case, Comparison, Pathology, Payment, Setting, compare, tariffs
from estimator.documents.content import paper_of
from estimator.documents.pdf import written_estimate
from estimator.locales import words

TODAY = date(2025, 5, 5)
USUAL_WAY = Payment()
ADDRESS = "https://kine.example/?lang=fr&pathology=current&bim=false&fee=40&sessions=18"


def case(**changes: Any) -> Case:
    """18 current sessions at a kiné who asks 40 euros, with changes."""
    usual: dict[str, Any] = {
        "pathology": Pathology.CURRENT,
        "bim": False,
        "conventioned": False,
        "fee": Decimal(40),
        "sessions": 18,
        "start": TODAY,
    }
    return Case(**(usual | changes))


#: Long courses with everything billed: the most rows, notices and sources there are.
LONGEST = case(
    pathology=Pathology.FA_POLYTRAUMA,
    setting=Setting.HOME,
    sessions=400,
    start=date(2024, 1, 15),
    per_week=1,
    report=True,
)


def written(
    comparison: Comparison,
    language: str = "fr",
    address: str = ADDRESS,
    conventioned: bool | None = False,
    payment: Payment = USUAL_WAY,
) -> bytes:
    """A written estimate made today."""
    paper = paper_of(comparison, words(language), tariffs().book, conventioned, payment)
    return written_estimate(paper, address=address, today=TODAY)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def root_of(pdf: bytes) -> Any:
    """What the file says of itself as a whole, in nested tables."""
    return read(pdf).trailer["/Root"]


def text_of(pdf: bytes) -> str:
    """All that a PDF says, on one line."""
    return plain(" ".join(page.extract_text() for page in read(pdf).pages))


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return re.sub(r"\s+", " ", text)


def totals(comparison: Comparison) -> Iterator[Decimal]:
    """The amounts of both kinds of kiné that a page must show."""
    for result in (comparison.conventioned, comparison.non_conventioned):
        yield from result.totals


def compared(**changes: Any) -> Comparison:
    return compare(case(**changes))
