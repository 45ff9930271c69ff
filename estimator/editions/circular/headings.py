"""The headings of the circular: the setting of each chapter, the group of each article."""

import re

from estimator.editions.circular.model import Place

#: The setting of each chapter.
SETTINGS = {
    "I a": "practice",
    "I b": "practice_in_hospital",
    "I c": "medical_service",
    "II": "home",
    "III a": "disability_home",
    "III b": "psychiatric_home",
    "IV": "hospital",
    "V": "rehabilitation_centre",
    "VI": "elderly_home",
    "VII": "day_hospital",
}
TRAVEL = "indemnité de déplacement"
#: The group of each paragraph of article 7.
GROUPS = {
    "7 § 1, 1°": "current",
    "7 § 1, 2°": "heavy",
    "7 § 1, 3°": "second_daily_session",
    "7 § 1, 4°": "perinatal",
    "7 § 1, 5°": "fa",
    "7 § 1, 6°": "fb",
    "7 § 1, 7°": "palliative",
    "7 § 1, 8°": "day_hospital",
    TRAVEL: "travel",
}

CHAPTER = re.compile(r"^[#*\s]*(VII|VI|IV|V|III|II|I)\.\s*(?:([a-c])\)\s*)?\S")
ARTICLE_7 = re.compile(r"^[#*\s]*(?:Article|Artikel)\s+7\b")
ARTICLE = re.compile(r"^[#*\s]*(?:Article|Artikel)\s+7\s*,\s*§\s*1\s*,\s*(\d+)\s*°")
TRAVEL_HEADING = re.compile(r"^[#*\s]*(?:Indemnité|Vergoeding).*(?:déplacement|verplaatsing)")


def place_after(place: Place, text: str) -> Place:
    """The place of the rows after a line; a heading changes it."""
    if found := CHAPTER.match(text):
        chapter = " ".join(filter(None, found.groups()))
        return Place(chapter if chapter in SETTINGS else "")
    if found := ARTICLE.match(text):
        article = f"7 § 1, {found[1]}°"
        return place._replace(article=article if article in GROUPS else "")
    if TRAVEL_HEADING.match(text):
        return place._replace(article=TRAVEL)
    return place


def is_spoilt(text: str) -> bool:
    """Whether a line is a heading of article 7 whose paragraph can't be read."""
    return bool(ARTICLE_7.match(text)) and not ARTICLE.match(text)


def page_of(place: Place) -> str:
    """The place of a row in the document."""
    return f"table {place.chapter}"
