"""A plan's file and its link: there and back, and what is refused."""

import json
import zlib
from base64 import urlsafe_b64encode
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator import tariffs
from estimator.documents.plan_file import (
    UnreadablePlan,
    plan_document,
    plan_file,
    plan_told,
)
from estimator.documents.plan_link import MOST_SIGNS, PLAN, plan_query, unpacked
from estimator.engine.answers import case_from
from estimator.engine.plan.answers import MOST_BYTES_OF_PLAN
from estimator.links.packing import packed
from tests.documents.plans import ANKLE, BACK, HOUSEHOLD, YEAR, course, many

SHEET = tariffs()


def test_a_file_holds_the_plan_as_the_command_line_reads_it() -> None:
    told = plan_document(plan_file(plan_told(YEAR, HOUSEHOLD)))
    assert [it["condition"] for it in told["courses"][:3]] == ["back", "back", "cheville"]
    assert told["courses"][3]["person"] == "Zoé"
    assert told["household"] == {"income_band": 1, "bim": True, "counted": {"2025": "120.00"}}
    cases = [case_from(it, SHEET, None) for it in told["courses"]]
    assert cases == [it.case for it in YEAR]


def test_what_is_the_default_or_has_no_name_is_left_out() -> None:
    (told,) = plan_told([course(sessions=3)])["courses"]
    assert told == {
        "pathology": "current",
        "bim": False,
        "conventioned": False,
        "fee": "40.00",
        "sessions": 3,
        "start": "2025-05-05",
    }


def test_a_situation_code_is_kept() -> None:
    situation = SHEET.book.situations["fa-5"]
    (told,) = plan_told([course(pathology="fa", situation=situation)])["courses"]
    assert told["pathology"] == "fa-5"
    assert case_from(told, SHEET, None).situation == situation


def test_a_link_brings_the_plan_back() -> None:
    told = plan_told(YEAR, HOUSEHOLD)
    query = parse_qs(plan_query(told, "nl"))
    assert query["lang"] == ["nl"]
    assert unpacked(query[PLAN][0]) == told


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.booleans()), min_size=1))
def test_whatever_is_told_comes_back(courses: list[dict[str, object]]) -> None:
    told = {"courses": courses}
    assert unpacked(packed(told)) == told
    assert plan_document(plan_file(told)) == told


def test_a_plan_of_twenty_courses_fits_in_a_link() -> None:
    assert len(plan_query(plan_told([*many(20)], HOUSEHOLD), "fr")) < MOST_SIGNS


def test_a_plan_too_long_for_a_link_is_told() -> None:
    names = (f"{date(2025, 1, 1).toordinal() * n * 7919**5}" for n in range(150))
    told = plan_told([course(name) for name in names])
    with pytest.raises(UnreadablePlan) as refused:
        plan_query(told, "fr")
    assert refused.value.reason == "too_long"
    assert plan_document(plan_file(told)) == told, "a file takes it"


def coded(content: bytes) -> str:
    return urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


LINK = packed(plan_told([BACK, ANKLE]))


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("", "damaged"),
        ("x", "damaged"),
        ("é\u202e", "damaged"),
        ("<script>", "damaged"),
        (LINK[:-9], "damaged"),
        (f"{LINK[:40]}AAAA{LINK[44:]}", "damaged"),
        (coded(b"0" * 10 * MOST_BYTES_OF_PLAN), "damaged"),
        (coded(b"nonsense"), "no_plan"),
        (coded(b"[" * 50_000), "no_plan"),
    ],
)
def test_a_link_that_is_none_is_refused(link: str, reason: str) -> None:
    with pytest.raises(UnreadablePlan) as refused:
        unpacked(link)
    assert refused.value.reason == reason


@given(st.text() | st.text(alphabet="ABCabc019-_="))
def test_any_text_is_read_or_refused(link: str) -> None:
    with pytest.raises(UnreadablePlan):
        unpacked(link)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (b"", "no_plan"),
        (b"\xff\xfe", "no_plan"),
        (b"PK\x03\x04", "no_plan"),
        (b"null", "no_plan"),
        (b"{}", "no_plan"),
        (b'{"courses": {}}', "no_plan"),
        (b'{"courses": []}', "no_plan"),
        (b'{"courses": [{}], "household": 1}', "no_plan"),
        (b'{"courses": ["back"]}', "no_plan"),
        (b'{"courses": [{"condition": "\\ud800"}]}', "no_plan"),
        (json.dumps({"courses": [{"x": "y" * MOST_BYTES_OF_PLAN}]}).encode(), "too_large"),
    ],
)
def test_a_file_that_is_no_plan_is_refused(told: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePlan) as refused:
        plan_document(told)
    assert refused.value.reason == reason


def test_a_file_that_an_editor_marked_is_read() -> None:
    told = plan_told([BACK])
    assert plan_document(b"\xef\xbb\xbf" + plan_file(told)) == told
