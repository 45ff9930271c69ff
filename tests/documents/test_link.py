"""The link that carries the answers."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.documents.link import DEFAULTS, SHAPE, answers_from, answers_query
from estimator.engine.model.payment import ASKED
from estimator.locales import LANGUAGES

NAMES = st.sampled_from(sorted(ASKED))
SHAPED = st.from_regex(SHAPE, fullmatch=True).map(str.strip).filter(SHAPE.fullmatch)
ANYTHING = st.dictionaries(NAMES | st.text(), SHAPED | st.text())


def opened(query: str) -> dict[str, str]:
    """A query as a server reads it."""
    return dict(parse_qsl(urlsplit(f"https://kine.example/?{query}").query))


def differing(answers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in answers.items() if DEFAULTS.get(name) != value}


@given(st.dictionaries(NAMES, SHAPED), st.sampled_from(LANGUAGES))
def test_answers_survive_the_journey(answers: dict[str, str], language: str) -> None:
    query = opened(answers_query(answers, language))
    assert answers_from(query) == differing(answers)
    assert query["lang"] == language


@given(ANYTHING)
def test_whatever_an_address_holds_only_answers_come_out(query: dict[str, str]) -> None:
    found = answers_from(query)
    assert set(found) <= set(ASKED)
    assert all(SHAPE.fullmatch(value) for value in found.values())
    assert answers_from(opened(answers_query(query, "fr"))) == differing(found)


def test_a_usual_link_is_short_and_readable() -> None:
    answers = {
        "pathology": "current",
        "setting": "practice",
        "bim": "false",
        "fee": "33,50",
        "sessions": "18",
        "per_week": "2",
        "report": "",
    }
    query = answers_query(answers, "nl")
    assert query == "lang=nl&pathology=current&bim=false&fee=33%2C50&sessions=18"


def test_an_answer_that_is_not_known_is_carried_too() -> None:
    assert answers_from(opened(answers_query({"bim": "unknown"}, "fr"))) == {"bim": "unknown"}


@pytest.mark.parametrize(
    "hostile",
    [
        "9" * 10_000,
        "a\x00b",
        "a\nb",
        "<script>",
        "'; drop",
        "=1+1",
        '"',
        "a&b",
        "\u202e18",
        "é",
        " ",
    ],
)
def test_hostile_values_are_dropped(hostile: str) -> None:
    query = {"pathology": hostile, "sessions": "18", "__class__": "x"}
    assert answers_from(query) == {"sessions": "18"}
    assert answers_query(query, "en") == "lang=en&sessions=18"
