"""The estimate of one course, and both kinds of kiné compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from estimator.engine.case import MAX_SESSIONS, Case
from estimator.engine.costs import Amounts, amounts_of, parts_of, price_of
from estimator.engine.courses import DAYS_A_WEEK, Course, course_of
from estimator.engine.errors import TariffGap
from estimator.engine.grounds import notices_in
from estimator.engine.money import euros
from estimator.engine.notices import course_bits, not_billed_bits, run_bits
from estimator.engine.result import Comparison, Item, Result, Totals
from estimator.engine.sessions import SESSION, Plan, Run, each_run, plan_of
from estimator.engine.sheet import Price, Sheet, Tables
from estimator.engine.tariffs import Source
from estimator.engine.told import told


class Bill(NamedTuple):
    """A run with what one item of it is worth, and what it costs."""

    run: Run
    price: Price
    amounts: Amounts


def estimate(case: Case, sheet: Sheet) -> Result:
    """What a course costs, item by item. Raises `InvalidAnswer` or `TariffGap`."""
    plan = plan_of(course_of(case, sheet), sheet.tables)
    bills = bills_of(plan, sheet.tables)
    check_complete(case, bills)
    items = tuple(items_of(case, bills, sheet))
    return Result(
        case=filled_in(case),
        items=items,
        totals=totals_of(bills),
        notices=told(
            notice_ids(plan, bills, sheet.tables),
            case,
            items,
            sheet.book,
            capped_from(bills, sheet),
        ),
        sources=sources_of(plan.course, bills, sheet),
    )


def compare(case: Case, sheet: Sheet) -> Comparison:
    """The same course at a conventioned and at a non-conventioned kiné.

    Raises `InvalidAnswer` for `fee` where a non-conventioned kiné is free to set it.
    """
    other = estimate(replace(case, conventioned=False), sheet)
    conventioned = estimate(replace(case, conventioned=True, fee=None), sheet)
    return Comparison(conventioned, other, other.totals.patient - conventioned.totals.patient)


def bills_of(plan: Plan, tables: Tables) -> list[Bill]:
    """Everything billed for one course, span by span."""
    bills: list[Bill] = []
    each_run(plan, tables, add_bill, bills)
    return bills


def add_bill(run: Run, plan: Plan, tables: Tables, bills: list[Bill]) -> None:
    """Adds a run that is billed."""
    price = price_of(plan.course, run, tables)
    bills.append(Bill(run, price, amounts_of(parts_of(plan.course, run, price, tables))))


def check_complete(case: Case, bills: Sequence[Bill]) -> None:
    """Every session has its code: one that a later nomenclature has none for is a gap, not 0."""
    billed = sum(run.times for run, *_ in bills if run.order == SESSION)
    if billed != case.sessions:
        first = min((run.first for run, *_ in bills if run.order == SESSION), default=0)
        day = case.start + timedelta(DAYS_A_WEEK * (first + billed) // case.per_week)
        raise TariffGap(f"code for {case.pathology} in {case.setting}", day)


def items_of(case: Case, bills: Sequence[Bill], sheet: Sheet) -> Iterator[Item]:
    """One item per billed code: session by session, in the order of billing."""
    first_day = case.start.toordinal()
    alike = [
        (*label(run, sheet), *map(euros, (price.official_fee, *amounts)))
        for run, price, amounts in bills
    ]
    places = [
        (session, run.order, n)
        for n, (run, *_) in enumerate(bills)
        for session in range(run.first, run.first + run.times)
    ]
    for session, _, n in sorted(places):
        day = date.fromordinal(first_day + DAYS_A_WEEK * session // case.per_week)
        yield Item._make((session + 1, day, *alike[n]))


def label(run: Run, sheet: Sheet) -> tuple[date, str, str]:
    """The edition, code and service of a run."""
    code = sheet.names.line[run.line].code
    service = sheet.book.code(code, sheet.periods[run.period]).service
    return sheet.names.first_day[run.period], code, service


def totals_of(bills: Sequence[Bill]) -> Totals:
    """The six amounts summed over all items, in euros."""
    counted = [[amount * bill.run.times for amount in bill.amounts] for bill in bills]
    return Totals(*map(euros, map(sum, zip(*counted, strict=True))))


def notice_ids(plan: Plan, bills: Sequence[Bill], tables: Tables) -> tuple[str, ...]:
    """The notices of one course, the weightiest first."""
    bits, billed = course_bits(plan, tables), 0
    for run, price, _ in bills:
        bits |= run_bits(plan.course, run, price, tables)
        billed |= 1 << run.order
    return notices_in(bits | not_billed_bits(plan.course, billed))


def capped_from(bills: Sequence[Bill], sheet: Sheet) -> int:
    """The first session (from 0) past the cap; past all sessions where there is none."""
    capped = (run.first for run, *_ in bills if not sheet.names.line[run.line].reimbursed)
    return min(capped, default=MAX_SESSIONS)


def sources_of(course: Course, bills: Sequence[Bill], sheet: Sheet) -> tuple[Source, ...]:
    """The texts that the amounts come from, in the order of their first use."""
    names = sheet.names
    ids = [source for bill in bills for source in names.sources[bill.run.line][bill.run.period]]
    if not course.bound:
        ids += [names.reduction_source[bill.run.period] for bill in bills]
    return tuple(sheet.book.sources[source] for source in dict.fromkeys(ids))


def filled_in(case: Case) -> Case:
    """The case with its defaults filled in."""
    return replace(
        case,
        travel=case.travel_charged,
        intake=case.intake_billed,
        report=case.report_billed,
    )
