"""A list in figures on the page, and what other rules would change; amounts reckoned by hand."""

from threading import Semaphore

import pytest

from estimator.engine.policy import Policy
from estimator.lists import policies
from estimator.lists.results import making
from estimator.locales import LANGUAGES
from estimator.pages.advisor.lists import downloads, what_if
from tests.lists.paging import Paging
from tests.lists.summary.reckoned import COURSES, SHEET, list_of
from tests.lists.test_lists_page import started
from tests.lists.test_page import finished

WRONG = "current,false,true,,0,2026-01-05"


@pytest.fixture(autouse=True)
def with_the_tariffs_that_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("estimator.pages.advisor.lists.page.tariffs", lambda: SHEET)


def shown(*rows: str, language: str = "en") -> Paging:
    """A list whose result is shown."""
    paging = started(list_of(*rows), language=language)
    paging.wait()
    return paging


def compared(paging: Paging) -> Paging:
    """The same under the rules that were chosen."""
    paging.press("policy.start")
    finished(paging.given.other_rules)
    paging.run()
    return paging


def test_the_figures() -> None:
    read = shown(*COURSES).read
    assert "7 treatments estimated. In all, between €937.82 and €1,018.70 is left" in read
    assert "leave at most between €56.25 and €90.44 to pay" in read
    assert "Where there are two amounts" in read
    assert "The maximum billing (MAF) and supplementary insurance are not counted." in read
    assert "4 treatments are at a non-conventioned kiné. 2 would cost the patient less" in read
    assert "might cost less" not in read
    assert "+€419.88 to +€460.32 for patients" in read


def test_a_list_without_open_amounts_tells_of_none() -> None:
    read = shown(COURSES[0], COURSES[3]).read
    assert "In all, €81.25 is left" in read
    assert "Where there are two amounts" not in read
    assert "no estimated treatment is at a non-conventioned kiné" in read


def test_what_all_courses_have_alike_has_no_table() -> None:
    paging = shown(COURSES[0], COURSES[4])
    assert paging.say("summary.by.bim") not in paging.read
    assert paging.say("summary.by.pathology") not in paging.read
    both = shown(COURSES[0], COURSES[3])
    assert both.say("summary.by.bim") in both.read


def test_a_list_of_errors_has_no_figures() -> None:
    paging = shown(WRONG)
    assert "there are no figures" in paging.read
    assert paging.say("policy.start") not in paging.buttons


def test_other_rules() -> None:
    paging = shown(*COURSES)
    assert paging.disabled("policy.start")
    paging.widget("fixed_no_reduction").check()
    paging.run()
    read = compared(paging).read
    assert "between €937.82 and €1,018.70 before and between €760.38 and €841.26 after" in read
    assert "Difference: -€177.44." in read
    assert "who reimburse: +€177.44." in read


def test_a_share_raised_for_some() -> None:
    paging = shown(*COURSES)
    paging.widget("fixed_raised").set_value("1,00")
    paging.widget("fixed_raised_for").set_value("bim")
    paging.run()
    assert "Difference: +€50.00." in compared(paging).read
    paging.widget("fixed_raised_for").set_value("not_bim")
    paging.run()
    assert paging.say("policy.changed") in paging.read
    assert "Difference: +€50.75." in compared(paging).read


def test_choices_outlast_another_estimate_of_the_list() -> None:
    paging = shown(*COURSES, WRONG)
    paging.widget("fixed_raised").set_value("1,00")
    paging.widget("fixed_raised_for").set_value("bim")
    paging.widget("fixed_no_reduction").check()
    paging.run()
    paging.speak("de")
    assert paging.say("policy.title") not in paging.read
    paging.wait()
    assert paging.widget("fixed_raised").value == "1,00"
    assert paging.widget("fixed_raised_for").value == "bim"
    assert paging.widget("fixed_no_reduction").value


def test_a_limit_above_official_fees() -> None:
    paging = shown(*COURSES)
    paging.widget("fixed_most_above").set_value("5")
    paging.run()
    assert "Difference: -€198.76 to -€137.88." in compared(paging).read


@pytest.mark.parametrize("typed", ["-1", "one", "1,234", "1000000"])
def test_an_amount_that_can_not_be_used(typed: str) -> None:
    paging = shown(*COURSES)
    paging.widget("fixed_raised").set_value(typed)
    paging.run()
    assert paging.disabled("policy.start")
    assert any(typed in it.value for it in paging.app.error)


def test_a_stopped_comparison_can_be_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    paging = shown(*COURSES)
    paging.widget("fixed_no_reduction").check()
    paging.run()

    class Stopped(policies.PolicyJob):
        def do(self) -> bool:
            self.cancel()
            return super().do()

    monkeypatch.setattr(what_if, "PolicyJob", Stopped)
    assert paging.say("list_page.stopped") in compared(paging).read
    monkeypatch.undo()


def test_a_new_list_forgets_the_comparison() -> None:
    paging = shown(*COURSES)
    paging.widget("fixed_no_reduction").check()
    paging.run()
    compared(paging)
    assert paging.given.other_rules.policy == Policy(no_reduction=True)
    paging.upload("other.csv", list_of(COURSES[0]))
    assert paging.given.other_rules is None


def test_several_things_may_be_under_way_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An Excel file, and the list under other rules, both waiting for their turn."""
    paging = shown(*COURSES)
    turn = Semaphore(0)
    monkeypatch.setattr(making, "AT_ONCE", turn)
    monkeypatch.setattr(policies, "AT_ONCE", turn)
    monkeypatch.setattr(downloads, "AT_ONCE", 2)
    paging.run()
    paging.press("list_results.prepare")
    paging.widget("fixed_no_reduction").check()
    paging.run()
    paging.press("policy.start")
    assert paging.buttons.count(paging.say("list_page.stop")) == 2
    assert paging.disabled("policy.start")
    turn.release(2)


def test_a_comparison_that_is_begun_ends_the_one_before() -> None:
    paging = shown(*COURSES)
    paging.widget("fixed_no_reduction").check()
    paging.run()
    before = compared(paging).given.other_rules
    compared(paging)
    assert before.cancelled
    assert paging.given.other_rules is not before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language(language: str) -> None:
    paging = shown(*COURSES, language=language)
    paging.widget("fixed_no_reduction").check()
    paging.run()
    assert paging.say("policy.result") in compared(paging).read
