"""Which notices an estimate carries: limits crossed, answers ignored, readings it rests on."""

from collections.abc import Mapping

from estimator.engine.columns import Fact, Number, either, isnt, least
from estimator.engine.courses import NO_CEILING, Course
from estimator.engine.grounds import BIT
from estimator.engine.sessions import SESSION, Run, order_of
from estimator.engine.sheet import INTAKE, REPORT, TRAVEL, Price, Sheet


def bits_where(facts: dict[str, Fact]) -> Number:
    """The notices whose fact holds, as the bits of one number."""
    return sum(fact * BIT[notice] for notice, fact in facts.items())


def course_bits(course: Course, over: Number, sheet: Sheet) -> Number:
    """The notices that follow from the answers. `over`: where it is counted as current."""
    schedule = course.schedule
    free_choice = isnt(course.conventioned)
    return bits_where(
        ignored(course, sheet)
        | changes(course, over, sheet)
        | {
            "bim_protected": free_choice & course.bim,
            "palliative_full": free_choice & sheet.by_schedule.palliative(schedule),
            "heavy_approval": sheet.by_schedule.heavy(schedule),
            "travel_once": course.travel & sheet.by_schedule.travel_twice(schedule),
            "fee_constant": isnt(course.bound) & (course.sessions > 1),
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


def changes(course: Course, over: Number, sheet: Sheet) -> dict[str, Fact]:
    """What changes during the course: the year, the tariff, the reduction, the counter."""
    calendar, periods, schedules = sheet.calendar, sheet.by_period, sheet.by_schedule
    last = course.sessions - 1
    last_day = course.day_of(last)
    begin, end = calendar.period_of(course.start), calendar.period_of(last_day)
    ranked = either(schedules.by_year(course.schedule), 0, over)
    first_ranked = calendar.year_of(course.day_of(least(last, ranked)))
    switched = over < course.sessions
    by_date = schedules.fa_years(course.schedule, begin) > 0
    return {
        "new_year": (first_ranked != calendar.year_of(last_day)) & (ranked < course.sessions),
        "tariff_change": periods.edition(begin) != periods.edition(end),
        "reduction_change": isnt(course.bound)
        & (periods.reduction(begin) != periods.reduction(end)),
        "fa_after_year": switched & by_date,
        "perinatal_over": switched & isnt(by_date),
        "perinatal_prior": course.prior_sessions > schedules.own_limit(course.schedule, begin),
    }


def run_bits(course: Course, run: Run, sheet: Sheet) -> Number:
    """The notices that follow from what is billed."""
    free = isnt(course.bound)
    price = Price(*sheet.by_line.price(run.line, run.period, course.bim * 1))
    starred = sheet.by_line.is_starred(run.line)
    overrun = starred & (price.covered_fee > 0)
    given = course.overrun_fee < NO_CEILING
    facts = {
        "overrun": overrun & run.opens & (run.first > 0),
        "overrun_at_once": overrun & (run.first == 0),
        "bim_overrun_ceiling": overrun & course.bound & isnt(course.conventioned),
        "overrun_fee_above_ceiling": starred
        & course.bound
        & given
        & (course.overrun_fee > price.bound_fee),
        "fee_below_official": free & (run.order == SESSION) & (course.fee < price.official_fee),
    }
    rests = sheet.by_line.rests_on(run.line, run.period)
    return bits_where(facts) | rests | sheet.by_line.reduction_rests_on(run.line, run.period) * free


def not_billed_bits(course: Course, billed: Mapping[int, Fact]) -> Number:
    """Extras asked for that the setting has no code for. `billed`: which orders were."""
    asked = {INTAKE: course.intake, REPORT: course.report, TRAVEL: course.travel}
    return bits_where(
        {
            f"{extra}_not_billed": fact & isnt(billed[order_of(extra)])
            for extra, fact in asked.items()
        }
    )
