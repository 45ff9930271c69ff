"""What the check page answers: a verdict in one sentence, the amounts, and the causes that fit."""

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.receipts.check import EXPLAINED, THIRD_PARTY, Checked, Receipt
from estimator.engine.receipts.counted import Patient
from estimator.engine.receipts.paid_above import Above
from estimator.locales import Words
from estimator.pages.blocks.html import bullets, paragraph, sentence_with, table
from estimator.pages.check.complaint import what_to_do
from estimator.pages.common.tariff_pages import subheading
from estimator.wording.codes import tariff_of


def show_receipt(
    words: Words, book: TariffBook, patient: Patient, receipt: Receipt, numbers: Sequence[int]
) -> None:
    """The whole receipt first where it has several lines, then each line, then what to do."""
    with st.container(key="check_answer"):
        if len(receipt.lines) > 1:
            title = subheading(words("check.total"))
            st.html(title + verdict(words, receipt, receipt.received) + sums(words, receipt))
        for number, checked in zip(numbers, receipt.lines, strict=True):
            st.html(Markup("").join(line_parts(words, book, checked, number)))
        if receipt.to_ask_about:
            st.html(what_to_do(words, patient, receipt.to_ask_about))


def line_parts(words: Words, book: TariffBook, of: Checked, number: int) -> Iterator[Markup]:
    """One line, from the verdict down to the text that the amounts come from."""
    yield subheading(words("check.line", number=number))
    yield verdict(words, of, of.line.received)
    yield paragraph(words(f"check.certainty.{of.certainty}"))
    yield amounts(words, of, number)
    if of.causes:
        yield paragraph(words("check.causes"))
        yield bullets(words(f"check.cause.{cause.id}", **cause.values) for cause in of.causes)
        yield paragraph(words("check.ask"))
    elif of.verdict not in EXPLAINED:
        yield paragraph(words("check.unexplained"))
    if of.above:
        yield from above_parts(words, of.above)
    yield paragraph(tariff_of(words, of.line.code, of.line.day, book), "small")
    if of.rests_on:
        yield bullets((words(f"notice.{name}") for name in of.rests_on), "small")


def above_parts(words: Words, above: Above) -> Iterator[Markup]:
    """What was paid above the fee: what may explain it, the rule, and whom to ask."""
    yield paragraph(words("check.above", above=euros(above.amount), fee=euros(above.fee)))
    if above.reasons:
        yield bullets(words(f"check.reason.{each.id}", **each.values) for each in above.reasons)
    if above.rule:
        yield paragraph(words(f"check.rule.{above.rule}"))


def verdict(words: Words, of: Checked | Receipt, received: int) -> Markup:
    """One sentence: whether the reimbursement is as expected, or by how much it differs."""
    values = {
        "difference": euros(abs(of.difference)),
        "received": euros(received),
        "expected": euros(of.expected),
    }
    strong = "difference" if of.verdict not in EXPLAINED else "received"
    if isinstance(of, Checked) and of.verdict == THIRD_PARTY:
        price, strong = of.price, "paid"
        values |= {"fee": euros(price.fee), "rest": euros(price.reimbursed)}
        values |= {"paid": euros(of.line.paid)}
    sentence = words(f"check.verdict.{of.verdict}", **values)
    return sentence_with(sentence, words.euros(values[strong]))


def amounts(words: Words, of: Checked, number: int) -> Markup:
    """The amounts of a line."""
    price = of.price
    named = {
        "official_fee": price.official_fee,
        **({"ceiling": price.fee} if price.fee != price.official_fee else {}),
        "paid": of.line.paid,
        "expected": of.expected,
        "left": of.left,
        "received": of.line.received,
    }
    return table_of(words, words("check.caption", number=number), named)


def sums(words: Words, receipt: Receipt) -> Markup:
    """The amounts of the whole receipt."""
    named = {name: getattr(receipt, name) for name in ("paid", "expected", "left", "received")}
    return table_of(words, words("check.caption.total"), named)


def table_of(words: Words, caption: str, named: dict[str, int]) -> Markup:
    """Amounts by their names."""
    head = [words("check.column.what"), words("check.column.euros")]
    rows = [(words(f"check.row.{name}"), words.euros(euros(it))) for name, it in named.items()]
    return table(caption, head, rows, kind="amounts")
