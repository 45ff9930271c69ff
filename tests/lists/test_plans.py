"""Rows of a list with the same plan, one after the other, cost what the plan costs, to the cent."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from estimator import InvalidAnswer, plan
from estimator.cli.main import main
from estimator.engine.model.case import FIELDS
from estimator.engine.numbers.batch import FEW
from estimator.engine.plan.answers import MOST_COURSES, planned_from
from estimator.lists import frames, jobs
from estimator.lists.answered import Ground
from estimator.lists.files import bounds, csv_read
from estimator.lists.frames import ADDED
from estimator.lists.jobs import Job
from estimator.lists.opening import Opening
from estimator.wording.refusals import contract_refusal
from tests.lists.tables import FRENCH, SHEET, USUAL, estimated, found, single
from tests.lists.test_page import finished

Row = dict[str, Any]
Told = tuple[Any, ...]
NONE: Told = (None,) * (len(ADDED) - 1)
BACK = USUAL | {"plan": "An", "condition": "back", "sessions": "28"}
ANKLE = USUAL | {"plan": "An", "condition": "ankle", "sessions": "68"}
KNEE = USUAL | {"plan": "An", "condition": "knee", "pathology": "fa-5", "start": "2026-12-01"}
OTHER = USUAL | {"plan": "Bo", "sessions": "20", "person": "Bo"}
ALONE = USUAL | {"plan": "", "sessions": "20"}


def in_plan(*rows: Mapping[str, Any]) -> list[Told]:
    """What the plan of some rows says of each, as the columns of a list."""
    planned = plan(planned_from(rows, SHEET, None))
    shared = [notice.id for notice in planned.shared]
    return [
        (
            *result.totals,
            result.least.patient,
            result.most.patient,
            ";".join(dict.fromkeys([*shared, *(notice.id for notice in result.notices)])),
            None,
        )
        for result in planned.courses
    ]


def of(rows: Iterable[Row]) -> list[Told]:
    """The added columns of a table with these rows."""
    names = [*FIELDS, "plan", "condition", "person"]
    return found(estimated(pd.DataFrame(list(rows), columns=names, dtype=object)))


def apart(name: str) -> str:
    return FRENCH("refusal.plan_rows", field="plan", given=name, allowed=str(MOST_COURSES))


def test_rows_of_a_plan_are_priced_together_and_the_others_alone() -> None:
    rows = [ALONE, BACK, ANKLE, KNEE, OTHER, OTHER, ALONE]
    assert of(rows) == [
        single(ALONE), *in_plan(BACK, ANKLE, KNEE), *in_plan(OTHER, OTHER), single(ALONE)
    ]  # fmt: skip
    assert in_plan(BACK, ANKLE)[1] != single(ANKLE)


def test_without_a_column_of_plans_nothing_is_read() -> None:
    rows = pd.DataFrame([BACK | {"condition": "x" * 999}, ANKLE]).drop(columns="plan")
    told = estimated(rows)
    assert found(told) == [single(BACK), single(ANKLE)]
    assert list(told["condition"]) == ["x" * 999, "ankle"]


def test_a_row_without_a_plan_needs_no_good_names() -> None:
    assert of([ALONE | {"condition": "x" * 999}]) == [single(ALONE)]


def test_a_bad_row_has_its_error_and_the_rest_is_priced_without_it() -> None:
    wrong = BACK | {"sessions": "0"}
    long = BACK | {"person": "x" * 61}
    said = FRENCH("refusal.plan_name", field="person", given="x" * 61, allowed="60")
    other_list = BACK | {"pathology": "fb"}
    first, second, third, fourth, fifth = of([wrong, BACK, long, other_list, ANKLE])
    assert first == single(wrong)
    assert [second, fifth] == in_plan(BACK, ANKLE)
    assert third == (*NONE, said)
    assert fourth[:-1] == NONE
    assert fourth[-1].startswith("pathology")


def test_a_plan_of_nothing_but_bad_rows() -> None:
    wrong = BACK | {"sessions": "0"}
    assert of([wrong, wrong]) == [single(wrong)] * 2


@pytest.mark.parametrize("name", ["x" * 61, "two\nlines"])
def test_a_plan_without_a_good_name(name: str) -> None:
    (told,) = of([BACK | {"plan": name}])
    said = FRENCH("refusal.plan_name", field="plan", given=name, allowed="60")
    assert told == (*NONE, said)


def test_rows_that_do_not_follow_their_plan_are_refused() -> None:
    assert of([BACK, OTHER, ANKLE, OTHER]) == [
        *in_plan(BACK), *in_plan(OTHER), (*NONE, apart("An")), (*NONE, apart("Bo"))
    ]  # fmt: skip


def test_a_plan_has_so_many_rows_at_most() -> None:
    rows = [OTHER | {"sessions": "1"}] * MOST_COURSES
    assert of(rows) == in_plan(*rows)
    assert of([*rows, rows[0], ALONE]) == [(*NONE, apart("Bo"))] * 101 + [single(ALONE)]


def test_a_plan_has_so_many_sessions_at_most() -> None:
    full, over = [OTHER | {"sessions": "400"}] * 5, OTHER | {"sessions": "1"}
    assert of(full) == in_plan(*full)
    with pytest.raises(InvalidAnswer) as refused:
        planned_from([*full, over], SHEET, None)
    error = contract_refusal(FRENCH, refused.value)
    assert of([*full, over, ALONE]) == [(*NONE, error)] * 6 + [single(ALONE)]


def test_a_number_is_a_name_of_a_plan() -> None:
    rows: list[Row] = [BACK | {"plan": 7, "condition": 1}, ANKLE | {"plan": "7", "condition": "1"}]
    assert of(rows) == in_plan(*[row | {"plan": "7", "condition": "1"} for row in rows])


def test_in_a_long_list_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "PIECE", 1000)
    rows = [ALONE] * 999 + [BACK, ANKLE, OTHER] + [ALONE] * (FEW - 1) + [BACK]
    told = of(rows)
    assert told[999:1002] == [*in_plan(BACK, ANKLE), *in_plan(OTHER)]
    assert told[-1] == (*NONE, apart("An"))
    assert {*told[:999], *told[1002:-1]} == {single(ALONE)}


def in_words(told: Iterable[Told]) -> list[list[str | None]]:
    """Rows as a file without types holds them."""
    return [[None if cell is None else str(cell) for cell in row] for row in told]


def plans_of_many_lengths() -> list[Row]:
    """Plans of one row to ten, each after rows without a plan or another plan; one comes again."""
    rows: list[Row] = []
    for n in range(1, 11):
        rows += [OTHER | {"plan": f"p{n}", "sessions": str(n + m)} for m in range(n)]
        rows += [ALONE] * (n % 3)
    return [*rows, OTHER | {"plan": "p2"}]


@pytest.mark.parametrize(
    ("chunk", "ending", "workers"),
    [(1, "csv", "1"), (3, "csv", "2"), (1, "parquet", "2"), (3, "parquet", "1"), (7, "csv", "1")],
)
def test_a_plan_may_lie_on_both_sides_of_a_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int, ending: str, workers: str
) -> None:
    monkeypatch.setattr(csv_read, "CHUNK", chunk)
    rows = plans_of_many_lengths()
    table = pd.DataFrame(rows)
    source, target = tmp_path / f"in.{ending}", tmp_path / f"out.{ending}"
    if ending == "csv":
        table.to_csv(source, index=False)
    else:
        table.to_parquet(source, row_group_size=chunk)
    assert main(["batch", str(source), str(target), "--workers", workers]) == 0
    read: Callable[..., pd.DataFrame] = pd.read_csv if ending == "csv" else pd.read_parquet
    result = read(target, **({"dtype": str} if ending == "csv" else {}))
    assert in_words(found(result)) == in_words(of(rows))


def test_a_row_of_another_width_is_in_no_plan(tmp_path: Path) -> None:
    names = [name for name in BACK if name != "plan"]
    lines = [["plan", *names], *(["An", *(row[name] for name in names)] for row in (BACK, ANKLE))]
    lines.insert(2, [*lines[1], "more"])
    source = tmp_path / "in.csv"
    source.write_text("\n".join(map(",".join, lines)))
    assert main(["batch", str(source), str(tmp_path / "out.csv")]) == 0
    result = pd.read_csv(tmp_path / "out.csv", dtype=str)
    first, second = in_plan(BACK, ANKLE)
    assert list(result["patient"].fillna("")) == [str(first[5]), "", str(second[5])]


def test_a_run_longer_than_a_plan_may_be_in_many_chunks(tmp_path: Path) -> None:
    rows = pd.DataFrame([OTHER] * (MOST_COURSES * 3) + [BACK])
    rows.to_parquet(tmp_path / "in.parquet", row_group_size=7)
    assert main(["batch", str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet")]) == 0
    result = found(pd.read_parquet(tmp_path / "out.parquet"))
    assert result == [
        *[(*NONE, apart("Bo"))] * (MOST_COURSES * 3), *in_plan(BACK)
    ]  # fmt: skip


def on_the_page(rows: Iterable[Row]) -> Job:
    """A list worked through on the page."""
    content = pd.DataFrame(list(rows)).to_csv(index=False).encode()
    opening = finished(Opening(content, "list.csv"))
    columns = opening.opened.look().columns
    job: Job = finished(Job(opening.opened, Ground(SHEET, FRENCH, columns=columns)))
    return job


def test_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "STEP_OF_PLANS", 4)
    rows = plans_of_many_lengths()
    job = on_the_page(rows)
    assert job.rows is not None
    assert found(job.rows.to_pandas()) == of(rows)
    assert [line for lines in job.lines for line in lines] == list(range(2, len(rows) + 2))


def test_the_page_takes_fewer_rows_with_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_PLANNED_ROWS", 2)
    assert on_the_page([{**USUAL}] * 3).refused is None
    refused = on_the_page([BACK] * 3).refused
    assert refused is not None
    assert (refused.reason, refused.allowed) == ("too_long_here", (2,))
