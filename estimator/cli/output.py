"""What every command prints: a document as JSON or text, a table, a refusal; and exit codes."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

DONE, FAULTY, WRONG = 0, 1, 2
GAP = "  "


def show(command: argparse.Namespace, document: Any, *lines: str) -> int:
    """Prints the document with `--json`, else the lines."""
    text = "\n".join(lines)
    print(json.dumps(document, ensure_ascii=False, indent=2) if command.json else text)
    return DONE


def refuse(*lines: object, code: int = WRONG) -> int:
    """Prints lines on stderr."""
    print(*lines, sep="\n", file=sys.stderr)
    return code


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], *, right: int) -> str:
    """Columns as wide as their widest cell, the last `right` of them flush right."""
    lines = [list(heading), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    left = len(widths) - right
    return "\n".join(
        GAP.join(
            cell.ljust(width) if n < left else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
