"""What a file really is, by its first bytes: names that every language has."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import IO
from zipfile import BadZipFile, ZipFile

from estimator.engine.model.errors import InvalidAnswer

TEXT, XLSX, ODS, PARQUET, ZIP, OLD_OFFICE = "CSV", "XLSX", "ODS", "Parquet", "ZIP", "XLS"
#: The content that an ending announces.
ANNOUNCED = {
    ".csv": TEXT,
    ".tsv": TEXT,
    ".txt": TEXT,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".ods": ODS,
    ".parquet": PARQUET,
}
BEGINNINGS = {
    b"PK\x03\x04": ZIP,
    b"PK\x05\x06": ZIP,
    b"PAR1": PARQUET,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_OFFICE,
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7Z",
    b"Rar!": "RAR",
}
#: How texts begin that are no tables, after spaces and in small letters.
MARKED_UP = {b"<!doctype html": "HTML", b"<html": "HTML", b"<table": "HTML", b"<?xml": "XML"}
#: The part of a packed file that tells its kind.
PARTS = {
    "xl/workbook.xml": XLSX,
    "xl/workbook.bin": "XLSB",
    "word/document.xml": "DOCX",
    "ppt/presentation.xml": "PPTX",
}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
OPEN_KINDS = {b"spreadsheet": ODS, b"text": "ODT", b"presentation": "ODP"}
LOOKED_AT = 512
LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name of the part of a workbook that a password protects."""


def check_kind(stream: IO[bytes], ending: str) -> None:
    """Refuses a file that is empty, or certainly isn't what its ending announces."""
    begun = stream.read(LOOKED_AT)
    if not begun:
        raise InvalidAnswer("file", given="", reason="empty_file")
    announced, kind = ANNOUNCED[ending], kind_of(stream, begun)
    stream.seek(0)
    if kind == OLD_OFFICE and is_locked(stream):
        raise InvalidAnswer("file", given="", reason="password")
    # A damaged workbook is a packed file too, or is nothing at all.
    damaged = announced != TEXT and (kind == ZIP or (kind == TEXT and not is_table(begun)))
    if kind != announced and not damaged:
        raise InvalidAnswer("file", given="", reason="wrong_kind", allowed=(kind,))


def kind_of(stream: IO[bytes], begun: bytes) -> str:
    """What a file is; text where nothing tells."""
    kind = next((kind for start, kind in BEGINNINGS.items() if begun.startswith(start)), TEXT)
    if kind == ZIP:
        return packed_kind(stream)
    if kind == TEXT:
        shown = begun.removeprefix(BOM_UTF8).lstrip().lower()
        return next((kind for start, kind in MARKED_UP.items() if shown.startswith(start)), TEXT)
    return kind


def packed_kind(stream: IO[bytes]) -> str:
    """What a packed file is, by its parts; ZIP where nothing tells."""
    try:
        with ZipFile(stream) as packed:
            names = set(packed.namelist())
            if "mimetype" in names:
                with packed.open("mimetype") as part:
                    kind = part.read(LOOKED_AT).removeprefix(OPEN_DOCUMENT).partition(b"-")[0]
                return OPEN_KINDS.get(kind.strip(), ZIP)
    except (BadZipFile, OSError, NotImplementedError, RuntimeError):
        return ZIP
    return next((kind for part, kind in PARTS.items() if part in names), ZIP)


def is_table(begun: bytes) -> bool:
    """Whether the beginning of a file certainly is the text of a table."""
    marked = begun.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return marked or (0 not in begun and any(sign in begun for sign in b",;\t|"))


def is_locked(stream: IO[bytes]) -> bool:
    """Whether a file of an old format holds a workbook that a password protects."""
    content = stream.read()
    stream.seek(0)
    return LOCKED in content
