"""The form that asks for a file to keep: where it goes, and what it sends."""

from collections.abc import Iterable

from estimator.engine.ranges import KIND_OF_KINE
from estimator.locales import Words

KEEP = "/keep"
#: What the form sends, and the names of the files.
ANSWERS, FILE, PAGE = "answers", "file", "page"
PAPER, ITEMS = "paper", "items"


def still_unknown(words: Words, unknown: Iterable[str]) -> str:
    """The questions that a file needs answered: the status of the kiné is not among them."""
    return ", ".join(words(f"field.{field}") for field in unknown if field != KIND_OF_KINE)
