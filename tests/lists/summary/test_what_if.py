"""A list before and after a change of the rules, against changes reckoned by hand.

Without a reduction B leaves 58.90 less and F 118.54 less. With shares one euro higher, what comes
back falls by one euro a session; at a kiné without convention the quarter of it falls too, so B
rises by 9 × 0.75 and F by 18 × 0.75 + 2 × 0.75. With at most 5 euros above the official fee, B
falls by 9 × 3.36, F by 18 × 3.36 + 2 × 23.58, and E and G, at the most, by 2 × 15.22.
"""

from decimal import Decimal

import pyarrow as pa
import pytest

from estimator.engine.policy import Policy
from estimator.lists import jobs, policies
from estimator.lists.jobs import Job
from estimator.lists.policies import PolicyJob
from estimator.lists.summary.before_after import Change, Ends, change_between, changes_by
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
    found = change_between(job.figures.whole, under(job, policy).figures.whole)
    assert found == Change(7, Ends(93782, 101870), after, more, insurer)


def test_by_group(job: Job) -> None:
    after = under(job, RAISED).figures
    by_bim = changes_by(job.figures, after, "bim")
    assert {answer: it.more for answer, it in by_bim.items()} == {
        False: Ends(5075, 5075),
        True: Ends(5000, 5000),
    }
    by_pathology = changes_by(job.figures, after, "pathology")
    assert by_pathology["fa"] == Change(
        1, Ends(4000, 4000), Ends(6000, 6000), Ends(2000, 2000), -2000
    )
    capped = changes_by(job.figures, under(job, CAPPED).figures, "conventioned")
    assert capped[True].more == Ends(-3044, 0)
    assert capped[False].more == Ends(-16832, -13788)


def test_all_at_once(job: Job) -> None:
    """B: 9 × (36.64 − 24.39), without a loss on the intake; F: 18 × 12.25 + 2 × (16.42 − 4.17)."""
    policy = Policy(no_reduction=True, raised_not_bim=EURO, most_above=Decimal(5))
    before = job_done(COURSES[1], COURSES[5])
    found = change_between(before.figures.whole, under(before, policy).figures.whole)
    assert found.after == Ends(11025 + 22050 + 2450, 11025 + 22050 + 2450)


def test_long_lists_in_machine_code(job: Job) -> None:
    long = job_done(*COURSES * 400)
    found = change_between(long.figures.whole, under(long, CAPPED).figures.whole)
    assert found.more == Ends(400 * -19876, 400 * -13788)


def test_the_file(job: Job) -> None:
    rows = changes_table(job.figures, under(job, CAPPED).figures).to_pylist()
    assert rows[0] == {
        "group": "all", "pathology": None, "conventioned": None, "bim": None, "courses": 7,
        "before_low": Decimal("937.82"), "before_high": Decimal("1018.70"),
        "after_low": Decimal("799.94"), "after_high": Decimal("819.94"),
        "more_low": Decimal("-198.76"), "more_high": Decimal("-137.88"),
        "reimbursed_more": Decimal("0.00"),
    }  # fmt: skip
    assert isinstance(changes_table(job.figures, job.figures), pa.Table)


def test_it_can_be_stopped(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STEP", 1)
    long = job_done(*COURSES * 100)
    other = PolicyJob(long, CAPPED)
    other.cancel()
    finished(other)
    assert not other.figures.cells
    assert other.refused is None
    assert other.done < 700
    assert other.share == 1.0


def test_a_fault_is_told_without_its_content(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(policies, "sheet_under", fail)
    other = finished(PolicyJob(job, CAPPED))
    assert other.refused.reason == "unreadable"
