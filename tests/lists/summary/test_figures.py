"""The figures of a list against those reckoned by hand."""

import csv
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.cli.main import main
from estimator.lists import batch, jobs
from estimator.lists.jobs import Job
from estimator.lists.summary.amounts import AmountCounts, all_counts, amount_counts
from estimator.lists.summary.cells import CELLS, STEPS, Cell
from estimator.lists.summary.figures import AtConventioned, Figures
from estimator.lists.summary.spread import Bin, spread, usual_bin
from tests.lists.summary.reckoned import COURSES, SHEET, job_done, list_of

MANY = 400
"""Times the list, so that it is worked out in machine code."""


@pytest.fixture(scope="module")
def job() -> Job:
    return job_done(*COURSES)


def test_the_whole_list(job: Job) -> None:
    whole = job.figures.whole
    assert whole.courses == 7
    assert whole.totals == (370384, 268514, 47750, 17744, 36376, 101870)
    assert (whole.least, whole.most) == (93782, 101870)
    assert whole.left.median == 9044
    assert (whole.left_least.median, whole.left_most.median) == (5625, 9044)


@pytest.mark.parametrize(
    ("group", "courses", "left", "medians"),
    [
        (("pathology", "current"), 6, (89782, 97870), (9063, 12794)),
        (("pathology", "fa"), 1, (4000, 4000), (4000, 4000)),
        (("conventioned", False), 4, (73157, 77201), (12020, 14042)),
        (("conventioned", True), 3, (20625, 24669), (5625, 5625)),
        (("bim", False), 4, (82282, 86326), (15770, 17792)),
        (("bim", True), 3, (11500, 15544), (4000, 4000)),
    ],
)
def test_groups(
    job: Job,
    group: tuple[str, str | bool],
    courses: int,
    left: tuple[int, int],
    medians: tuple[int, int],
) -> None:
    name, answer = group
    found = job.figures.by[name][answer]
    assert found.courses == courses
    assert (found.least, found.most) == left
    assert (found.left_least.median, found.left_most.median) == medians


def test_who_would_pay_less_at_a_conventioned_kine(job: Job) -> None:
    """B 134.14 less, C the same, F 285.74 to 326.18 less, G the same: what is open at both is taken
    to turn out alike."""
    assert job.figures.whole.at_conventioned == AtConventioned(4, 2, 2, 41988, 46032)
    assert job.figures.whole.at_conventioned.only_maybe == 0
    assert job.figures.by["conventioned"][True].at_conventioned == AtConventioned()
    assert job.figures.by["bim"][True].at_conventioned == AtConventioned(2, 0, 0, 0, 0)


def test_long_lists_have_the_same_figures(job: Job) -> None:
    long = job_done(*COURSES * MANY).figures.whole
    whole = job.figures.whole
    assert long.totals == tuple(MANY * it for it in whole.totals)
    assert (long.least, long.most) == (MANY * whole.least, MANY * whole.most)
    assert long.left.median == 9044
    assert long.at_conventioned == tuple(MANY * it for it in whole.at_conventioned)


def test_how_a_list_is_cut_changes_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STEP", 2)
    assert same(job_done(*COURSES).figures.whole, job.figures.whole)


def same(one: Figures, other: Figures) -> bool:
    """Whether figures are equal."""
    return (
        one[:3] == other[:3]
        and one[6:] == other[6:]
        and all(
            np.array_equal(*pair)
            for of, and_of in zip(one[3:6], other[3:6], strict=True)
            for pair in zip(of, and_of, strict=True)
        )
    )


def test_rows_in_error_count_for_nothing(job: Job) -> None:
    wrong = ("current,false,false,,9,2026-01-05", "current,false,true,,0,2026-01-05")
    found = job_done(*wrong, *COURSES, *wrong)
    assert found.errors == 4
    assert same(found.figures.whole, job.figures.whole)


def test_a_list_of_errors_has_no_figures() -> None:
    found = job_done("current,false,true,,0,2026-01-05")
    assert not found.figures.cells
    assert found.figures.whole.left.median is None
    assert spread(found.figures.whole.left) == ()


def test_a_course_that_only_a_conventioned_kine_could_price_is_not_compared() -> None:
    """Its fee is missing: it is an error, though it would have a price elsewhere."""
    found = job_done("current,false,false,,9,2026-01-05", COURSES[1])
    assert found.figures.whole.at_conventioned == AtConventioned(1, 1, 1, 13414, 13414)


def test_plans_are_compared_as_plans() -> None:
    """18 sessions, then 2 overrun ones of the same condition, at 40 euros: F in two."""
    head = "plan,condition,pathology,bim,conventioned,fee,sessions,start"
    rows = (
        "a,knee,current,false,false,40,18,2026-01-05",
        "a,knee,current,false,false,40,2,2026-03-09",
    )
    found = job_done(*rows, head=head).figures.whole
    assert found.totals == (80738, 35620, 12500, 11854, 20764, 45118)
    assert found.at_conventioned == AtConventioned(2, 2, 2, 28574, 32618)


def test_a_row_that_is_refused_takes_no_place_in_its_plan_elsewhere() -> None:
    """18 sessions without a fee are refused; five at 40 euros, which then are the first, leave
    5 × (40 - 19.05) + 1.84 beside 5 × 6.25."""
    head = "plan,condition,pathology,bim,conventioned,fee,sessions,start"
    rows = (
        "a,knee,current,false,false,,18,2026-01-05",
        "a,knee,current,false,false,40,5,2026-03-09",
    )
    found = job_done(*rows, head=head)
    assert found.errors == 1
    assert found.figures.whole.at_conventioned == AtConventioned(1, 1, 1, 7534, 7534)


