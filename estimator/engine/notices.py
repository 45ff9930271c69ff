"""Which notices an estimate carries: limits crossed, answers ignored, readings it rests on."""

from collections.abc import Mapping

from estimator.engine.columns import Fact, Number, isnt, least, some
from estimator.engine.courses import NO_CEILING, Course
from estimator.engine.grounds import BIT
from estimator.engine.sessions import SESSION, Reach, Run, order_of
from estimator.engine.sheet import INTAKE, REPORT, TRAVEL, Price, Sheet


def bits_where(facts: dict[str, Fact]) -> Number:
    """The notices whose fact holds, as the bits of one number."""
    return sum(
        fact * BIT[notice] for notice, fact in facts.items() if fact is not False and some(fact)
    )


def course_bits(course: Course, reach: Reach, over: Number, sheet: Sheet) -> Number:
    """The notices that follow from the answers. `over`: where it is counted as current."""
    schedule = course.schedule
    free_choice = isnt(course.conventioned)
    return bits_where(
        ignored(course, sheet)
        | changes(course, reach, over, sheet)
        | {
            "bim_protected": free_choice & course.bim,
            "palliative_full": free_choice & sheet.by_schedule.palliative(schedule),
            "heavy_approval": sheet.by_schedule.heavy(schedule),
            "travel_once": course.travel & sheet.by_schedule.travel_twice(schedule),
            "fee_constant": some(isnt(course.bound)) and isnt(course.bound) & (course.sessions > 1),
        }
    )


def ignored(course: Course, sheet: Sheet) -> dict[str, Fact]:
    """Answers that change nothing in this situation."""
    elsewhere = course.fee_given & course.bound & isnt(course.conventioned)
    palliative = sheet.by_schedule.palliative(course.schedule)
    return {
        "fee_ignored_conventioned": course.fee_given & course.conventioned,
        "fee_ignored_bim": elsewhere & course.bim,
        "fee_ignored_palliative": elsewhere & isnt(course.bim) & palliative,
        "surcharge_ignored": (course.surcharge > 0) & isnt(course.conventioned),
        "overrun_fee_ignored": (course.overrun_fee < NO_CEILING) & isnt(course.bound),
    }


def changes(course: Course, reach: Reach, over: Number, sheet: Sheet) -> dict[str, Fact]:
    """What changes during the course: the year, the tariff, the reduction, the counter."""
    calendar, periods, schedules = sheet.calendar, sheet.by_period, sheet.by_schedule
    begin, end = calendar.span_period(reach.first), calendar.span_period(reach.last)
    switched = over < course.sessions
    by_date = schedules.fa_years(course.schedule, begin) > 0
    free = isnt(course.bound)
    return {
        "new_year": ranked_in_two_years(course, reach, over, sheet),
        "tariff_change": periods.edition(begin) != periods.edition(end),
        "reduction_change": some(free)
        and free & (periods.reduction(begin) != periods.reduction(end)),
        "fa_after_year": switched & by_date,
        "perinatal_over": switched & isnt(by_date),
        "perinatal_prior": course.prior_sessions > schedules.own_limit(course.schedule, begin),
    }


def ranked_in_two_years(course: Course, reach: Reach, over: Number, sheet: Sheet) -> Fact:
    """Whether sessions that are ranked by calendar year fall into more than one."""
    by_year = sheet.by_schedule.by_year(course.schedule)
    last_year = sheet.calendar.span_year(reach.last)
    anew = by_year & (sheet.calendar.span_year(reach.first) != last_year)
    switched = over < course.sessions
    if not some(switched):
        return anew
    year = sheet.calendar.year_of(course.day_of(least(course.sessions - 1, over)))
    return anew | (switched & (year != last_year))


def run_bits(course: Course, run: Run, price: Price, sheet: Sheet) -> Number:
    """The notices that follow from what is billed."""
    bits = sheet.by_line.rests_on(run.line, run.period)
    starred = sheet.by_line.is_starred(run.line)
    if some(starred):
        bits = bits | bits_where(overrun_facts(course, run, price, starred))
    free = isnt(course.bound)
    if some(free):
        bits = bits | sheet.by_line.reduction_rests_on(run.line, run.period) * free
        if run.order == SESSION:
            below = free & (course.fee < price.official_fee)
            bits = bits | bits_where({"fee_below_official": below})
    return bits


def overrun_facts(course: Course, run: Run, price: Price, starred: Fact) -> dict[str, Fact]:
    """What is to be told of sessions past the normal number."""
    overrun = starred & (price.covered_fee > 0)
    given = course.overrun_fee < NO_CEILING
    return {
        "overrun": overrun & run.opens & (run.first > 0),
        "overrun_at_once": overrun & (run.first == 0),
        "bim_overrun_ceiling": overrun & course.bound & isnt(course.conventioned),
        "overrun_fee_above_ceiling": given
        & starred
        & course.bound
        & (course.overrun_fee > price.bound_fee),
    }


def not_billed_bits(course: Course, billed: Mapping[int, Fact]) -> Number:
    """Extras asked for that the setting has no code for. `billed`: which orders were."""
    asked = {INTAKE: course.intake, REPORT: course.report, TRAVEL: course.travel}
    return bits_where(
        {
            f"{extra}_not_billed": fact & isnt(billed[order_of(extra)])
            for extra, fact in asked.items()
        }
    )
