"""The cost against the fee asked: where a dearer kiné hurts, the official fee marked."""

from collections.abc import Iterator

from markupsafe import Markup

from estimator.engine.both_kinds import BothKinds
from estimator.engine.fee_curve import AtFee, FeeCurve, fee_curve
from estimator.engine.numbers.tables import Sheet
from estimator.locales import Words
from estimator.pages.charts import numbers as chart_numbers
from estimator.pages.charts import specs as charts
from estimator.pages.common.elements import Chart, Part
from estimator.pages.common.html import folded, heading, paragraph, table
from estimator.pages.estimate.answer import last_rule
from estimator.wording.ranges import supposed


def fee_asked(words: Words, found: BothKinds, sheet: Sheet) -> Iterator[Part]:
    """The chart, its reading, and the figures; nothing where official fees bind every kiné."""
    prospect = found.non_conventioned
    if prospect.high.case.bound:
        return
    fees = fee_curve(prospect.high, sheet)
    bound = found.conventioned.high.totals.patient
    yield heading(words("fees.heading"), "fee-asked") + reading(words, found, fees)
    yield Chart(
        chart_numbers.fees_table(fees, bound, words.language),
        charts.fees_spec(words.language),
        words("fees.alt"),
    )
    head = [words("fees.fee"), words("kind.non_conventioned")]
    rows = [[fee_name(words, fees, point), words.euros(point.patient)] for point in fees.told]
    figures = table(words("fees.caption"), head, rows, kind="amounts")
    yield folded(words("chart.as_table"), figures, "fee-asked-figures")


def reading(words: Words, found: BothKinds, fees: FeeCurve) -> Markup:
    """What the chart shows; where answers are unknown, for which of them."""
    most = found.non_conventioned.high
    told = paragraph(
        words(
            "fees.reading",
            n=most.case.sessions,
            official=fees.official.fee,
            at_official=fees.official.patient,
            asked=fees.asked.fee,
            at_asked=fees.asked.patient,
            dearest=fees.dearest.fee,
            at_dearest=fees.dearest.patient,
            conventioned=found.conventioned.high.totals.patient,
        )
    )
    told += last_rule(words, [found.non_conventioned])
    if not found.non_conventioned.unknown:
        return told
    options = found.non_conventioned.ends[-1].options
    return told + paragraph(words("fees.supposed", supposed=supposed(words, options)))


def fee_name(words: Words, fees: FeeCurve, point: AtFee) -> str:
    """A fee, called by its name where it has one."""
    if point == fees.official:
        return words("fees.official", fee=point.fee)
    if point == fees.asked:
        return words("fees.asked", fee=point.fee)
    return words.euros(point.fee)
