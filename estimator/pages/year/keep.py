"""Keep the year: what can be taken along."""

from collections.abc import Iterator

from markupsafe import Markup

from estimator.locales import Words
from estimator.pages.blocks.html import heading, paragraph


def keeping(words: Words) -> Iterator[Markup]:
    """What can be kept, and how far an estimate goes."""
    yield heading(words("year.keep"), "keep")
    yield paragraph(words("keeping.print"), "aside")
    yield paragraph(words("page.limits"), "small")
