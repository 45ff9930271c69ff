"""A plan of a list, opened on the page of the year."""

import pytest

from estimator.pages.advisor.lists import plans
from estimator.pages.forms.year_courses import COURSES, MOST_COURSES, SHOW_YEAR
from tests.lists.paging import Paging
from tests.lists.tables import USUAL
from tests.lists.test_lists_page import started
from tests.lists.test_page import csv_of

AN = USUAL | {"plan": "Family 1", "person": "An", "condition": "back"}
ROWS = [
    AN,
    AN | {"person": "Bob"},
    AN | {"plan": "Family 2", "sessions": "0"},
    USUAL | {"plan": ""},
]


def opened(rows: list[dict[str, str]], name: str) -> Paging:
    """A list whose plan was chosen and opened."""
    paging = started(csv_of(rows))
    paging.wait()
    paging.widget("fixed_which_plan").set_value(name)
    paging.press("plan_paper.plans.open")
    return paging


def test_a_plan_is_opened_with_all_its_rows() -> None:
    paging = opened(ROWS, "Family 1")
    found = paging.app.session_state[COURSES]
    assert [it.person for it in found] == ["An", "Bob"]
    assert paging.app.session_state[SHOW_YEAR]


def test_a_row_with_an_error_is_opened_too_to_be_corrected() -> None:
    (found,) = opened(ROWS, "Family 2").app.session_state[COURSES]
    assert found.answers["sessions"] == "0"


def test_a_plan_too_long_for_the_page_is_said() -> None:
    paging = opened([AN] * (MOST_COURSES + 1), "Family 1")
    assert paging.say("plan_paper.refused.too_many", n=MOST_COURSES) in paging.read
    assert SHOW_YEAR not in paging.app.session_state


def test_a_list_without_plans_offers_none() -> None:
    paging = started(csv_of([USUAL]))
    paging.wait()
    assert paging.say("plan_paper.plans.open") not in paging.buttons


def test_where_there_are_too_many_to_show_the_name_is_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plans, "MOST_SHOWN", 1)
    assert len(opened(ROWS, "Family 1").app.session_state[COURSES]) == 2
    paging = opened(ROWS, "Family 3")
    assert paging.say("plan_paper.refused.no_plan") in paging.read
