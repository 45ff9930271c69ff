"""The cost against the fee asked: where a dearer kiné hurts, the official fee marked."""

import streamlit as st
from markupsafe import Markup

from estimator.engine.fees_asked import AtFee, FeesAsked, fees_asked
from estimator.engine.prospects import Prospects
from estimator.engine.sheet import Sheet
from estimator.locales import Words
from estimator.web import chart_numbers, charts
from estimator.web.markup import heading, paragraph, table
from estimator.web.spans import supposed


def show_fee_asked(words: Words, found: Prospects, sheet: Sheet) -> None:
    """The chart, its reading, and the figures; nothing where official fees bind every kiné."""
    prospect = found.non_conventioned
    if prospect.high.case.bound:
        return
    fees = fees_asked(prospect.high, sheet)
    bound = found.conventioned.high.totals.patient
    st.html(heading(words("fees.heading"), "fee-asked") + reading(words, found, fees))
    st.vega_lite_chart(
        chart_numbers.fees_table(fees, bound, words.language),
        charts.fees_spec(words.language),
        alt=words("fees.alt"),
    )
    with st.expander(words("chart.as_table"), key="fee_asked"):
        head = [words("fees.fee"), words("kind.non_conventioned")]
        rows = [[fee_name(words, fees, point), words.euros(point.patient)] for point in fees.told]
        st.html(table(words("fees.caption"), head, rows, kind="amounts"))


def reading(words: Words, found: Prospects, fees: FeesAsked) -> Markup:
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
    if found.non_conventioned.span("patient").certain:
        return told
    options = found.non_conventioned.ends[-1].options
    return told + paragraph(words("fees.supposed", supposed=supposed(words, options)))


def fee_name(words: Words, fees: FeesAsked, point: AtFee) -> str:
    """A fee, called by its name where it has one."""
    if point == fees.official:
        return words("fees.official", fee=point.fee)
    if point == fees.asked:
        return words("fees.asked", fee=point.fee)
    return words.euros(point.fee)
