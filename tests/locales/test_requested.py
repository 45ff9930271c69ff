"""Which language a request, and a terminal, asks for."""

import pytest

from estimator.locales.requested import by_preference, language_of_terminal, language_told


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "nl_BE.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "nl_BE.UTF-8", "LC_MESSAGES": "", "LC_ALL": "de_BE@euro"}, "de"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "it_IT.UTF-8"}, "fr"),
        ({}, "fr"),
    ],
)
def test_a_terminal_names_its_language(environment: dict[str, str], language: str) -> None:
    assert language_of_terminal(environment) == language


@pytest.mark.parametrize(
    ("accepted", "tags"),
    [
        ("nl-BE,nl;q=0.9,en;q=0.8", ["nl-BE", "nl", "en"]),
        ("fr;q=0.2, nl ; q=0.7", ["nl", "fr"]),
        ("fr;q=0, nl;q=0.1", ["nl"]),
        ("fr;q=high", []),
    ],
)
def test_a_browser_weighs_its_languages(accepted: str, tags: list[str]) -> None:
    assert by_preference(accepted) == tags


@pytest.mark.parametrize(
    ("query", "accepted", "told"),
    [(b"lang=nl", b"fr", "nl"), (b"lang=xx", b"de", "de"), (b"", b"it,*", None), (b"", b"", None)],
)
def test_who_tells_nothing(query: bytes, accepted: bytes, told: str | None) -> None:
    headers = [(b"accept-language", accepted)]
    assert language_told({"type": "http", "query_string": query, "headers": headers}) == told
