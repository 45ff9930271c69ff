"""The estimate of one course, and both kinds of kiné compared."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.case import FA, Case
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import EPOCH
from estimator.engine.model.money import euros
from estimator.engine.model.notices import ASSUMED, notices_in
from estimator.engine.model.result import Comparison, Item, Notice, Range, Result, Totals
from estimator.engine.model.tariff_book import Source, weakest
from estimator.engine.notice_values import Facts, with_values, without_extras
from estimator.engine.numbers.costs import (
    Amounts,
    amounts_of,
    least_parts,
    most_parts,
    parts_of,
    price_of,
)
from estimator.engine.numbers.courses import DAYS_A_WEEK, Course, course_of
from estimator.engine.numbers.notice_bits import (
    NO_DAY,
    course_bits,
    leaves_more,
    limit_changes_in,
    not_billed_bits,
    run_bits,
)
from estimator.engine.numbers.sessions import SESSION_ORDER, Plan, Run, each_run, plan_of
from estimator.engine.numbers.tables import Price, Sheet, Tables
from estimator.engine.reach import check_priced


class Bill(NamedTuple):
    """A run with what one item of it is worth, and what it costs: as far as is known, and where
    what isn't known turns out best and worst for the patient."""

    run: Run
    price: Price
    amounts: Amounts
    least: Amounts
    most: Amounts


def estimate(case: Case, sheet: Sheet) -> Result:
    """What a course costs, item by item. Raises `InvalidAnswer` or `TariffGap`."""
    plan, bills = billed(case, sheet)
    items = tuple(items_of(case, plan, bills, sheet))
    return Result(
        case=filled_in(case),
        items=items,
        totals=totals_of((bill, bill.amounts) for bill in bills),
        notices=notices_of(case, plan, bills, items, sheet),
        sources=all_sources(plan.course, bills, sheet),
        status=weakest(item.status for item in items),
        range=range_of(bills),
        open_questions=open_questions(plan, sheet),
    )


def billed(case: Case, sheet: Sheet) -> tuple[Plan, list[Bill]]:
    """A case laid over the calendar, and everything billed for it; each session has its price."""
    check_priced(case, sheet)
    plan = plan_of(course_of(case, sheet.tables), sheet.tables)
    bills = bills_of(plan, sheet.tables)
    check_complete(case, bills)
    return plan, bills


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
    each = (of(plan.course, run, price, tables) for of in (parts_of, least_parts, most_parts))
    bills.append(Bill(run, price, *map(amounts_of, each)))


