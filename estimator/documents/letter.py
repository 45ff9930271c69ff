"""A letter that asks what an amount above the fee stands for: facts, blanks for names, no reproach.

One page A4 for the lines of most receipts, as an accessible PDF (PDF/UA-1).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from estimator.documents.pdf import pdf_of
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.receipts.check import Checked
from estimator.locales import Words
from estimator.wording.codes import code_option, tariff_of

COLUMNS = ("day", "code", "paid", "fee", "above")
BLANKS = ("from", "to", "date")


def letter(words: Words, book: TariffBook, lines: Sequence[Checked], today: date) -> bytes:
    """The letter about the lines of `Receipt.to_ask_about`; the same day gives the same bytes."""
    return pdf_of("letter.typ", letter_texts(words, book, lines, today), today)


def letter_texts(
    words: Words, book: TariffBook, lines: Sequence[Checked], today: date
) -> dict[str, object]:
    """Everything that the layout needs."""
    rules = dict.fromkeys(line.above.rule for line in lines if line.above)
    return {
        "language": words.language,
        "region": words.locale.territory,
        "title": words("letters.title"),
        "blanks": [words(f"letters.{blank}") for blank in BLANKS],
        "greeting": words("letters.greeting"),
        "facts": words("letters.facts"),
        "head": [words(f"letters.column.{column}") for column in COLUMNS],
        "rows": [[*line_of(words, book, line)] for line in lines],
        "text": [
            *(words(f"letters.rule.{rule}") for rule in rules),
            words("letters.innocent"),
            words("letters.request"),
            words("letters.thanks"),
        ],
        "signature": words("letters.signature"),
        "about": words("letters.about", day=today),
        "sources": [*rests_on(words, book, lines)],
    }


def line_of(words: Words, book: TariffBook, of: Checked) -> Iterator[str]:
    """One line of the receipt: what it is for, paid, the fee, and the difference."""
    yield words.day(of.line.day)
    yield code_option(words, of.line.code, of.line.day, book)
    if of.above:
        amounts = of.line.paid, of.above.fee, of.above.amount
        yield from (words.euros(euros(amount)) for amount in amounts)


def rests_on(words: Words, book: TariffBook, lines: Sequence[Checked]) -> Iterator[str]:
    """The text behind each fee, how sure it is, and that nobody has decided anything yet."""
    yield from dict.fromkeys(tariff_of(words, *of.line[:2], book) for of in lines)
    yield from dict.fromkeys(words(f"check.certainty.{of.certainty}") for of in lines)
    yield words("check.limits")
