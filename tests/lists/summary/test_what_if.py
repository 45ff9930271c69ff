"""A list before and after a change of the rules, against changes reckoned by hand.

Without a reduction B leaves 58.90 less and F 118.54 less. With shares one euro higher, what comes
back falls by one euro a session; at a kiné without convention the quarter of it falls too, so B
rises by 9 × 0.75 and F by 18 × 0.75 + 2 × 0.75. With at most 5 euros above the official fee, B
falls by 9 × 3.36, F by 18 × 3.36 + 2 × 23.58, and E and G, at the most, by 2 × 15.22.
"""

from decimal import Decimal

import numpy as np
import pytest

from estimator.engine.policy import Policy
from estimator.lists import jobs, policies
from estimator.lists.jobs import Job
from estimator.lists.policies import PolicyJob
from estimator.lists.summary.before_after import Change, Ends, ListChanges, RowsLeft, change_between
from estimator.lists.summary.tables import changes_table
from tests.lists.summary.reckoned import COURSES, job_done
from tests.lists.test_page import finished

EURO = Decimal(1)
NO_REDUCTION = Policy(no_reduction=True)
RAISED = Policy(raised_bim=EURO, raised_not_bim=EURO)
RAISED_WITHOUT_BIM = Policy(raised_not_bim=EURO)
RAISED_WITH_BIM = Policy(raised_bim=EURO)
CAPPED = Policy(most_above=Decimal(5))


@pytest.fixture(scope="module")
def job() -> Job:
    return job_done(*COURSES)


def under(job: Job, policy: Policy) -> PolicyJob:
    """The list under other rules."""
    found: PolicyJob = finished(PolicyJob(job, policy))
    assert found.refused is None
    return found


def changed(job: Job, policy: Policy) -> ListChanges:
    """What other rules do to the list."""
    changes = under(job, policy).changes
    assert changes is not None
    return changes


@pytest.mark.parametrize(
    ("policy", "after", "more", "insurer"),
    [
        (Policy(), Ends(93782, 101870), Ends(0, 0), 0),
        (NO_REDUCTION, Ends(76038, 84126), Ends(-17744, -17744), 17744),
        (RAISED, Ends(103857, 111945), Ends(10075, 10075), -10075),
        (RAISED_WITHOUT_BIM, Ends(98857, 106945), Ends(5075, 5075), -5075),
        (RAISED_WITH_BIM, Ends(98782, 106870), Ends(5000, 5000), -5000),
        (CAPPED, Ends(79994, 81994), Ends(-19876, -13788), 0),
    ],
)
def test_the_whole_list(job: Job, policy: Policy, after: Ends, more: Ends, insurer: int) -> None:
    found = changed(job, policy).whole
    assert found == Change(7, Ends(93782, 101870), after, more, insurer)


def test_by_group(job: Job) -> None:
    after = changed(job, RAISED)
    by_bim = after.by["bim"]
    assert {answer: it.more for answer, it in by_bim.items()} == {
        False: Ends(5075, 5075),
        True: Ends(5000, 5000),
    }
    by_pathology = after.by["pathology"]
    assert by_pathology["fa"] == Change(
        1, Ends(4000, 4000), Ends(6000, 6000), Ends(2000, 2000), -2000
    )
    capped = changed(job, CAPPED).by["conventioned"]
    assert capped[True].more == Ends(-3044, 0)
    assert capped[False].more == Ends(-16832, -13788)


def test_all_at_once(job: Job) -> None:
    """B: 9 × (36.64 − 24.39), without a loss on the intake; F: 18 × 12.25 + 2 × (16.42 − 4.17)."""
    policy = Policy(no_reduction=True, raised_not_bim=EURO, most_above=Decimal(5))
    before = job_done(COURSES[1], COURSES[5])
    found = changed(before, policy).whole
    assert found.after == Ends(11025 + 22050 + 2450, 11025 + 22050 + 2450)


def test_long_lists_in_machine_code(job: Job) -> None:
    long = job_done(*COURSES * 400)
    found = changed(long, CAPPED).whole
    assert found.more == Ends(400 * -19876, 400 * -13788)


def test_the_file(job: Job) -> None:
    rows = changes_table(changed(job, CAPPED)).to_pylist()
    assert rows[0] == {
        "group": "all", "pathology": None, "conventioned": None, "bim": None, "courses": 7,
        "before_low": Decimal("937.82"), "before_high": Decimal("1018.70"),
        "after_low": Decimal("799.94"), "after_high": Decimal("819.94"),
        "more_low": Decimal("-198.76"), "more_high": Decimal("-137.88"),
        "reimbursed_more": Decimal("0.00"),
    }  # fmt: skip


def test_it_can_be_stopped(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STEP", 1)
    long = job_done(*COURSES * 100)
    other = PolicyJob(long, CAPPED)
    other.cancel()
    finished(other)
    assert other.changes is None
    assert other.refused is None
    assert other.done < 700
    assert other.progress == 1.0


def test_a_fault_is_told_without_its_content(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(policies, "sheet_under", fail)
    other = finished(PolicyJob(job, CAPPED))
    assert other.refused.reason == "not_done"


def test_courses_that_may_move_in_opposite_directions_do_not_make_up_for_each_other() -> None:
    """One pays 20 more or 10.44 less, the other nothing or 13.50 more."""
    before = RowsLeft(*np.array([[0, 0], [12500, 1000], [16544, 2000], [0, 0]]))
    after = RowsLeft(*np.array([[0, 0], [14500, 1000], [15500, 3350], [0, 0]]))
    assert change_between(before, after).more == Ends(-1044, 3350)


def test_a_share_and_a_limit_at_once_on_a_course_with_an_open_price() -> None:
    """E: 18 × 7.25 and 2 × (11.42 - 4.17) at the least, 2 × (16.42 - 4.17) at the most."""
    policy = Policy(raised_not_bim=EURO, most_above=Decimal(5))
    found = changed(job_done(COURSES[4]), policy).whole
    assert found.after == Ends(14500, 15500)
    assert found.more == Ends(-1044, 2000)
