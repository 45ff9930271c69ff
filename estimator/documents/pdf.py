"""The written estimate to hand to the kiné: one page A4 as an accessible PDF (PDF/UA-1)."""

import io
import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from urllib.parse import quote

import segno
import typst

from estimator.documents.content import content
from estimator.engine.model.result import Comparison
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.wording.paper import Paper

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
#: What an address may hold as it is; the rest, which no font or scanner need know, is encoded.
ADDRESS_SIGNS = "%/:=&?~#+!$,;'@()*[]"


def written_estimate(
    comparison: Comparison,
    words: Words,
    *,
    address: str,
    today: date,
    conventioned: bool | None = None,
) -> bytes:
    """One page with the situation, the amounts and what they rest on.

    `address` is where to estimate again, at most 2,000 characters; `conventioned` is the status of
    the person's kiné, None where they don't know. The same day gives the same bytes.
    """
    paper = Paper(comparison, words, tariffs().book, conventioned)
    return typst.compile(
        layout(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"texts": texts(paper, quote(address, safe=ADDRESS_SIGNS), today)},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(today, time(), UTC),
    )


def texts(paper: Paper, address: str, today: date) -> str:
    """Everything that the layout needs, as JSON."""
    written = content(paper, address, today)
    territory = paper.words.locale.territory
    spoken = {"language": paper.words.language, "region": territory, "qr": qr_svg(address)}
    return json.dumps(written | spoken)


def qr_svg(address: str) -> str:
    """The address as a QR code."""
    drawn = io.BytesIO()
    # The page itself is the quiet zone around the code.
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, border=0, omitsize=True)
    return drawn.getvalue().decode()


@cache
def layout() -> bytes:
    """How the page looks."""
    return (HERE / "pdf.typ").read_bytes()


@cache
def fonts() -> typst.Fonts:
    """The fonts shipped with the project, and no other."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[FONTS],
    )
