"""The written estimate to hand to the kiné, one page A4, and how every PDF here is made."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from urllib.parse import quote

import typst

from estimator.documents.content import Paper, content
from estimator.documents.qr import printed_qr

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
#: Characters that stay as they are in an address; a font or a scanner may not know others.
ADDRESS_SIGNS = "%/:=&?~#+!$,;'@()*[]"


def written_estimate(paper: Paper, *, address: str, today: date) -> bytes:
    """One page with the situation, the amounts and what they rest on.

    `address` is where to estimate again, at most 2,000 characters. The same day gives the same
    bytes.
    """
    return pdf_of("pdf.typ", texts(paper, address, today), today)


def texts(paper: Paper, address: str, today: date) -> dict[str, object]:
    """Everything that the layout needs."""
    address = printable_address(address)
    language, region = paper.words.language, paper.words.locale.territory
    settings = {"language": language, "region": region, "qr": printed_qr(address)}
    return content(paper, address, today) | settings


def printable_address(address: str) -> str:
    """An address with every unusual character percent-encoded."""
    return quote(address, safe=ADDRESS_SIGNS)


def pdf_of(layout: str, texts: Mapping[str, object], today: date) -> bytes:
    """An accessible PDF (PDF/UA-1) from a layout beside this file; reproducible on a day."""
    return typst.compile(
        (HERE / layout).read_bytes(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"texts": json.dumps(texts)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(today, time(), UTC),
    )


@cache
def fonts() -> typst.Fonts:
    """The fonts in the project, and no other."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
