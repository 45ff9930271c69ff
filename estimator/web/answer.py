"""The answer: one sentence with what is left to pay, both kinds of kiné side by side, a chart."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from estimator.engine.case import Pathology
from estimator.engine.result import Comparison, Result, Totals
from estimator.locales import Words
from estimator.web import charts
from estimator.web.markup import heading, paragraph, sentence_with, table
from estimator.web.series import Point, Share, cumulative, halfway, share

KINDS = ("conventioned", "non_conventioned")
EITHER = ("either",)
PARTS = ("copayment", "reduction", "supplement")


def show_left_to_pay(words: Words, own: Result) -> None:
    """What is left to pay in the end; what is paid at the desk and comes back beside it."""
    with st.container(key="answer"):
        st.html(
            heading(words("answer.heading"), "left-to-pay")
            + left_to_pay(words, own)
            + at_the_desk(words, own)
        )


def show_glance(words: Words, own: Result, where: DeltaGenerator) -> None:
    """On a phone, where the answer stands below the questions: the amount, always in sight."""
    text = words("answer.glance", amount=own.totals.patient)
    where.html(Markup('<a href="#left-to-pay">{}</a>').format(text))


def left_to_pay(words: Words, own: Result) -> Markup:
    """One sentence: the course, what is left to pay for it, and for a session."""
    sessions, patient = own.case.sessions, own.totals.patient
    if not patient:
        return paragraph(words("answer.nothing_left", n=sessions), "headline")
    each = per_session(words, share(own))
    sentence = words("answer.left_to_pay", n=sessions, amount=patient, each=each)
    return sentence_with(sentence, words.euros(patient))


def per_session(words: Words, each: Share) -> str:
    """What a session leaves to pay, as the end of a sentence."""
    if each.constant:
        return words("answer.each_session", amount=each.lowest)
    return words("answer.each_session_differs", **each._asdict())


def at_the_desk(words: Words, own: Result) -> Markup:
    """What leaves the purse first, and what comes back."""
    totals = own.totals
    sentence = words("answer.at_the_desk", charged=totals.charged, reimbursed=totals.reimbursed)
    return paragraph(sentence, "aside")


def show_comparison(words: Words, comparison: Comparison, own: Result) -> None:
    """A conventioned beside a non-conventioned kiné, and the difference over the course."""
    st.html(
        heading(words("compare.heading"), "compare")
        + paragraph(difference(words, comparison), "difference")
        + comparison_table(words, comparison, own)
    )


def difference(words: Words, comparison: Comparison) -> str:
    """What the choice of the kiné changes; for protected patients why it changes nothing."""
    case = comparison.non_conventioned.case
    if case.bim:
        return words("compare.bim")
    if case.pathology is Pathology.PALLIATIVE:
        return words("compare.palliative")
    key = {1: "compare.dearer", 0: "compare.same", -1: "compare.cheaper"}
    sign = comparison.difference.compare(Decimal(0))
    values = {"amount": abs(comparison.difference), "fee": case.fee or Decimal(0)}
    return words(key[int(sign)], n=case.sessions, **values)


def comparison_table(words: Words, comparison: Comparison, own: Result) -> Markup:
    """The two kinds of kiné, row by row: at the desk, back, left, and what that is made of."""
    both = comparison.conventioned, comparison.non_conventioned
    names = [
        kind_name(words, kind, result is own) for kind, result in zip(KINDS, both, strict=True)
    ]
    rows = ["charged", "reimbursed", "patient", *parts(both[0].totals, both[1].totals)]
    return table(
        words("compare.caption", n=own.case.sessions),
        [words("compare.amounts"), *names],
        [
            [words(f"amount.{row}"), *(words.euros(getattr(one.totals, row)) for one in both)]
            for row in rows
        ],
        kind="amounts total-third",
    )


def kind_name(words: Words, kind: str, yours: bool) -> str:
    """A kind of kiné as a column head; the person's own is called so."""
    return words(f"kind.{kind}.yours" if yours else f"kind.{kind}")


def parts(*totals: Totals) -> list[str]:
    """What the amount left to pay is made of, as far as there is any of it."""
    return [part for part in PARTS if any(getattr(one, part) for one in totals)]


def show_building_up(words: Words, comparison: Comparison) -> None:
    """The chart of the cost building up over the course, in words, and as a table."""
    points = cumulative(comparison)
    if not points[-1].non_conventioned:
        return
    kinds = KINDS if comparison.difference else EITHER
    reading = chart_reading(words, points, kinds)
    st.html(heading(words("chart.heading"), "chart") + paragraph(reading))
    names = [words(f"kind.{kind}") for kind in kinds]
    st.vega_lite_chart(
        charts.cumulative_table(points, names),
        charts.cumulative_spec(words.language, kinds),
        alt=words("chart.alt"),
    )
    with st.expander(words("chart.as_table"), key="building_up"):
        st.html(points_table(words, points, kinds))


def chart_reading(words: Words, points: Sequence[Point], kinds: Sequence[str]) -> str:
    """What the chart shows, for those who can't or needn't see it."""
    middle, end = halfway(points), points[-1]
    return words(
        "chart.reading" if len(kinds) > 1 else "chart.reading_either",
        n=end.session,
        middle=middle.session,
        conventioned_middle=middle.conventioned,
        non_conventioned_middle=middle.non_conventioned,
        conventioned=end.conventioned,
        non_conventioned=end.non_conventioned,
        last_day=end.day,
    )


def points_table(words: Words, points: Sequence[Point], kinds: Sequence[str]) -> Markup:
    """The chart as a table."""
    return table(
        words("chart.caption"),
        [words("chart.session"), *(words(f"kind.{kind}") for kind in kinds)],
        [point_row(words, point)[: 1 + len(kinds)] for point in points],
        kind="amounts",
    )


def point_row(words: Words, point: Point) -> list[str]:
    """One session: which, when, and the totals so far."""
    session = words("chart.point", n=point.session, day=point.day)
    return [session, words.euros(point.conventioned), words.euros(point.non_conventioned)]
