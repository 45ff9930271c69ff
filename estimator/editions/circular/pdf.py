"""Reads the lines of text of a PDF as the page lays them out."""

import io

from pypdf import PdfReader

from estimator.editions.circular.model import Fault, UnreadableCircular

MOST_PAGES = 60


def portable_lines(content: bytes) -> list[str]:
    """The lines of every page, one after the other."""
    try:
        pages = PdfReader(io.BytesIO(content)).pages
        if len(pages) > MOST_PAGES:
            raise UnreadableCircular([Fault(1, "too_many_pages", {"limit": MOST_PAGES})])
        texts = [page.extract_text(extraction_mode="layout") for page in pages]
    except UnreadableCircular:
        raise
    except Exception as error:  # pypdf answers a spoilt file with almost any exception
        raise UnreadableCircular([Fault(1, "spoilt_file")]) from error
    return [line for text in texts for line in text.splitlines()]
