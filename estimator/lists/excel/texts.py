"""Texts as a sheet may hold them."""

import re
from typing import Any

import pyarrow.compute as pc

LONGEST = 32_767
"""Characters of a cell: with a longer one Excel takes the file for damaged."""
#: Signs that XML can't hold.
FORBIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
FORBIDDEN_IN_HEAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: What Excel would take for a sign: its first line is written so that it stays.
ESCAPED = r"_(x[0-9a-fA-F]{4}_)"
MARKUP = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))


def without_markup(texts: Any) -> Any:
    """Texts of a column, for XML."""
    if (pc.max(pc.binary_length(texts)).as_py() or 0) > LONGEST:
        texts = pc.utf8_slice_codeunits(texts, 0, LONGEST)
    texts = pc.replace_substring_regex(texts, FORBIDDEN, "")
    texts = pc.replace_substring_regex(texts, ESCAPED, r"_x005F_\1")
    for sign, written in MARKUP:
        texts = pc.replace_substring(texts, sign, written)
    return texts


def head_text(name: str) -> str:
    """The name of a column; XlsxWriter does the rest."""
    return FORBIDDEN_IN_HEAD.sub("", name)[:LONGEST]
