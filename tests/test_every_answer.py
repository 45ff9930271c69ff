"""Every answer of a case is known everywhere: a question added halfway turns one of these red.

What a new answer does to the amounts, `tests/engine/test_oracle.py` compares; that the oracle reads
it and that the strategy varies it is asked here.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from estimator import Case
from estimator.api.server import MOUNT
from estimator.cli.main import main
from estimator.engine.model.case import FIELDS
from estimator.engine.model.payment import PAYMENT_FIELDS
from estimator.engine.numbers.courses import Answers
from estimator.environment import clock
from estimator.lists.examples import template
from estimator.locales import LANGUAGES, words
from tests.api.conftest import mounted
from tests.engine import oracle
from tests.engine.cases import unpriced_cases
from tests.lists.tables import TODAY, USUAL, estimated, table
from tests.pages.asking import Asking

GLOSSARY = (Path(__file__).parents[1] / "docs" / "glossary.md").read_text("utf-8")
#: No value of any kind of answer.
WRONG = "?"
SEARCH = settings(max_examples=300, database=None, derandomize=True, phases=[Phase.generate])

each_field = pytest.mark.parametrize("field", FIELDS)


class Watched:
    """A case that notes which of its answers are read."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self.case, name)


def read_by_the_oracle(case: Case) -> set[str]:
    watched: Any = Watched(case)
    with suppress(oracle.NoPrice):
        oracle.items_of(watched)
    return set(watched.read)


def is_drawn(strategy: st.SearchStrategy[Any], such: Callable[[Any], bool]) -> None:
    """Fails with `NoSuchExample` if the strategy draws no such value."""
    find(strategy, such, settings=SEARCH)


@each_field
def test_the_oracle_reads_it_where_it_is_not_the_default(field: str) -> None:
    usual = FIELDS[field].default
    is_drawn(
        unpriced_cases(),
        lambda case: getattr(case, field) != usual and field in read_by_the_oracle(case),
    )


@each_field
def test_the_strategy_varies_it(field: str) -> None:
    both = st.tuples(unpriced_cases(), unpriced_cases())
    is_drawn(both, lambda cases: getattr(cases[0], field) != getattr(cases[1], field))


def test_the_rules_have_its_number() -> None:
    assert Answers._fields == tuple(FIELDS)


@each_field
def test_a_list_reads_its_column(field: str) -> None:
    assert field in str(estimated(table([USUAL | {field: WRONG}]))["error"][0])
    assert field.encode() in template("template.csv").splitlines()[0]


@each_field
@pytest.mark.parametrize("path", ["estimate", "compare"])
def test_the_api_reads_it(field: str, path: str) -> None:
    client = TestClient(mounted(), base_url=f"http://testserver{MOUNT}")
    fault = client.post(f"/{path}", json={field: WRONG}).json()["errors"]
    unknown = {it["field"] for it in fault if it["given"] == it["field"]}
    assert unknown == ({field} if (path, field) == ("compare", "conventioned") else set())


@each_field
def test_the_command_line_reads_it(field: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = USUAL | {field: WRONG}
    assert main(["estimate", *(f"--{name}={value}" for name, value in given.items())]) == 2
    assert capsys.readouterr().err.startswith(field)


@each_field
def test_it_has_a_name_in_the_glossary_and_in_each_language(field: str) -> None:
    assert f"`{field}`" in GLOSSARY
    assert all(f"field.{field}" in words(language) for language in LANGUAGES)


@pytest.fixture(scope="module")
def asked_on_the_page() -> set[str]:
    """The answers that the estimate page asks for in one situation or another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: TODAY)
        pages = [
            Asking(),
            Asking().answer(pathology="fa", prior_sessions=1),
            Asking().answer(pathology="fb", setting="home"),
            Asking().unfold("more").answer(conventioned="false"),
        ]
        return {field for page in pages for field in FIELDS if page.asks(field)}


@pytest.mark.parametrize("field", PAYMENT_FIELDS)
def test_an_answer_about_the_payment_is_known_everywhere(
    field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = USUAL | {field: WRONG}
    assert main(["estimate", *(f"--{name}={value}" for name, value in given.items())]) == 2
    assert capsys.readouterr().err.startswith(field)
    client = TestClient(mounted(), base_url=f"http://testserver{MOUNT}")
    fault = client.post("/compare", json={field: WRONG}).json()["errors"]
    assert field in {it["field"] for it in fault if it["given"] == WRONG}
    assert f"`{field}`" in GLOSSARY
    assert all(f"field.{field}" in words(language) for language in LANGUAGES)
    assert Asking().answer(insurance_percent=70).asks(field)


@each_field
def test_the_page_asks_for_it(field: str, asked_on_the_page: set[str]) -> None:
    assert field in asked_on_the_page
