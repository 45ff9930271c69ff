"""A practice's own colour, changed as little as a readable contrast requires.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from operator import mul
from typing import NamedTuple

#: Text of the accent colour, and text on it, must stand out this much (WCAG 1.4.3, level AA).
ENOUGH = 4.5
#: The backgrounds of the accent in .streamlit/config.toml: page and field.
LIGHT_GROUNDS = ("#fbfcfc", "#eef3f3")
DARK_GROUNDS = ("#10191b", "#1b282a")
BLACK, WHITE = "#000000", "#ffffff"
STEPS = 64
#: Panels and chosen options are the page mixed with a tenth of the accent.
TINT = 7

RGB = tuple[int, int, int]


class Accent(NamedTuple):
    """One colour for each theme, readable on its backgrounds."""

    light: str
    dark: str


def readable(colour: str) -> Accent:
    """The colour, darkened for the light theme and lightened for the dark one if necessary."""
    return Accent(nearest(colour, BLACK, LIGHT_GROUNDS), nearest(colour, WHITE, DARK_GROUNDS))


def nearest(colour: str, towards: str, grounds: tuple[str, ...]) -> str:
    """The first step from a colour towards another with enough contrast to every background and to
    its own tint on each."""
    for step in range(STEPS):
        found = mixed(colour, towards, step)
        every = (*grounds, *(mixed(ground, found, TINT) for ground in grounds))
        if all(contrast(found, ground) >= ENOUGH for ground in every):
            return found
    return towards


def contrast(one: str, other: str) -> float:
    """The contrast ratio, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance, from 0 (black) to 1 (white)."""
    parts = (part / 255 for part in rgb(colour))
    light = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(sum(map(mul, light, (0.2126, 0.7152, 0.0722))))


def mixed(colour: str, other: str, step: int) -> str:
    """A colour some steps on its way to another."""
    pairs = zip(rgb(colour), rgb(other), strict=True)
    return "#" + "".join(f"{(a * (STEPS - step) + b * step) // STEPS:02x}" for a, b in pairs)


def rgb(colour: str) -> RGB:
    """Red, green and blue of #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
