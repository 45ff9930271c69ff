"""Which notices an estimate carries: limits crossed, answers ignored, assumptions made."""

from estimator.engine.model.case import NO_CEILING
from estimator.engine.model.notices import BIT
from estimator.engine.numbers.costs import fee_asked, parts_of, price_of
from estimator.engine.numbers.courses import Course, day_of
from estimator.engine.numbers.sessions import (
    INTAKE_ORDER,
    REPORT_ORDER,
    SESSION_ORDER,
    TRAVEL_ORDER,
    Part,
    Run,
    span_on,
)
from estimator.engine.numbers.tables import NOWHERE, Tables
from estimator.engine.tariffs.prices import UnitPrice

#: A day before every course.
NO_DAY = -1


def where(fact: bool, bit: int) -> int:
    """The bit of a notice if a fact holds, else 0."""
    return bit if fact else 0


def course_bits(part: Part, tables: Tables) -> int:
    """The notices that follow from the answers."""
    course = part.course
    counting = tables.counting[course.schedule]
    later = tables.counting[counting.then]
    free_choice = not course.conventioned
    one_fee = course.first_fee == course.fee
    return (
        where(part.own_end > 0, counting.notices)
        | where(part.own_end < course.sessions, later.notices)
        | ignored(course)
        | changes_within(part, tables)
        | unusual(part, tables)
        | where(free_choice and course.bim, BIT.bim_protected)
        | where(free_choice and counting.palliative, BIT.palliative_full)
        | where(course.prior_sessions == 0, BIT.treatment_start)
        | where(course.travel and counting.travel_twice, BIT.travel_once)
        | where(not course.bound and course.sessions > 1 and one_fee, BIT.fee_constant)
        | where(free_choice and not one_fee, BIT.first_fee)
    )


def ignored(course: Course) -> int:
    """Answers that make no difference in this situation."""
    surcharge = course.surcharge > 0 and not course.conventioned
    overrun_fee = course.overrun_fee < NO_CEILING and not course.bound
    return (
        where(course.fee_given and course.conventioned, BIT.fee_ignored_conventioned)
        | where(surcharge, BIT.surcharge_ignored)
        | where(overrun_fee, BIT.overrun_fee_ignored)
    )


def unusual(part: Part, tables: Tables) -> int:
    """What a person may not think of: a surcharge on a day off, an Fa year that has begun, a yearly
    counter that rests on ambiguous pages."""
    course = part.course
    surcharge_possible = course.conventioned and course.surcharge == 0
    counting = tables.counting[course.schedule]
    terms = tables.terms[course.schedule][tables.span[part.first_span].period]
    unanswered = course.prior_sessions > 0 and course.first_session == course.start
    years = tables.span[part.first_span].year != tables.span[part.last_span].year
    return (
        where(
            surcharge_possible and not counting.in_hospital and on_day_off(course, tables),
            BIT.unusual_day,
        )
        | where(terms.fa_years > 0 and unanswered, BIT.first_session_missing)
        | where(counting.fb and (years or course.prior_sessions > 0), BIT.fb_counter)
    )


def on_day_off(course: Course, tables: Tables) -> bool:
    """Whether a session falls on a weekend day or a public holiday."""
    for session in range(course.sessions):
        if tables.day_off[day_of(session, course) - tables.first_day]:
            return True
    return False


def changes_within(part: Part, tables: Tables) -> int:
    """What changes during the course: year, edition, reduction, limits, counting."""
    course = part.course
    begin, end = tables.span[part.first_span].period, tables.span[part.last_span].period
    before, after = tables.period[begin], tables.period[end]
    reduction = not course.bound and before.reduction != after.reduction
    return (
        where(ranked_in_two_years(part, tables), BIT.new_year)
        | where(before.edition != after.edition, BIT.tariff_change)
        | where(reduction, BIT.reduction_change)
        | where(limits_changed(part, tables), BIT.limit_change)
        | counted_otherwise(part, begin, tables)
    )


def limits_changed(part: Part, tables: Tables) -> bool:
    """Whether the limits of the course change during it."""
    for place in range(part.first_span, part.last_span + 1):
        if limit_changes_in(place, part, tables) != NO_DAY:
            return True
    return False


def limit_changes_in(place: int, part: Part, tables: Tables) -> int:
    """The day in the course on which the limits of a span began; NO_DAY if they held before."""
    course, period = part.course, tables.span[place].period
    own = tables.terms[course.schedule][period].since
    switch = day_of(part.own_end, course)
    if part.own_end == course.sessions or tables.span[place].start < switch:
        return own if own > course.start else NO_DAY
    then = tables.terms[tables.counting[course.schedule].then][period].since
    return then if then > switch else NO_DAY


