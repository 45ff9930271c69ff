"""Finds the header of a table among its first lines, by the heads that are known."""

import re
from collections.abc import Sequence

from estimator.lists.columns.normal import normal_head

MOST_LINES = 30
"""Filled lines among which the header is looked for."""
FEWEST = 2
"""Known heads that make a line of several cells a header."""
FIGURE = re.compile(r"[\d\s.,/:%€+-]*\d[\d\s.,/:%€+-]*")
"""An amount, a number or a day: no head of a column."""

#: The cells of a line.
Line = Sequence[str]


def header_place(lines: Sequence[Line], known: frozenset[str]) -> int:
    """The place of the header among filled lines: the first one with the most known heads. If none
    has any, the first line that fills more than half as many cells as the one that fills most: a
    title fills few. `known` holds heads as `normal_head` gives them."""
    counts = [known_heads(line, known) for line in lines]
    sizes = [sum(map(bool, texts(line))) for line in lines]
    most = max(counts)
    if most >= min(FEWEST, max(sizes)):
        return counts.index(most)
    return next(place for place, size in enumerate(sizes) if 2 * size > max(sizes))


def known_heads(line: Line, known: frozenset[str]) -> int:
    """How many different known heads a line has; none if a cell is a figure, which makes it a
    row."""
    cells = texts(line)
    if any(FIGURE.fullmatch(cell) for cell in cells):
        return 0
    return len({normal_head(cell) for cell in cells} & known)


def header_of(lines: Sequence[Line], known: frozenset[str]) -> tuple[int, list[str]]:
    """The place of the last line of the header, and its heads, empty ones too. A header may take
    two lines where heads stand below a common one: the lower head counts."""
    place = header_place(lines, known)
    heads = texts(lines[place])
    if place + 1 < len(lines) and goes_on(heads, texts(lines[place + 1]), known):
        place += 1
        return place, over(heads, texts(lines[place]))
    if place:
        above = [head if normal_head(head) in known else "" for head in texts(lines[place - 1])]
        heads = over(above, heads)
    return place, heads


def goes_on(heads: Line, below: Line, known: frozenset[str]) -> bool:
    """Whether the line below a header is part of it: all known heads, one of them where there was
    none."""
    filled = {place for place, head in enumerate(below) if head}
    new = any(place >= len(heads) or not heads[place] for place in filled)
    return new and all(normal_head(below[place]) in known for place in filled)


def over(upper: Line, lower: Line) -> list[str]:
    """The heads of two lines, the lower one first."""
    width = max(len(upper), len(lower))
    one, other = ([*line, *[""] * (width - len(line))] for line in (upper, lower))
    return [low or high for high, low in zip(one, other, strict=True)]


def texts(line: Line) -> list[str]:
    """The cells of a line, each on one line and without spaces around."""
    return [" ".join(cell.split()) for cell in line]
