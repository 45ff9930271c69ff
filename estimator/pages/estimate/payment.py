"""What is handed over, what comes back and what is left: per session, per month, in all."""

from collections.abc import Iterator

from markupsafe import Markup

from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.payment import Settlement
from estimator.engine.ranges import CostRange
from estimator.locales import Words
from estimator.pages.blocks.html import bullets, folded, heading, paragraph, sentence_with, table
from estimator.pages.estimate.answer import glance, insured
from estimator.pages.estimate.details import sources
from estimator.wording.amounts import amount, results_of, within
from estimator.wording.headline import certainty
from estimator.wording.payment import month_head, month_rows, paid_head, paid_notes, paid_rows


def payment(words: Words, settlement: Settlement) -> Markup:
    """The table, what it rests on, and the months, folded away."""
    caption, anchor = words("payment.caption"), "payment-amounts"
    told = (
        heading(words("payment.heading"), anchor)
        + table(
            caption,
            paid_head(words),
            paid_rows(words, settlement),
            kind="total-third three",
        )
        + bullets(paid_notes(words, settlement))
    )
    if len(settlement.by_month) == 1:
        return told
    head, rows = month_head(words, settlement), month_rows(words, settlement)
    months = table(words("payment.by_month"), head, rows, kind="three")
    return told + folded(words("payment.by_month"), months, "payment-months")


def payer_headline(
    words: Words, own: CostRange, settlement: Settlement, book: TariffBook
) -> Markup:
    """What is left to pay where another pays in place of the mutuality."""
    left, sessions = settlement.total.left, own.low.case.sessions
    told = heading(words("answer.heading"), "left-to-pay")
    if left.high:
        shown = within(words, left)
        each = words("answer.each_session", amount=amount(words, settlement.per_session.left))
        sentence = words("answer.left_to_pay", n=sessions, amount=shown, each=each)
        told += sentence_with(sentence, shown, "" if left.certain else "range")
    else:
        told += paragraph(words("answer.nothing_left", n=sessions), "headline")
    told += paragraph(words("answer.if_accepted"), "why") + insured(words, settlement)
    return told + paragraph(certainty(words, book, results_of(own)), "certainty")


def payer_parts(words: Words, settlement: Settlement, own: CostRange) -> Iterator[Markup]:
    """What stands below that amount: what supposes that the mutuality pays is left out."""
    yield glance(words, settlement.total.left_after)
    yield payment(words, settlement)
    yield paragraph(words("payment.instead"), "aside")
    yield sources(words, own)