def counted_otherwise(part: Part, period: int, tables: Tables) -> int:
    """Whether the last sessions are counted as current, and why."""
    course = part.course
    terms = tables.terms[course.schedule][period]
    switched = part.own_end < course.sessions
    return (
        where(switched and terms.fa_years > 0, BIT.fa_after_year)
        | where(switched and terms.fa_years == 0, BIT.perinatal_over)
        | where(course.prior_sessions > terms.own_limit, BIT.perinatal_prior)
    )


def ranked_in_two_years(part: Part, tables: Tables) -> bool:
    """Whether sessions that are ranked by calendar year fall in more than one."""
    course, last_year = part.course, tables.span[part.last_span].year
    if tables.counting[course.schedule].by_year:
        return tables.span[part.first_span].year != last_year
    if part.own_end < course.sessions:
        first_ranked = span_on(day_of(part.own_end, course), tables)
        return tables.span[first_ranked].year != last_year
    return False


def run_bits(course: Course, run: Run, price: UnitPrice, tables: Tables) -> int:
    """The notices that follow from a run that is billed."""
    own, period = tables.notices[run.code][run.period], tables.period[run.period]
    changed = own.price_since > course.start
    bits = (
        own.rests_on
        | where(changed and run.order != TRAVEL_ORDER, BIT.share_change)
        | where(own.listed_since > course.start, BIT.tariff_change)
        | where(changed and run.order == TRAVEL_ORDER, BIT.travel_change)
        | where(run.order == REPORT_ORDER and run.first > 0, BIT.report_again)
        | where(course.conventioned and not period.binds, BIT.no_convention)
        | where(leaves_more(course, run, tables), BIT.less_reimbursed)
    )
    if tables.code[run.code].is_starred:
        bits |= overrun_bits(course, run, price)
    if course.bound:
        bits |= ceiling_bits(course, run, price)
    else:
        below = run.order == SESSION_ORDER and fee_asked(course, run) < price.official_fee
        bits |= (
            own.reduction_rests_on
            | where(below, BIT.fee_below_official)
            | where(period.reduction_open, BIT.reduction_open)
        )
    return bits


def leaves_more(course: Course, run: Run, tables: Tables) -> bool:
    """Whether a range of ranks begins with this run that leaves more to pay than the one before,
    and that no notice about an overrun or the cap announces."""
    if run.earlier == NOWHERE or run.first == 0 or not run.opens:
        return False
    before = Run(run.order, run.first, 1, run.earlier, run.period, True, NOWHERE, run.schedule)
    return left(course, run, tables) > left(course, before, tables)


def left(course: Course, run: Run, tables: Tables) -> int:
    """What one item of a run leaves the patient to pay, in cents."""
    parts = parts_of(course, run, price_of(course, run, tables), tables)
    return parts.charged - parts.reimbursed


def ceiling_bits(course: Course, run: Run, price: UnitPrice) -> int:
    """What happens to the fee of a non-conventioned kiné for a protected patient: the official fee
    caps it, a lower fee holds."""
    if run.order != SESSION_ORDER or course.conventioned or not course.fee_given:
        return 0
    fee = fee_asked(course, run)
    above = fee > price.bound_fee
    return (
        where(above and course.bim, BIT.fee_ignored_bim)
        | where(above and not course.bim, BIT.fee_ignored_palliative)
        | where(fee < price.official_fee, BIT.fee_below_official)
    )


def overrun_bits(course: Course, run: Run, price: UnitPrice) -> int:
    """The notices about sessions past the normal number."""
    covered = price.covered_fee > 0
    protected = course.bound and not course.conventioned
    given = course.overrun_fee < NO_CEILING
    above = given and course.bound and course.overrun_fee > price.bound_fee
    return (
        where(covered and run.opens and run.first > 0, BIT.overrun)
        | where(covered and run.first == 0, BIT.overrun_at_once)
        | where(covered and protected, BIT.bim_overrun_ceiling)
        | where(above, BIT.overrun_fee_above_ceiling)
    )


def not_billed_bits(course: Course, billed: int) -> int:
    """Extras that were asked for, but that the setting has no code for.

    `billed`: the orders of billing that occurred, as bits.
    """
    return (
        where(course.intake and not billed & 1 << INTAKE_ORDER, BIT.intake_not_billed)
        | where(course.report and not billed & 1 << REPORT_ORDER, BIT.report_not_billed)
        | where(course.travel and not billed & 1 << TRAVEL_ORDER, BIT.travel_not_billed)
    )