def check_complete(case: Case, bills: Sequence[Bill]) -> None:
    """Every session has its code: one that a later nomenclature has none for is a gap, not 0."""
    billed = sum(run.times for run, *_ in bills if run.order == SESSION_ORDER)
    if billed != case.sessions:
        first = min((run.first for run, *_ in bills if run.order == SESSION_ORDER), default=0)
        day = case.start + timedelta(DAYS_A_WEEK * (first + billed) // case.per_week)
        raise TariffGap(f"code for {case.pathology} in {case.setting}", day)


def items_of(case: Case, plan: Plan, bills: Sequence[Bill], sheet: Sheet) -> Iterator[Item]:
    """One item per billed code: session by session, in the order of billing."""
    first_day = case.start.toordinal()
    alike = [
        (
            *label(bill.run, sheet),
            *map(euros, (bill.price.official_fee, *bill.amounts)),
            status_of(case, plan, bill.run, sheet),
        )
        for bill in bills
    ]
    places = [
        (session, bill.run.order, n)
        for n, bill in enumerate(bills)
        for session in range(bill.run.first, bill.run.first + bill.run.times)
    ]
    for session, _, n in sorted(places):
        day = date.fromordinal(first_day + DAYS_A_WEEK * session // case.per_week)
        yield Item._make((session + 1, day, *alike[n]))


def label(run: Run, sheet: Sheet) -> tuple[date, str, str]:
    """The edition, code and service of a run."""
    code = sheet.names.line[run.line].code
    service = sheet.book.code(code, sheet.periods[run.period]).service
    return sheet.names.first_day[run.period], code, service


def status_of(case: Case, plan: Plan, run: Run, sheet: Sheet) -> str:
    """How sure the amounts of a run are: as sure as its price, unless a reading of ours led to
    that price."""
    bound, free = sheet.names.status[run.line][run.period]
    status = bound if plan.course.bound else free
    return weakest((status, ASSUMED)) if rests_on_reading(case, plan, run, sheet) else status


def rests_on_reading(case: Case, plan: Plan, run: Run, sheet: Sheet) -> bool:
    """Whether an entry of the register led to the price: official fees bind a kiné who did not
    sign the convention (`palliative_full`, `bim_overrun_ceiling`), or the Fa year is over."""
    counting, line = sheet.tables.counting[plan.course.schedule], sheet.tables.line[run.line]
    protected = plan.course.bound and not plan.course.conventioned
    return (protected and (counting.palliative or line.is_starred)) or (
        case.pathology in FA and run.first >= plan.own_end
    )


def totals_of(counted: Iterable[tuple[Bill, Amounts]]) -> Totals:
    """The six amounts summed over all items, in euros."""
    sums = ([amount * bill.run.times for amount in amounts] for bill, amounts in counted)
    return Totals(*map(euros, map(sum, zip(*sums, strict=True))))


def range_of(bills: Sequence[Bill]) -> Range | None:
    """The least and the most that the course may cost; None where everything is known."""
    if all(bill.least == bill.most for bill in bills):
        return None
    return Range(
        totals_of((bill, bill.least) for bill in bills),
        totals_of((bill, bill.most) for bill in bills),
    )


def open_questions(plan: Plan, sheet: Sheet) -> tuple[str, ...]:
    """What nobody knows yet on some day of the course; the reduction only where it counts."""
    last = sheet.tables.span[plan.last_span].period
    day = sheet.periods[last]
    return tuple(
        question.id
        for question in sheet.book.open_questions
        if question.first_day <= day and not (question.about == "reduction" and plan.course.bound)
    )


def notices_of(
    case: Case, plan: Plan, bills: Sequence[Bill], items: Sequence[Item], sheet: Sheet
) -> tuple[Notice, ...]:
    """The notices of one course, the weightiest first."""
    return with_values(
        notice_ids(plan, bills, sheet.tables),
        Facts(
            case=case,
            items=items,
            sessions=without_extras(items),
            book=sheet.book,
            capped=capped_sessions(bills, sheet),
            dearer=dearer_sessions(plan.course, bills, sheet.tables),
            limit_days=limit_days(plan, sheet.tables),
            periods=sheet.periods,
            left_in=lambda other: left_in(other, sheet),
        ),
    )


def limit_days(plan: Plan, tables: Tables) -> tuple[date, ...]:
    """The days within the course on which its limits change."""
    every = range(plan.first_span, plan.last_span + 1)
    found = {limit_changes_in(place, plan, tables) for place in every} - {NO_DAY}
    return tuple(date.fromordinal(day + EPOCH) for day in sorted(found))


def left_in(case: Case, sheet: Sheet) -> Decimal | None:
    """What another case leaves to pay, in euros; None where it can't be priced."""
    try:
        _, bills = billed(case, sheet)
    except (InvalidAnswer, TariffGap):
        return None
    return totals_of((bill, bill.amounts) for bill in bills).patient


def notice_ids(plan: Plan, bills: Sequence[Bill], tables: Tables) -> tuple[str, ...]:
    """The notices of one course, the weightiest first."""
    bits, counted = course_bits(plan, tables), 0
    for bill in bills:
        bits |= run_bits(plan.course, bill.run, bill.price, tables)
        counted |= 1 << bill.run.order
    return notices_in(bits | not_billed_bits(plan.course, counted))


def capped_sessions(bills: Sequence[Bill], sheet: Sheet) -> frozenset[int]:
    """The sessions past the cap, the first of the course being 1."""
    return frozenset(
        session + 1
        for bill in bills
        if not sheet.names.line[bill.run.line].reimbursed
        for session in range(bill.run.first, bill.run.first + bill.run.times)
    )


def dearer_sessions(course: Course, bills: Sequence[Bill], tables: Tables) -> frozenset[int]:
    """The sessions with which a range of ranks begins that leaves more to pay."""
    return frozenset(bill.run.first + 1 for bill in bills if leaves_more(course, bill.run, tables))


def all_sources(course: Course, bills: Sequence[Bill], sheet: Sheet) -> tuple[Source, ...]:
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
        first_session=first_session_of(case),
        travel=case.travel_charged,
        intake=case.intake_billed,
        report=case.report_billed,
    )


def first_session_of(case: Case) -> date | None:
    """The day from which an Fa year runs; None for other pathologies."""
    return (case.first_session or case.start) if case.pathology in FA else None
