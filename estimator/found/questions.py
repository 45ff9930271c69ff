"""A page for each short answer of the method page, and one that lists them: whole without a script.

They say what the method page says, with the amounts of the day, and are made once a day.
"""

import json
from datetime import date
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from estimator.editions.freshness import in_use_sentence
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.found.addresses import QUESTION_PATHS, QUESTIONS, Place, place_of
from estimator.found.head import head
from estimator.found.layout import page
from estimator.locales import LANGUAGES, Words
from estimator.locales import words as words_of
from estimator.operations.settings import Settings
from estimator.pages.method.asked import answer, asked_values

#: Every question in every language, with the language in its address and without it, and the list.
PAGES_KEPT = 2 * len(LANGUAGES) * (len(QUESTION_PATHS) + 1)
FOLLOWING = dict(pairwise(QUESTION_PATHS))
#: Amounts change at midnight.
ONE_HOUR = {"cache-control": "public, max-age=3600", "vary": "Accept-Language"}


@lru_cache(PAGES_KEPT)
def question_page(place: Place, name: str, today: date) -> str:
    """The page of a question."""
    words, book = words_of(place.language), tariffs().book
    values = asked_values(book, today).get(name, {})
    question, told = (words(f"asked.{name}{end}", **values) for end in ("", ".answer"))
    following = FOLLOWING.get(name)
    return page(
        "question.html",
        place.language,
        title=question,
        head=head(place, question, told, hidden=place.more),
        data=for_machines(question, told, place.language),
        answer=answer(words, book, name, values),
        in_use=in_use_sentence(book, today, words),
        following=following and (QUESTION_PATHS[following], question_of(words, following, today)),
    )


@lru_cache(PAGES_KEPT)
def list_page(place: Place, today: date) -> str:
    """The page that lists the questions."""
    words = words_of(place.language)
    title = words("found.questions")
    return page(
        "questions.html",
        place.language,
        title=title,
        head=head(place, title, words("method.asked.intro"), hidden=place.more),
        questions=[
            (path, question_of(words, name, today)) for name, path in QUESTION_PATHS.items()
        ],
    )


def question_of(words: Words, name: str, today: date) -> str:
    """A question, with its numbers."""
    return words(f"asked.{name}", **asked_values(tariffs().book, today).get(name, {}))


def for_machines(question: str, told: str, language: str) -> Markup:
    """Question and answer as schema.org has them."""
    said = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": told},
            }
        ],
    }
    # Within a script no sign is escaped as in HTML: none may end it.
    return Markup(json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


def question_routes(chosen: Settings) -> list[Route]:
    """The list and each question."""

    def shown(request: Request) -> Response:
        place, today = place_of(request.scope, chosen), clock.today()
        name = names.get(place.path)
        made = question_page(place, name, today) if name else list_page(place, today)
        return HTMLResponse(made, headers=ONE_HOUR)

    names = {path: name for name, path in QUESTION_PATHS.items()}
    return [Route(path, shown) for path in (QUESTIONS, *names)]