def test_courses_after_the_last_known_tariff_are_counted() -> None:
    known = SHEET.book.editions[max(SHEET.book.editions)].known_until
    assert known is not None
    late = known.replace(year=known.year + 1).isoformat()
    found = job_done(COURSES[0], f"current,false,true,,9,{late}").figures
    assert found.whole.presumed == 1


def test_cells_are_numbered_by_their_answers() -> None:
    places = {it: n for n, it in enumerate(dict.fromkeys(cell.pathology for cell in CELLS))}
    for n, cell in enumerate(CELLS):
        numbers = (places[cell.pathology], cell.conventioned, cell.bim)
        assert n == sum(it * step for it, step in zip(numbers, STEPS.values(), strict=True))
    assert CELLS[1] == Cell("current", False, True)


EUROS = st.lists(st.integers(0, 10**6), min_size=1, max_size=60)


@given(EUROS)
@settings(deadline=None)
def test_medians(amounts: list[int]) -> None:
    found = amount_counts(np.array(amounts)).median
    assert found == int(Decimal(median(amounts)) + Decimal("0.5"))


@given(EUROS, EUROS)
@settings(deadline=None)
def test_counts_of_two_parts(one: list[int], other: list[int]) -> None:
    together = all_counts([amount_counts(np.array(it)) for it in (one, other)])
    whole = amount_counts(np.array(one + other))
    assert all(np.array_equal(*pair) for pair in zip(together, whole, strict=True))


@given(EUROS)
@settings(deadline=None)
def test_every_amount_lies_in_one_range(amounts: list[int]) -> None:
    bins = spread(amount_counts(np.array(amounts)))
    assert sum(it.courses for it in bins) == len(amounts)
    for of in bins:
        high = 10**9 if of.high is None else of.high
        assert of.courses == sum(of.low * 100 <= it < high * 100 for it in amounts)
    assert all(one.high == other.low for one, other in pairwise(bins))


def test_a_few_dear_courses_stand_in_a_last_range() -> None:
    left = amount_counts(np.array([*[1000] * 50, *[3599] * 50, 999_999]))
    bins = spread(left)
    assert bins[-1] == Bin(40, None, 1)
    assert usual_bin(bins) is None


def test_the_usual_range() -> None:
    bins = (Bin(0, 10, 3), Bin(10, 20, 5), Bin(20, None, 1))
    assert usual_bin(bins) == Bin(10, 20, 5)
    assert usual_bin(()) is None
    assert AmountCounts().median is None


def test_the_file_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All figures of the list, and that the groups of each kind add up to them."""
    monkeypatch.setattr(batch, "tariffs", lambda: SHEET)
    source, target, summary = (tmp_path / it for it in ("list.csv", "result.csv", "figures.csv"))
    source.write_bytes(list_of(*COURSES))
    assert main(["batch", *map(str, (source, target)), "--summary", str(summary)]) == 0
    with summary.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {
        "group": "all", "pathology": "", "conventioned": "", "bim": "", "courses": "7",
        "charged": "3703.84", "reimbursed": "2685.14", "copayment": "477.50",
        "reduction": "177.44", "supplement": "363.76", "patient": "1018.70",
        "patient_low": "937.82", "patient_high": "1018.70",
        "median": "90.44", "median_low": "56.25", "median_high": "90.44",
        "presumed": "0", "compared": "4", "surely_less": "2", "maybe_less": "2",
        "less_low": "419.88", "less_high": "460.32",
    }  # fmt: skip
    for group in ("pathology", "conventioned", "bim", "each"):
        parts = [row for row in rows if row["group"] == group]
        assert sum(Decimal(row["patient"]) for row in parts) == Decimal("1018.70")
        assert sum(int(row["courses"]) for row in parts) == 7
    assert "7" in capsys.readouterr().err


def test_the_file_of_figures_is_refused_on_a_cluster(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["batch", str(tmp_path), str(tmp_path / "out"), "--scheduler", "tcp://x:1"]
    assert main([*given, "--summary", "figures.csv"]) == 2
    assert "--summary" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["list.csv", "result.csv"])
def test_figures_are_not_written_over_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    source, target = tmp_path / "list.csv", tmp_path / "result.csv"
    source.write_bytes(list_of(*COURSES))
    for option in ("--summary", "--wrong"):
        assert main(["batch", *map(str, (source, target)), option, str(tmp_path / name)]) == 2
        assert name in capsys.readouterr().err
    assert source.read_bytes() == list_of(*COURSES)
    assert not target.exists()


def test_no_file_of_figures_without_a_result(tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes(b"")
    assert (
        main(["batch", str(source), str(tmp_path / "r.csv"), "--summary", str(tmp_path / "f.csv")])
        == 2
    )
    assert [it.name for it in tmp_path.iterdir()] == ["list.csv"]


def test_a_list_longer_than_a_chunk_has_the_figures_of_all(job: Job) -> None:
    parts = [job_done(*COURSES[:3]).figures, job_done(*COURSES[3:]).figures]
    assert same(parts[0].together(parts[1]).whole, job.figures.whole)
