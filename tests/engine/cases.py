"""Builders that the engine tests share: one usual case, and every valid case."""

import csv
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import assume, settings
from hypothesis import strategies as st

from estimator import Case, InvalidAnswer, Pathology, Result, Service, Setting, estimate, tariffs
from estimator.engine.model.case import FA
from estimator.engine.model.result import Item
from estimator.engine.reach import check_priced

GOLDEN = Path(__file__).parents[1] / "golden"

#: The same examples at every run where nobody watches; fresh ones at a desk.
IN_CI = bool(os.environ.get("CI"))
SOME = settings(max_examples=100, deadline=None, derandomize=IN_CI)
#: For tests that run once for each combination.
FEW = settings(max_examples=6, deadline=None, derandomize=IN_CI)

BOOK = tariffs().book
Combination = tuple[Pathology, Setting, Service]
#: Every pathology, setting and service that the nomenclature knows.
COMBINATIONS = [
    (pathology, setting, service)
    for pathology in Pathology
    for setting in tariffs().settings_of(pathology)
    for service in tariffs().services_of(pathology, setting)
]


def case(**changes: Any) -> Case:
    """The course of issue 2 (18 current sessions from 5 May 2025, no intake), with changes."""
    usual: dict[str, Any] = {
        "pathology": Pathology.CURRENT,
        "bim": False,
        "conventioned": True,
        "sessions": 18,
        "start": date(2025, 5, 5),
        "intake": False,
    }
    changed = usual | changes
    texts = {"pathology": Pathology, "setting": Setting, "service": Service}
    read = {name: kind(changed[name]) for name, kind in texts.items() if name in changed}
    amounts = ("fee", "first_fee", "overrun_fee", "surcharge")
    money = {name: euros(changed[name]) for name in amounts if changed.get(name) is not None}
    return Case(**(changed | read | money))


def estimate_of(**changes: Any) -> Result:
    """The estimate of the usual case with changes."""
    return estimate(case(**changes))


def euros(amount: Any) -> Decimal:
    """Euros, written as a text, a whole number or a Decimal."""
    return Decimal(str(amount))


def sessions(result: Result) -> list[Item]:
    """The items of the sessions themselves, without intake, report and travel."""
    return [item for item in result.items if item.service not in ("intake", "report", "travel")]


def codes(result: Result) -> list[str]:
    """The codes of the sessions themselves."""
    return [item.code for item in sessions(result)]


def patients(items: Iterable[Item]) -> list[Decimal]:
    """What each item leaves to the patient."""
    return [item.patient for item in items]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cents(lowest: str, highest: str) -> st.SearchStrategy[Decimal]:
    """Amounts of whole cents between two ends."""
    return st.decimals(lowest, highest, places=2)


FIRST_START, LAST_START = date(2024, 1, 1), BOOK.last_start
#: Days near which something changes; hypothesis would seldom meet them by chance.
TURNS = [
    date(2024, 2, 1),
    date(2024, 2, 29),
    date(2024, 4, 1),
    date(2025, 1, 1),
    date(2025, 2, 1),
    date(2025, 5, 1),
    date(2026, 1, 1),
    date(2027, 1, 1),
]


@st.composite
def starts(draw: st.DrawFn) -> date:
    """First days from 2024 to 2027, often a few days before something changes."""
    if draw(st.booleans()):
        return draw(st.dates(FIRST_START, LAST_START))
    return max(FIRST_START, draw(st.sampled_from(TURNS)) - timedelta(draw(st.integers(-2, 40))))


def counts(lowest: int, limits: Iterable[int]) -> st.SearchStrategy[int]:
    """Numbers of sessions up to 400, often near a limit."""
    near = [limit + step for limit in limits for step in (-1, 0, 1) if limit + step >= lowest]
    return st.one_of(st.integers(lowest, 400), st.integers(lowest, 30), st.sampled_from(near))


def priced(case: Case) -> Case:
    """The case, or one short enough to have a price for each session; rejects what has none."""
    try:
        check_priced(case, tariffs())
    except InvalidAnswer as refusal:
        assume(refusal.reason == "limit")
        return replace(case, sessions=int(str(refusal.allowed[1])))
    return case


@st.composite
def unpriced_cases(draw: st.DrawFn, /, of: Combination | None = None, **fixed: Any) -> Case:
    """Cases of answers that fit each other, or those `of` one combination; `fixed` answers are
    taken as they are. In a rehabilitation centre some sessions may have no price."""
    pathology, setting, service = of or draw(st.sampled_from(COMBINATIONS))
    hospitalised = setting in (Setting.HOSPITAL, Setting.DAY_HOSPITAL)
    limits = [1, 9, 18, 20, 60, 72, 80, 120]
    truth, maybe = st.booleans(), st.none() | st.booleans()
    free = cents("0", "130") | cents("0", "30.80") | st.sampled_from([Decimal(0), Decimal("30.80")])
    drawn: dict[str, Any] = {
        "pathology": pathology,
        "setting": setting,
        "service": service,
        "bim": draw(truth),
        "conventioned": draw(truth),
        "fee": draw(free),
        "first_fee": draw(st.none() | free),
        "overrun_fee": draw(st.none() | cents("0", "50")),
        "surcharge": draw(st.just(Decimal(0)) | cents("0", "20")),
        "sessions": draw(counts(1, limits)),
        "prior_sessions": draw(st.just(0) | counts(0, limits)),
        "start": draw(starts()),
        "per_week": draw(st.integers(1, 7)),
        "travel": draw(maybe),
        "intake": draw(maybe),
        "report": draw(maybe),
    }
    drawn |= fixed
    if pathology in FA and drawn["prior_sessions"] and draw(truth):
        drawn["first_session"] = drawn["start"] - timedelta(draw(st.integers(0, 400)))
    if hospitalised:
        drawn["surcharge"] = Decimal(0)
    bound = drawn["conventioned"] or drawn["bim"] or pathology is Pathology.PALLIATIVE
    if bound and "fee" not in fixed and draw(truth):
        drawn["fee"] = drawn["first_fee"] = None
    return Case(**drawn)


def cases(of: Combination | None = None, **fixed: Any) -> st.SearchStrategy[Case]:
    """The same, each with a price for every session."""
    return unpriced_cases(of, **fixed).map(priced)
