"""Pages that are whole without a script: the frame around their content."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.found.addresses import LANGUAGE, PATHS
from estimator.found.head import choices
from estimator.locales import words as words_of
from estimator.operations.settings import settings
from estimator.pages.common.foot import foot

HERE = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
STYLE = Markup((HERE / "found.css").read_text("utf-8"))  # noqa: S704 - our own


def page(template: str, language: str, **content: Any) -> str:
    """A page in a language; `content` is what its template needs: `title` and `head` at least."""
    words = words_of(language)
    query = f"?{LANGUAGE}={language}"
    return TEMPLATES.get_template(template).render(
        words=words,
        style=STYLE,
        query=query,
        home=f"/{query}",
        pages=[(path + query, words(title)) for path, title in PATHS.items()],
        choices=choices(language),
        foot=foot(words, tariffs().book, clock.today(), settings()),
        **content,
    )
