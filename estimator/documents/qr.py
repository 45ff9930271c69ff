"""An address as a QR code, to print and to show."""

import io

import segno

#: A code that still reads if a quarter of it is dirty or torn.
CORRECTION = "q"
PRINT_SCALE = 20


def qr_svg(address: str) -> bytes:
    """A drawing, sharp at any size."""
    return saved(address, "svg", xmldecl=False, svgclass=None, lineclass=None)


def qr_png(address: str) -> bytes:
    """A picture, for programs that take no drawing."""
    return saved(address, "png", scale=PRINT_SCALE)


def printed_qr(address: str) -> str:
    """A small drawing inside a page, whose paper is the quiet zone around the code."""
    return saved(address, "svg", "m", xmldecl=False, border=0, omitsize=True).decode()


def saved(address: str, kind: str, correction: str = CORRECTION, **options: object) -> bytes:
    """A QR code as the content of a file."""
    out = io.BytesIO()
    segno.make(address, error=correction, micro=False).save(out, kind=kind, **options)
    return out.getvalue()
