"""Words that name no condition, but what another question asks: who bills, who pays."""

from functools import cache

from estimator.locales import LANGUAGES
from estimator.locales import words as words_of
from estimator.wording.search.matching import plain_words

TOPICS = ("work_accident", "rest_home", "day_hospital")


def topics_in(query: str) -> tuple[str, ...]:
    """The topics that a query in any language names."""
    asked = plain(query)
    return tuple(topic for topic in TOPICS if any(name in asked for name in names_of(topic)))


@cache
def names_of(topic: str) -> frozenset[str]:
    """What people call a topic, in all languages."""
    lists = (words_of(language)(f"topic.{topic}.names") for language in LANGUAGES)
    return frozenset(plain(name) for names in lists for name in names.split(","))


def plain(text: str) -> str:
    """The words of a text, each between spaces, so that they are found whole."""
    return f" {' '.join(plain_words(text))} "
