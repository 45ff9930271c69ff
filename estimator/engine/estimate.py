"""The estimate of one course, and both kinds of kiné compared."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from estimator.engine.model.case import AT_A_CONVENTIONED_KINE, FA, Case
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.model.fields import EPOCH, day_number
from estimator.engine.model.money import euros
from estimator.engine.model.notices import ASSUMED, notices_in
from estimator.engine.model.result import (
    OVERRUN_FEE,
    Comparison,
    Item,
    Notice,
    Range,
    Result,
    Totals,
)
from estimator.engine.model.situations import agreements_of
from estimator.engine.model.tariff_book import Source, weakest
from estimator.engine.notice_values import Facts, with_values
from estimator.engine.numbers import costs, notice_bits
from estimator.engine.numbers.courses import DAYS_A_WEEK, Course
from estimator.engine.numbers.sessions import SESSION_ORDER, Part, Run, runs_of, whole
from estimator.engine.numbers.tables import Sheet, Tables
from estimator.engine.reach import check_priced
from estimator.engine.tariffs.prices import EXTRAS, UnitPrice


class Bill(NamedTuple):
    """A run, its price, and who pays what for one item of it: as far as is known, and where what is
    open turns out best and worst for the patient."""

    run: Run
    price: UnitPrice
    amounts: costs.Amounts
    least: costs.Amounts
    most: costs.Amounts


def estimate(case: Case, sheet: Sheet) -> Result:
    """What a course costs, item by item. Raises `InvalidAnswer` or `TariffGap`."""
    return result_of(case, *billed(case, sheet), sheet)


def result_of(case: Case, part: Part, bills: Sequence[Bill], sheet: Sheet) -> Result:
    """The result of a course from everything billed."""
    items, open_range = tuple(items_of(case, part, bills, sheet)), range_of(bills)
    ends = (tuple(items_of(case, part, bills, sheet, of=end)) for end in ("least", "most"))
    return Result(
        case=filled_in(case),
        agreements=agreements_of(case, sheet.book),
        items=items,
        totals=totals_of(bills),
        notices=notices_of(case, part, bills, items, sheet),
        sources=all_sources(part.course, bills, sheet),
        status=weakest(item.status for item in items),
        range=open_range,
        open_questions=open_questions(part, bills, sheet),
        readings=tuple(ends) if open_range else (items,),
    )


def billed(case: Case, sheet: Sheet) -> tuple[Part, list[Bill]]:
    """The sessions of a case, and everything billed. Raises `InvalidAnswer` or `TariffGap`."""
    part = whole(check_priced(case, sheet), sheet.tables)
    bills = [bill_of(run, part, sheet.tables) for run in runs_of(part, sheet.tables)]
    check_complete(case, bills)
    return part, bills


def compare(case: Case, sheet: Sheet) -> Comparison:
    """The same course at a conventioned and at a non-conventioned kiné.

    Raises `InvalidAnswer` for `fee` where a non-conventioned kiné is free to set it.
    """
    other = estimate(replace(case, conventioned=False), sheet)
    conventioned = estimate(replace(case, **AT_A_CONVENTIONED_KINE), sheet)
    return Comparison(conventioned, other)


def bill_of(run: Run, part: Part, tables: Tables) -> Bill:
    """The amounts of one item of a run."""
    price = costs.price_of(part.course, run, tables)
    known = costs.amounts_of(costs.parts_of(part.course, run, price, tables))
    if not costs.is_open(part.course, run, price, tables):
        return Bill(run, price, known, known, known)
    ends = (of(part.course, run, price, tables) for of in (costs.least_parts, costs.most_parts))
    return Bill(run, price, known, *map(costs.amounts_of, ends))


def check_complete(case: Case, bills: Sequence[Bill]) -> None:
    """Raises `TariffGap` where a session has no code: a session without a code does not cost 0."""
    billed = sum(run.times for run, *_ in bills if run.order == SESSION_ORDER)
    if billed != case.sessions:
        first = min((run.first for run, *_ in bills if run.order == SESSION_ORDER), default=0)
        day = case.start + timedelta(DAYS_A_WEEK * (first + billed) // case.per_week)
        raise TariffGap(f"code for {case.pathology} in {case.setting}", day)


def items_of(
    case: Case, part: Part, bills: Sequence[Bill], sheet: Sheet, of: str = "amounts"
) -> Iterator[Item]:
    """One item per billed code: session by session, in the order of billing; `of` says with which
    amounts: as known, `least`, `most`."""
    first_day = case.start.toordinal()
    names = sheet.names
    same_run = [
        (
            names.first_day[bill.run.period],
            (code := names.code[bill.run.code].code),
            sheet.book.code(code, sheet.periods[bill.run.period]).service,
            *map(euros, (bill.price.official_fee, *getattr(bill, of))),
            status_of(case, part, bill.run, sheet),
        )
        for bill in bills
    ]
    in_order = sorted(
        (session, bill.run.order, n)
        for n, bill in enumerate(bills)
        for session in range(bill.run.first, bill.run.first + bill.run.times)
    )
    for session, _, n in in_order:
        day = date.fromordinal(first_day + DAYS_A_WEEK * session // case.per_week)
        yield Item._make((session + 1, day, *same_run[n]))


def status_of(case: Case, part: Part, run: Run, sheet: Sheet) -> str:
    """How sure the amounts of a run are: as sure as its price, and no surer than an assumption that
    led to that price."""
    bound, free = sheet.names.status[run.code][run.period]
    status = bound if part.course.bound else free
    return weakest((status, ASSUMED)) if rests_on_assumption(case, part, run, sheet) else status


def rests_on_assumption(case: Case, part: Part, run: Run, sheet: Sheet) -> bool:
    """Whether we assume that official fees bind a kiné without convention (`palliative_full`,
    `bim_overrun_ceiling`), or how an Fa course goes on after its year."""
    counting, code = sheet.tables.counting[part.course.schedule], sheet.tables.code[run.code]
    protected = part.course.bound and not part.course.conventioned
    return (protected and (counting.palliative or code.is_starred)) or (
        case.pathology in FA and run.first >= part.own_end
    )


def totals_of(bills: Iterable[Bill], of: str = "amounts") -> Totals:
    """The amounts summed over all items, in euros; `of` says which: as known, `least`, `most`."""
    sums = ([amount * bill.run.times for amount in getattr(bill, of)] for bill in bills)
    return Totals(*map(euros, map(sum, zip(*sums, strict=True))))


def range_of(bills: Sequence[Bill]) -> Range | None:
    """The least and the most that the course may cost; None if everything is known."""
    if all(bill.least == bill.most for bill in bills):
        return None
    return Range(totals_of(bills, "least"), totals_of(bills, "most"))


def open_questions(part: Part, bills: Iterable[Bill], sheet: Sheet) -> tuple[str, ...]:
    """The ids of what is open on a day of the course: the fee of an overrun session where it makes
    a difference, then the questions about rules, the reduction only where it applies."""
    course, day = part.course, sheet.periods[sheet.tables.span[part.last_span].period]
    asked = course.bound and any(bill.least != bill.most for bill in bills)
    rules = (
        question.id
        for question in sheet.book.open_questions
        if question.first_day <= day and not (question.about == "reduction" and course.bound)
    )
    return (*([OVERRUN_FEE] if asked else ()), *rules)


def notices_of(
    case: Case, part: Part, bills: Sequence[Bill], items: Sequence[Item], sheet: Sheet
) -> tuple[Notice, ...]:
    """The notices of one course, the weightiest first."""
    course, tables = part.course, sheet.tables
    found, orders = notice_bits.course_bits(part, tables), 0
    for bill in bills:
        found |= notice_bits.run_bits(course, bill.run, bill.price, tables)
        orders |= 1 << bill.run.order
    limits = (
        notice_bits.limit_changes_in(n, part, tables)
        for n in range(part.first_span, part.last_span + 1)
    )
    return with_values(
        notices_in(found | notice_bits.not_billed_bits(course, orders)),
        Facts(
            case=case,
            items=items,
            sessions=[item for item in items if item.service not in EXTRAS],
            book=sheet.book,
            capped=capped_sessions(bills, sheet),
            dearer=frozenset(
                bill.run.first + 1
                for bill in bills
                if notice_bits.leaves_more(course, bill.run, tables)
            ),
            limit_days=tuple(
                date.fromordinal(day + EPOCH) for day in sorted({*limits} - {notice_bits.NO_DAY})
            ),
            periods=sheet.periods,
            left_in=lambda other: left_in(other, sheet),
            is_day_off=lambda day: bool(tables.day_off[day_number(day) - tables.first_day]),
        ),
    )


def left_in(case: Case, sheet: Sheet) -> Decimal | None:
    """What another case leaves the patient to pay, in euros; None where it has no price."""
    try:
        _, bills = billed(case, sheet)
    except (InvalidAnswer, TariffGap):
        return None
    return totals_of(bills).patient


def capped_sessions(bills: Sequence[Bill], sheet: Sheet) -> frozenset[int]:
    """The sessions past the cap; the first session of the course is 1."""
    return frozenset(
        session + 1
        for bill in bills
        if not sheet.names.code[bill.run.code].reimbursed
        for session in range(bill.run.first, bill.run.first + bill.run.times)
    )


def all_sources(course: Course, bills: Sequence[Bill], sheet: Sheet) -> tuple[Source, ...]:
    """The texts that the amounts come from, in the order of their first use."""
    names = sheet.names
    ids = [source for bill in bills for source in names.sources[bill.run.code][bill.run.period]]
    if not course.bound:
        ids += [names.reduction_source[bill.run.period] for bill in bills]
    return tuple(sheet.book.sources[source] for source in dict.fromkeys(ids))


def filled_in(case: Case) -> Case:
    """The case with its defaults filled in; `first_session` only where an Fa year counts."""
    return replace(
        case,
        first_session=(case.first_session or case.start) if case.pathology in FA else None,
        travel=case.travel_charged,
        intake=case.intake_billed,
        report=case.report_billed,
    )
