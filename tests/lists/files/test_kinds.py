"""What isn't a list, or isn't what its ending says, gets one true sentence."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.formats import ENDINGS, WRITTEN, ending_of
from estimator.lists.files.upload import ON_PAGE, Reader
from estimator.lists.layout.kinds import ANNOUNCED
from estimator.locales import LANGUAGES, words
from estimator.wording.refusals import contract_refusal
from tests.lists.files.made import open_cell, open_document, rows_in, workbook

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHEET = workbook({"a": [["fee", "bim"], [1, "x"]]})


def packed(name: str, content: bytes = b"") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        file.writestr(name, content)
    return stream.getvalue()


def parquet() -> bytes:
    stream = BytesIO()
    pq.write_table(pa.table({"fee": ["1"]}), stream)
    return stream.getvalue()


#: The name of a file, its content, the reason and what else is told.
WRONG: dict[str, tuple[str, Callable[[], bytes], str, tuple[str, ...]]] = {
    "nothing": ("a.csv", lambda: b"", "empty_file", ()),
    "an empty workbook": ("a.xlsx", lambda: b"", "empty_file", ()),
    "spaces": ("a.txt", lambda: b" \n\t\n;;\n", "no_text", ()),
    "a sheet without cells": ("a.xlsx", lambda: workbook({"a": []}), "no_text", ()),
    "heads": ("a.tsv", lambda: b"fee\tbim\n", "no_rows", ()),
    "heads and no rows": ("a.csv", lambda: b"fee;bim\n;\nfee;bim\n", "no_rows", ()),
    "heads in a sheet": ("a.xlsx", lambda: workbook({"a": [["fee"]]}), "no_rows", ()),
    "a PDF": ("a.csv", lambda: b"%PDF-1.7\n", "wrong_kind", ("PDF",)),
    "a web page": ("a.xlsx", lambda: b"\xef\xbb\xbf\n<HTML><table>", "wrong_kind", ("HTML",)),
    "text": ("a.xlsx", lambda: b"fee;bim\n1;2\n", "wrong_kind", ("CSV",)),
    "UTF-16": ("a.xlsx", lambda: "fee\tbim".encode("utf-16"), "wrong_kind", ("CSV",)),
    "an old workbook": ("a.xlsx", lambda: OLD, "wrong_kind", ("XLS",)),
    "a locked one": (
        "a.xlsx",
        lambda: OLD + "EncryptedPackage".encode("utf-16-le"),
        "password",
        (),
    ),
    "a sheet": ("a.csv", lambda: SHEET, "wrong_kind", ("XLSX",)),
    "a text document": ("a.ods", lambda: packed("word/document.xml"), "wrong_kind", ("DOCX",)),
    "an open text": (
        "a.ods",
        lambda: packed("mimetype", b"application/vnd.oasis.opendocument.text"),
        "wrong_kind",
        ("ODT",),
    ),
    "a parquet table": ("a.csv", parquet, "wrong_kind", ("Parquet",)),
    "an archive": ("a.csv", lambda: packed("list.csv"), "wrong_kind", ("ZIP",)),
    "a damaged archive": ("a.csv", lambda: b"PK\x03\x04", "wrong_kind", ("ZIP",)),
    "a damaged sheet": ("a.xlsx", lambda: SHEET[:-30], "unreadable", ()),
    "no sheet at all": ("a.ods", lambda: b"what", "unreadable", ()),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_is_no_list(what: str) -> None:
    name, content, reason, allowed = WRONG[what]
    with pytest.raises(InvalidAnswer) as refused, Reader(content(), name, ON_PAGE) as reader:
        list(reader.begin().chunks)
    told = refused.value
    assert (told.field, told.reason, told.allowed, told.given) == ("file", reason, allowed, name)
    for language in LANGUAGES:
        sentence = contract_refusal(words(language), told)
        assert name in sentence
        assert all(kind in sentence for kind in allowed)


def test_endings() -> None:
    assert set(ANNOUNCED) == set(ENDINGS)
    assert ending_of("A.XLSX") == ".xlsx"
    with pytest.raises(InvalidAnswer, match="old_excel") as refused:
        ending_of("Liste.XLS")
    assert "enregistrez-le en .xlsx" in contract_refusal(words("fr"), refused.value)
    with pytest.raises(InvalidAnswer, match="ending"):
        ending_of("a.ods", WRITTEN)


def test_open_document() -> None:
    heads = "".join(open_cell("string", head) for head in ("fee", "sessions", "bim", "start"))
    cells = [("currency", "40.5"), ("float", "18"), ("boolean", "true"), ("date", "2025-05-05")]
    row = "".join(open_cell(*cell) for cell in cells)
    content = open_document([heads, "<table:table-cell/>", row])
    typed = {"fee": "40.5", "sessions": "18", "bim": "true", "start": "2025-05-05"}
    assert rows_in(content, ".ods") == [typed]


def test_parquet_of_odd_names() -> None:
    stream = BytesIO()
    pq.write_table(pa.table([[1], [2], [3]], names=["fee", "fee", " "]), stream)
    assert rows_in(stream.getvalue(), ".parquet") == [{"fee": 1, "fee (2)": 2, "(C)": 3}]
