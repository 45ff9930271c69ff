"""An address as a QR code, to print and to show."""

import io

import segno

#: A quarter of the code may be dirty or torn and it still reads.
CORRECTION = "q"
PRINT_SCALE = 20


def qr_svg(address: str) -> bytes:
    """A drawing, sharp at any size."""
    return _saved(address, "svg", xmldecl=False, svgclass=None, lineclass=None)


def qr_png(address: str) -> bytes:
    """A picture, for programs that take no drawing."""
    return _saved(address, "png", scale=PRINT_SCALE)


def _saved(address: str, kind: str, **how: object) -> bytes:
    drawn = io.BytesIO()
    segno.make(address, error=CORRECTION, micro=False).save(drawn, kind=kind, **how)
    return drawn.getvalue()
