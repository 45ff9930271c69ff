"""Reads NomenSoft's XML into rows of texts, each with its line.

Safe for files from outside: a document type, and with it every entity, is refused; whatever the
form doesn't know is refused with its line; texts are bounded; no more than one row is held.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from estimator.editions.nomensoft.model import UnreadableNomenSoft, unreadable

ROOT = "dataroot"
#: The fee of a code, in its own file; the fees of all codes; what the kinds of fee are called.
FEES, ALL_FEES, KINDS = "NOMEN_HONORAIRES", "NOMEN_CODE_FEE_LIM", "NOMEN_FEECODES"
KIND_FIELDS = ("fee_code", "fee_code_cat", "fee_code_desc_fr", "fee_code_desc_nl")
PERIOD_FIELDS = ("nomen_code", "fee_code", "dbegin_fee", "dend_fee", "fee")
FIELDS = {
    FEES: {
        *(*PERIOD_FIELDS, *KIND_FIELDS),
        *("nomen_desc_nl", "nomen_desc_fr", "author_doc", "authority_id"),
    },
    ALL_FEES: {*PERIOD_FIELDS},
    KINDS: {*KIND_FIELDS},
}
NIL = "http://www.w3.org/2001/XMLSchema-instance nil"
#: The longest text of a field; descriptions of codes take some hundred characters.
LONGEST = 4_000
LONGEST_GIVEN = 40


class XmlRow(NamedTuple):
    """A row of NomenSoft: the text of each field that it has, without the empty ones."""

    file: str
    line: int
    table: str
    texts: Mapping[str, str]
    lines: Mapping[str, int]

    def fault(self, field: str, reason: str) -> UnreadableNomenSoft:
        """The error for a field, with its line and its text."""
        given = self.texts.get(field, "")[:LONGEST_GIVEN]
        return unreadable(
            self.file, self.lines.get(field, self.line), reason, field=field, given=given
        )


class RowReader:
    """Takes the events of the parser, and holds the rows that are complete."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows: list[XmlRow] = []
        self.open: list[str] = []
        self.line = 0
        self.text = ""
        self.texts: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.add
        self.parser.StartDoctypeDeclHandler = self.doctype

    def feed(self, piece: bytes, last: bool) -> None:
        """Parses the next bytes. Raises `UnreadableNomenSoft` with file and line."""
        try:
            self.parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise unreadable(self.file, error.lineno, "not_xml") from None

    def refuse(self, reason: str, given: str) -> UnreadableNomenSoft:
        """The error for what stands here."""
        line = self.parser.CurrentLineNumber
        return unreadable(self.file, line, reason, given=given[:LONGEST_GIVEN])

    def doctype(self, name: str, *_: object) -> None:
        raise self.refuse("doctype", name)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins: the root, a row, or a field of it."""
        if not self.is_known(name):
            raise self.refuse("unknown_element", name.rpartition(" ")[2])
        if len(self.open) == 1:
            self.line, self.texts, self.lines = self.parser.CurrentLineNumber, {}, {}
        elif len(self.open) == 2:
            if name in self.lines:
                raise self.refuse("twice", name)
            self.lines[name] = self.parser.CurrentLineNumber
        if self.open and (strange := attributes.keys() - {NIL}):
            raise self.refuse("unknown_attribute", min(strange).rpartition(" ")[2])
        self.open.append(name)
        self.text = ""

    def is_known(self, name: str) -> bool:
        """Whether the form has such an element here."""
        match self.open:
            case []:
                return name == ROOT
            case [_]:
                return name in FIELDS
            case [_, table]:
                return name in FIELDS[table]
        return False

    def add(self, text: str) -> None:
        """Some text: of a field, or space between elements."""
        if len(self.open) == 3:
            self.text += text
            if len(self.text) > LONGEST:
                raise self.refuse("long_text", self.open[-1])
        elif text.strip():
            raise self.refuse("stray_text", text.strip())

    def end(self, name: str) -> None:
        """An element ends."""
        self.open.pop()
        if len(self.open) == 2 and (text := self.text.strip()):
            self.texts[name] = text
        elif len(self.open) == 1:
            self.rows.append(XmlRow(self.file, self.line, name, self.texts, self.lines))


def xml_rows(file: str, pieces: Iterable[bytes]) -> Iterator[XmlRow]:
    """The rows of a file, one after the other. Raises `UnreadableNomenSoft`."""
    reader = RowReader(file)
    for piece in pieces:
        reader.feed(piece, False)
        yield from reader.rows
        reader.rows.clear()
    reader.feed(b"", True)
