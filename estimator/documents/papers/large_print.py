"""The written estimate in large print: the same texts in one column, black on white.

An accessible PDF (PDF/UA-1), on as many pages as it takes.
"""

from datetime import date

from estimator.documents.content import Paper
from estimator.documents.pdf import pdf_of, texts


def large_print(paper: Paper, *, address: str, today: date) -> bytes:
    """The estimate with nothing left out. The same day gives the same bytes."""
    return pdf_of("papers/large_print.typ", texts(paper, address, today), today)
