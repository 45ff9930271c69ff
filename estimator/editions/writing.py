"""Writes the files of a new edition: all of them, or none."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write(files: Mapping[Path, str]) -> None:
    """Writes some files; if one can't be written, all stay as they were.

    Each text is first written whole beside its file, then put in its place.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    beside = {path: path.with_name(f".{path.name}.new") for path in files}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_text(text, encoding="utf-8", newline="\n")
        for path in files:
            beside[path].replace(path)
    except BaseException:
        for path, content in before.items():
            with suppress(OSError):
                restore(path, content)
        raise
    finally:
        for path in beside.values():
            with suppress(OSError):
                path.unlink()


def restore(path: Path, content: bytes | None) -> None:
    """A file as it was; None where there was none."""
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)
