"""The answer as HTML: what is left to pay, how sure that is, and both kinds of kiné compared."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from estimator.engine.model.result import OVERRUN_FEE
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.payment import Settlement
from estimator.engine.ranges import BothKinds, CostRange, EuroRange
from estimator.locales import Words
from estimator.pages.blocks.html import folded, heading, paragraph, sentence_with, table
from estimator.wording.amounts import amount, option_name, results_of, within
from estimator.wording.comparison import KINDS, amount_rows, difference, kind_name
from estimator.wording.headline import (
    certainty,
    each_session,
    open_sentences,
    why_open,
)
from estimator.wording.payment import at_the_desk


def headline(
    words: Words, own: CostRange, settlement: Settlement, book: TariffBook, *, example: bool = False
) -> Markup:
    """What is left to pay in the end, under its heading."""
    desk = at_the_desk(words, settlement)
    told = amounts(words, own, desk, book, example=example)
    return heading(words("answer.heading"), "left-to-pay") + told + insured(words, settlement)


def insured(words: Words, settlement: Settlement) -> Markup:
    """What is left after an insurance of one's own, if there is one."""
    if not settlement.payment.insurance_percent:
        return Markup("")
    left = within(words, settlement.total.left_after)
    return sentence_with(words("answer.after_insurance", amount=left), left, "insured")


def amounts(
    words: Words, own: CostRange, desk: str, book: TariffBook, *, example: bool = False
) -> Markup:
    """What is left to pay and why that may change, what is paid and comes back (`desk`), and what
    the amounts rest on. `example`: the answers are still those that the page begins with."""
    results = results_of(own)
    reasons = [*why_open(words, book, results)]
    if reasons and own.unknown and own.narrowing:
        reasons.insert(0, words("answer.unknown_too"))
    return (
        left_to_pay(words, own)
        + (paragraph(words("answer.example"), "why") if example else Markup(""))
        + Markup("").join(paragraph(reason, "why") for reason in reasons)
        + paragraph(desk, "aside")
        + paragraph(certainty(words, book, results), "certainty")
    )


def glance(words: Words, left: EuroRange) -> Markup:
    """The amount in a line that stays in view on a phone, where the answer is below the form."""
    key = "answer.glance" if left.certain else "answer.glance_range"
    told = amount(words, left)
    before, _, after = words(key, amount=told).partition(told)
    # The amount stays on one line: a long text breaks before it, never within.
    return Markup(
        '<a class="glance" href="#left-to-pay"><span>{}<span class="amount">{}</span>{}</span></a>'
    ).format(before, told, after)


def left_to_pay(words: Words, own: CostRange) -> Markup:
    """One sentence: the course, what is left to pay for it and for one session."""
    sessions, patient = own.low.case.sessions, own.span("patient")
    if not patient.high:
        return paragraph(words("answer.nothing_left", n=sessions), "headline")
    left = within(words, patient)
    sentence = words("answer.left_to_pay", n=sessions, amount=left, each=each_session(words, own))
    return sentence_with(sentence, left, "" if patient.certain else "range")


def narrowing(words: Words, own: CostRange) -> Iterator[Markup]:
    """The unknown answer that would narrow the range most, and the amount for each option."""
    if not own.unknown:
        return
    field = own.narrowing
    if field is None:
        yield paragraph(words("answer.unknown_same"), "aside")
        return
    rows = [
        [option_name(words, field, it), amount(words, span)] for it, span in own.by_option(field)
    ]
    yield (
        heading(words("narrowing.heading"), "narrowing")
        + paragraph(words(f"narrowing.{field}"))
        + table(
            words("narrowing.caption", question=words(f"question.{field}")),
            [words("narrowing.answer"), words("amount.patient")],
            rows,
            kind="amounts",
        )
    )


def comparison(words: Words, found: BothKinds, book: TariffBook) -> Markup:
    """A conventioned and a non-conventioned kiné: the difference, then the amounts side by side.
    Adds the open questions that only concern the other kind of kiné."""
    both = found.conventioned, found.non_conventioned
    named = open_sentences(words, book, results_of(found.own))
    every = open_sentences(words, book, results_of(both[0]) + results_of(both[1]))
    names = [kind_name(words, kind, it is found.own) for kind, it in zip(KINDS, both, strict=True)]
    return (
        heading(words("compare.heading"), "compare")
        + paragraph(difference(words, found), "difference")
        + Markup("").join(
            paragraph(said, "why") for question, said in every.items() if question not in named
        )
        + table(
            words("compare.caption", n=found.own.low.case.sessions),
            [words("compare.amounts"), *names],
            amount_rows(words, both),
            kind="amounts total-third",
        )
    )


def figures(
    words: Words, chart: str, anchor: str, head: Sequence[str], rows: Iterable[Sequence[str]]
) -> Markup:
    """The figures of a chart as a table, folded away."""
    content = table(words(f"{chart}.caption"), head, rows, kind="amounts")
    return folded(words("chart.as_table"), content, anchor)


def reading_note(words: Words, prospects: Iterable[CostRange]) -> Markup:
    """Notes below figures that show one reading while something is open: the ceiling, where the fee
    of an overrun session isn't known; else the last known rule."""
    results = (result for prospect in prospects for result in results_of(prospect))
    open_about = {OVERRUN_FEE in result.open_questions for result in results if result.range}
    notes = [words("chart.ceiling" if fee else "chart.open") for fee in sorted(open_about)]
    return Markup("").join(paragraph(note, "aside") for note in notes)
