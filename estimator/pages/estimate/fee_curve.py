"""The cost against the fee asked, with the official fee marked."""

from collections.abc import Iterator

from markupsafe import Markup

from estimator.engine.fee_curve import AtFee, FeeCurve, fee_curve
from estimator.engine.model.case import Case
from estimator.engine.numbers.tables import Sheet
from estimator.engine.ranges import BothKinds, EuroRange
from estimator.locales import Words
from estimator.pages.blocks import chart_numbers
from estimator.pages.blocks import chart_specs as charts
from estimator.pages.blocks.elements import Chart, Part
from estimator.pages.blocks.html import heading, paragraph
from estimator.pages.estimate.answer import figures, reading_note
from estimator.wording.amounts import supposed, within


def fee_asked(words: Words, found: BothKinds, sheet: Sheet) -> Iterator[Part]:
    """The chart, its summary, and the figures; nothing if official fees bind every kiné."""
    prospect = found.non_conventioned
    if prospect.high.case.bound:
        return
    fees = fee_curve(prospect.high, sheet)
    bound = found.conventioned.high.totals.patient
    yield heading(words("fees.heading"), "fee-asked") + curve_summary(words, found, fees)
    yield Chart(
        chart_numbers.fees_table(fees, bound, words.language),
        charts.fees_spec(words.language),
        words("fees.alt"),
    )
    head = [words("fees.fee"), words("kind.non_conventioned")]
    rows = [[fee_name(words, fees, point), words.euros(point.patient)] for point in fees.in_table]
    yield figures(words, "fees", "fee-asked-figures", head, rows)


def curve_summary(words: Words, found: BothKinds, fees: FeeCurve) -> Markup:
    """What the chart shows; for unknown answers, which ones it assumes."""
    other, bound = found.non_conventioned, found.conventioned.dearest
    # A fee asked that is the official one, or the dearest shown, isn't compared with itself.
    apart = fees.asked not in (fees.official, fees.dearest)
    text = words(
        "fees.reading" if apart else "fees.reading_two",
        n=other.high.case.sessions,
        official=fees.official.fee,
        at_official=fees.official.patient,
        asked=fees.asked.fee,
        at_asked=fees.asked.patient,
        dearest=fees.dearest.fee,
        at_dearest=fees.dearest.patient,
        conventioned=within(words, EuroRange(bound.low, bound.high)),
    )
    assumed = words("fees.supposed", supposed=supposed(words, other.ends[-1].options))
    case = other.high.case
    return (
        paragraph(text)
        + Markup("").join(map(paragraph, first_fee_kept(words, case)))
        + reading_note(words, [found.conventioned, other])
        + (paragraph(assumed) if other.unknown else Markup(""))
    )


def first_fee_kept(words: Words, case: Case) -> Iterator[str]:
    """That a first session with a fee of its own keeps it at every fee shown."""
    if case.first_fee is not None and case.first_fee != case.fee:
        yield words("fees.first_fee", fee=case.first_fee)


def fee_name(words: Words, fees: FeeCurve, point: AtFee) -> str:
    """A fee, marked if it is the official one or the one asked."""
    for mark in ("official", "asked"):
        if point == getattr(fees, mark):
            return words(f"fees.{mark}", fee=point.fee)
    return words.euros(point.fee)
