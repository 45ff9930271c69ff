"""The characters of a text file: which they are, and the file in UTF-8 whatever they are."""

import codecs
from collections.abc import Iterator
from typing import IO, NamedTuple

from estimator.engine.model.errors import InvalidAnswer

UTF_8, WINDOWS, UTF_16 = "utf-8", "cp1252", ("utf-16-le", "utf-16-be")
MARKS = {
    codecs.BOM_UTF8: UTF_8,
    codecs.BOM_UTF16_LE: UTF_16[0],
    codecs.BOM_UTF16_BE: UTF_16[1],
}
NAMED = ("UTF-8", "UTF-16", "Windows-1252")
TOLD_BY = 4096
"""Bytes by which UTF-16 without a mark is told."""
#: Bytes that Windows-1252 doesn't use.
NO_CHARACTERS = b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"
BLOCK_READ = 1 << 24


class Encoding(NamedTuple):
    """The encoding of a text, and the byte order mark with which it begins."""

    name: str
    mark: bytes = b""


def encoding_of(stream: IO[bytes]) -> Encoding:
    """The encoding of a whole file: that of its mark; else UTF-16 if it can be nothing else, UTF-8
    if all of it is valid, or Windows-1252. Refuses any other."""
    begun = stream.read(TOLD_BY)
    stream.seek(0)
    marked = [Encoding(name, mark) for mark, name in MARKS.items() if begun.startswith(mark)]
    for encoding in marked or [Encoding(name) for name in unmarked(begun)]:
        if is_valid(stream, encoding):
            return encoding
    raise InvalidAnswer("file", given="", reason="encoding", allowed=NAMED)


def unmarked(begun: bytes) -> tuple[str, ...]:
    """What a text without a mark may be. Of two bytes of UTF-16, one is 0 in the letters of our
    languages; no other encoding has such bytes."""
    if 0 not in begun:
        return UTF_8, WINDOWS
    zeros = begun[1::2].count(0), begun[::2].count(0)
    return tuple(
        name
        for name, often, never in zip(UTF_16, zeros, reversed(zeros), strict=True)
        if not never and 4 * often > len(begun)
    )


def is_valid(stream: IO[bytes], encoding: Encoding) -> bool:
    """Whether all bytes of a file are characters."""
    if encoding.name == WINDOWS:  # four times as fast as to decode them
        return not any(it in block for block in blocks_in(stream) for it in NO_CHARACTERS)
    try:
        for _ in decoded(stream, encoding, BLOCK_READ):
            pass
    except UnicodeDecodeError:
        return False
    return True


def blocks_in(stream: IO[bytes]) -> Iterator[bytes]:
    """A file in blocks of bytes."""
    stream.seek(0)
    while block := stream.read(BLOCK_READ):
        yield block


def decoded(stream: IO[bytes], encoding: Encoding, size: int) -> Iterator[str]:
    """The text of a file without its mark, in pieces of some bytes."""
    stream.seek(len(encoding.mark))
    decoder = codecs.getincrementaldecoder(encoding.name)()
    while block := stream.read(size):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def in_utf_8(stream: IO[bytes], encoding: Encoding, size: int, skipped: int) -> Iterator[bytes]:
    """The same in UTF-8, but for the first bytes of that."""
    for block in utf_8_blocks(stream, encoding, size):
        kept = block[skipped:]
        skipped -= len(block) - len(kept)
        if kept:
            yield kept


def utf_8_blocks(stream: IO[bytes], encoding: Encoding, size: int) -> Iterator[bytes]:
    """The text of a file without its mark, in blocks of UTF-8 that may part a character."""
    if encoding.name != UTF_8:
        yield from (text.encode() for text in decoded(stream, encoding, size))
        return
    stream.seek(len(encoding.mark))
    while block := stream.read(size):
        yield block
