"""The answer: what is left to pay and how sure that is, and both kinds of kiné side by side."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from estimator.engine.both_kinds import BothKinds, CostRange
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Words
from estimator.pages.common.html import heading, paragraph, sentence_with, table
from estimator.wording.amounts import difference, each_session
from estimator.wording.certainty import (
    amount,
    asked_questions,
    certainty,
    open_sentence,
    results_of,
    why_open,
    within,
)
from estimator.wording.ranges import named

KINDS = ("conventioned", "non_conventioned")
EITHER = ("either",)
PARTS = ("copayment", "reduction", "supplement")


def headline(words: Words, own: CostRange, book: TariffBook) -> Markup:
    """What is left to pay in the end, and all that belongs to it."""
    return heading(words("answer.heading"), "left-to-pay") + amounts(words, own, book)


def amounts(words: Words, own: CostRange, book: TariffBook) -> Markup:
    """What is left to pay, why it may be more or less; what is paid at the desk and comes back;
    and what the amounts rest on."""
    results = results_of(own)
    reasons = [*why_open(words, book, results)]
    if reasons and own.unknown and own.narrowing:
        reasons.insert(0, words("answer.unknown_too"))
    why = (paragraph(sentence, "why") for sentence in reasons)
    sure = paragraph(" ".join(certainty(words, book, results)), "certainty")
    left = left_to_pay(words, own)
    return left + Markup("").join(why) + at_the_desk(words, own) + sure


def glance(words: Words, own: CostRange) -> Markup:
    """On a phone, where the answer stands below the questions: the amount, always in sight."""
    left = own.span("patient")
    key = "answer.glance" if left.certain else "answer.glance_range"
    text = words(key, amount=amount(words, left))
    return Markup('<a class="glance" href="#left-to-pay">{}</a>').format(text)


def left_to_pay(words: Words, own: CostRange) -> Markup:
    """One sentence: the course, what is left to pay for it, and for a session."""
    sessions, patient = own.low.case.sessions, own.span("patient")
    if not patient.high:
        return paragraph(words("answer.nothing_left", n=sessions), "headline")
    left = within(words, patient)
    sentence = words("answer.left_to_pay", n=sessions, amount=left, each=each_session(words, own))
    return sentence_with(sentence, left, "" if patient.certain else "range")


def at_the_desk(words: Words, own: CostRange) -> Markup:
    """What leaves the purse first, and what comes back."""
    both = {name: within(words, own.span(name)) for name in ("charged", "reimbursed")}
    return paragraph(words("answer.at_the_desk", **both), "aside")


def narrowing(words: Words, own: CostRange) -> Iterator[Markup]:
    """Where answers are unknown: the question that would narrow the range most, and how."""
    if not own.unknown:
        return
    field = own.narrowing
    if field is None:
        yield paragraph(words("answer.unknown_same"), "aside")
        return
    question = words(f"question.{field}")
    caption = words("narrowing.caption", question=question)
    rows = [
        [named(words, field, option), amount(words, span)] for option, span in own.by_option(field)
    ]
    yield (
        heading(words("narrowing.heading"), "narrowing")
        + paragraph(words(f"narrowing.{field}"))
        + table(caption, [words("narrowing.answer"), words("amount.patient")], rows, kind="amounts")
    )


def comparison(words: Words, found: BothKinds, book: TariffBook) -> Markup:
    """A conventioned beside a non-conventioned kiné, and the difference over the course."""
    told = paragraph(difference(words, found), "difference")
    told += open_elsewhere(words, found, book) + comparison_table(words, found)
    return heading(words("compare.heading"), "compare") + told


def open_elsewhere(words: Words, found: BothKinds, book: TariffBook) -> Markup:
    """What nobody knows yet that only the other kind of kiné hangs on."""
    told = {question.id for question in asked_questions(book, results_of(found.own))}
    both = results_of(found.conventioned) + results_of(found.non_conventioned)
    others = (it for it in asked_questions(book, both) if it.id not in told)
    return Markup("").join(paragraph(open_sentence(words, book, it), "why") for it in others)


def last_rule(words: Words, drawn: Iterable[CostRange]) -> Markup:
    """Says of figures that go by the last known rule that they do, where that isn't sure."""
    unsure = any(result.range for one in drawn for result in results_of(one))
    return paragraph(words("chart.open"), "aside") if unsure else Markup("")


def comparison_table(words: Words, found: BothKinds) -> Markup:
    """The two kinds of kiné, row by row: at the desk, back, left, and what that is made of."""
    both = found.conventioned, found.non_conventioned
    names = [kind_name(words, kind, it is found.own) for kind, it in zip(KINDS, both, strict=True)]
    rows = ["charged", "reimbursed", "patient", *parts(both)]
    return table(
        words("compare.caption", n=found.own.low.case.sessions),
        [words("compare.amounts"), *names],
        [[words(f"amount.{row}"), *(amount(words, one.span(row)) for one in both)] for row in rows],
        kind="amounts total-third",
    )


def kind_name(words: Words, kind: str, yours: bool) -> str:
    """A kind of kiné as a column head; the person's own is called so."""
    return words(f"kind.{kind}.yours" if yours else f"kind.{kind}")


def parts(shown: Iterable[CostRange]) -> list[str]:
    """What the amount left to pay is made of, as far as there is any of it."""
    each = tuple(shown)
    return [part for part in PARTS if any(one.span(part).high for one in each)]
