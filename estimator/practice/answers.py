"""How the answers of a practice are read; what won't do is refused with `InvalidAnswer`."""

import re
import unicodedata

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import one_of
from estimator.locales import LANGUAGES

THEMES = ("light", "dark")
LONGEST_NAME = 80
#: No language that a practice has its name in puts more marks on a letter.
MOST_MARKS = 2
COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def read_name(field: str, given: str) -> str:
    """A name as plain text on one line, without control and direction characters."""
    text = unicodedata.normalize("NFC", " ".join(given.split()))
    name = "".join(sign for sign in text if not unicodedata.category(sign).startswith("C")).strip()
    if len(name) > LONGEST_NAME:
        raise InvalidAnswer(field, given=given, reason="too_long", allowed=(LONGEST_NAME,))
    marks = "".join("m" if unicodedata.combining(sign) else " " for sign in name)
    if not name or max(map(len, marks.split()), default=0) > MOST_MARKS:
        raise InvalidAnswer(field, given=given, reason="name")
    return name


def read_languages(field: str, given: str) -> tuple[str, ...]:
    """Some of our languages, in the order given: fr,nl."""
    tags = [tag.strip().lower() for tag in given.split(",")]
    return tuple(dict.fromkeys(one_of(LANGUAGES, field, tag) for tag in tags))


def read_language(field: str, given: str) -> str:
    """One of our languages; nl-BE is nl."""
    return one_of(LANGUAGES, field, given.lower().split("-")[0])


def read_theme(field: str, given: str) -> str:
    """The light or the dark page."""
    return one_of(THEMES, field, given.lower())


def read_colour(field: str, given: str) -> str:
    """A colour as #rrggbb; #rgb is short for it."""
    found = COLOUR.fullmatch(given.strip())
    if not found:
        raise InvalidAnswer(field, given=given, reason="colour")
    digits = found[1].lower()
    return "#" + (digits if len(digits) > 3 else "".join(digit * 2 for digit in digits))
