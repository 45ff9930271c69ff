"""A table of text cells."""

from collections.abc import Iterable, Sequence

GAP = "  "


def table(heading: Sequence[str], rows: Iterable[Sequence[str]], *, right: int) -> str:
    """Columns as wide as their widest cell, the last few of them flush right."""
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
