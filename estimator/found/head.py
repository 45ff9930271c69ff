"""What the head of a document says to search engines, and to whoever is sent a link."""

from collections.abc import Iterator

from markupsafe import Markup

from estimator.found.addresses import LANGUAGE, Place, alternates
from estimator.locales import by_own_name, words

NAMED = Markup('<meta name="{}" content="{}">')
SOCIAL = Markup('<meta property="og:{}" content="{}">')
CANONICAL = Markup('<link rel="canonical" href="{}">')
ALTERNATE = Markup('<link rel="alternate" hreflang="{}" href="{}">')
CHOICE = Markup('<a href="?{name}={tag}" hreflang="{tag}" lang="{tag}"{mark}>{label}</a>')
CURRENT = Markup(' aria-current="true"')
#: Search engines show that many characters of a description.
LONGEST = 200
HIDDEN = "noindex"


def head(place: Place, title: str, description: str, *, hidden: bool = False) -> Markup:
    """The tags of a page. A page that is `hidden` from search engines names no other addresses."""
    return Markup("").join(tags(place, title, shortened(description), hidden))


def tags(place: Place, title: str, description: str, hidden: bool) -> Iterator[Markup]:
    """Each tag: what the page is about, its addresses, and what a link to it shows."""
    yield NAMED.format("description", description)
    if hidden:
        yield NAMED.format("robots", HIDDEN)
    else:
        yield CANONICAL.format(place.address)
        yield from (ALTERNATE.format(*each) for each in alternates(place))
        if place.base:
            yield SOCIAL.format("url", place.address)
    yield SOCIAL.format("type", "website")
    yield SOCIAL.format("locale", words(place.language).locale)
    yield SOCIAL.format("title", title)
    yield SOCIAL.format("description", description)


def shortened(text: str) -> str:
    """As much of a text as is shown, cut between two words."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition(" ")[0].rstrip(",;:.") + " …"


def choices(current: str = "") -> Markup:
    """A link to the page in each language, by its own name."""
    return Markup(" ").join(
        CHOICE.format(
            name=LANGUAGE,
            tag=language,
            mark=CURRENT if language == current else "",
            label=words(language)("language.name"),
        )
        for language in by_own_name()
    )
