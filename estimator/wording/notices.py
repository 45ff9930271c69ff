"""Notices and sources as sentences."""

from collections.abc import Iterable, Sequence

from estimator.engine.model.result import Notice
from estimator.engine.model.tariff_book import Source
from estimator.locales import Words


def notice_sentence(words: Words, notice: Notice) -> str:
    """A notice as a sentence; the variant without an amount if that amount is unknown."""
    key = f"notice.{notice.id}"
    unpriced = f"{key}.unpriced"
    return words(unpriced if not notice.values and unpriced in words else key, **notice.values)


def notice_sentences(words: Words, ends: Sequence[tuple[str, Iterable[Notice]]]) -> list[str]:
    """Each notice as a sentence, once; begins with the name of its end unless both ends have it."""
    names: dict[str, list[str]] = {}
    for name, notices in ends:
        for notice in notices:
            names.setdefault(notice_sentence(words, notice), []).append(name)
    return [
        sentence if len(of) == len(ends) else words("keep.at", kind=of[0], sentence=sentence)
        for sentence, of in names.items()
    ]


def source_title(words: Words, source: Source) -> str:
    """The title of a text in the reader's words; its own, in French, where there are none yet."""
    key = f"source.title.{source.id}"
    return words(key) if key in words else source.title


def source_about(words: Words, source: Source) -> str:
    """Who published a text, and how much of it was read at the last check."""
    key = f"source.publisher.{source.id}"
    publisher = words(key) if key in words else source.publisher
    read = words(f"source.read.{source.read}")
    return words("sources.line", publisher=publisher, day=source.checked_on, read=read)
