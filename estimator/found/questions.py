"""A page for each rule and short answer of the method page, and one that lists them.

They are whole without a script. They say what the method page says, with the amounts of the day,
and are made once a day.
"""

import json
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

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
from estimator.pages.method.rules import RULES, rule, rule_values

#: Every question in every language, with the language in its address and without it, and the list.
PAGES_KEPT = 2 * len(LANGUAGES) * (len(QUESTION_PATHS) + 1)
FOLLOWING = dict(pairwise(QUESTION_PATHS))
#: Amounts change at midnight.
ONE_HOUR = {"cache-control": "public, max-age=3600", "vary": "Accept-Language"}


class Said(NamedTuple):
    """A question, its answer, and the answer with its sources as it is shown."""

    question: str
    answer: str
    shown: Markup


@lru_cache(PAGES_KEPT)
def question_page(place: Place, name: str, today: date) -> str:
    """The page of a question."""
    words = words_of(place.language)
    said, following = said_of(words, name, today), FOLLOWING.get(name)
    return page(
        "question.html",
        place.language,
        title=said.question,
        head=head(place, said.question, said.answer, hidden=place.more),
        data=for_machines(said, place.language),
        answer=said.shown,
        in_use=in_use_sentence(tariffs().book, today, words),
        following=following
        and (QUESTION_PATHS[following], said_of(words, following, today).question),
    )


def said_of(words: Words, name: str, today: date) -> Said:
    """What is said of a rule or a short answer on a day."""
    book = tariffs().book
    if name in RULES:
        values = rule_values(words, book, today).get(name, {})
        keys = f"found.rule.{name}", f"method.rule.{name}.text"
        shown = rule(words, book, today, name, values)
    else:
        values = asked_values(book, today).get(name, {})
        keys = f"asked.{name}", f"asked.{name}.answer"
        shown = answer(words, book, name, values)
    question, told = (words(key, **values) for key in keys)
    return Said(question, told, shown)


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
            (path, said_of(words, name, today).question) for name, path in QUESTION_PATHS.items()
        ],
    )


def for_machines(said: Said, language: str) -> Markup:
    """Question and answer as schema.org has them."""
    told = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": said.question,
                "acceptedAnswer": {"@type": "Answer", "text": said.answer},
            }
        ],
    }
    # Within a script no sign is escaped as in HTML: none may end it.
    return Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704


def question_routes(chosen: Settings) -> list[Route]:
    """The list and each question."""

    def shown(request: Request) -> Response:
        place, today = place_of(request.scope, chosen), clock.today()
        name = names.get(place.path)
        made = question_page(place, name, today) if name else list_page(place, today)
        return HTMLResponse(made, headers=ONE_HOUR)

    names = {path: name for name, path in QUESTION_PATHS.items()}
    return [Route(path, shown) for path in (QUESTIONS, *names)]
