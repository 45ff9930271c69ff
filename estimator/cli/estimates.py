"""Estimates as text for a terminal: a small table and one sentence."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from estimator.cli.output import table
from estimator.engine.model.result import Comparison, Item, Result, Totals
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.payment import Settlement
from estimator.engine.ranges import BothKinds
from estimator.engine.tariffs.prices import EXTRAS
from estimator.locales import Words
from estimator.wording.amounts import prospect_of, total, within
from estimator.wording.comparison import TOTALS
from estimator.wording.headline import certainty, open_sentence, questions_in, why_open
from estimator.wording.notices import notice_sentence
from estimator.wording.payment import COLUMNS as PAID_COLUMNS
from estimator.wording.payment import paid_head, paid_notes, paid_rows
from estimator.wording.situation import agreement

COLUMNS = ("sessions", "dates", "code", "what", "status", *TOTALS)


def result_text(result: Result, settlement: Settlement, words: Words, book: TariffBook) -> str:
    """The items and the total, unless another pays; how sure it is, who hands over what, and the
    notices."""
    of = instead_of_mutuality if settlement.payment.another_pays else by_the_mutuality
    lines = [
        *of(result, words, book),
        certainty(words, book, [result]),
        words("agreement.line", agreement=agreement(words, result)),
        "",
        table(paid_head(words), paid_rows(words, settlement), right=len(PAID_COLUMNS)),
        "",
        *(f"- {note}" for note in notes(result, settlement, words)),
    ]
    return "\n".join(lines)


def by_the_mutuality(result: Result, words: Words, book: TariffBook) -> Iterator[str]:
    """The items, the total, what is left to pay, and why that is open."""
    sums = [total(words, result, name) for name in TOTALS]
    rows = [list(cells(run, words)) for run in equal_runs(result)]
    rows.append([words("cli.total"), "", "", "", words(f"status.{result.status}"), *sums])
    yield table([words(f"cli.column.{column}") for column in COLUMNS], rows, right=len(TOTALS))
    yield ""
    prospect = prospect_of(result)
    amounts = {name: within(words, prospect.span(name)) for name in Totals._fields}
    sentence = words("cli.sentence", n=result.case.sessions, **amounts)
    yield f"{sentence} {words('cli.parts', **amounts)}"
    yield from why_open(words, book, [result])


def instead_of_mutuality(result: Result, words: Words, book: TariffBook) -> Iterator[str]:
    """That another pays; of what is open, only the fees concern that payer as well."""
    yield words("payment.instead")
    about_fees = (it for it in questions_in(book, [result]) if it.about == "fees")
    yield from (open_sentence(words, book, question) for question in about_fees)


def notes(result: Result, settlement: Settlement, words: Words) -> Iterator[str]:
    """What is good to know; the notices suppose that the mutuality pays."""
    yield from paid_notes(words, settlement)
    if not settlement.payment.another_pays:
        yield from (notice_sentence(words, notice) for notice in result.notices)


def comparison_text(
    comparison: Comparison, settlements: Sequence[Settlement], words: Words, book: TariffBook
) -> str:
    """Both results one after the other, and what the status of the kiné changes."""
    results = comparison.conventioned, comparison.non_conventioned
    bound, free = map(prospect_of, results)
    by = BothKinds(bound, free, free).difference
    titles = words("cli.conventioned"), words("cli.non_conventioned")
    difference = words(
        "cli.difference" if by.low or by.high else "cli.no_difference",
        conventioned=within(words, bound.span("patient")),
        other=within(words, free.span("patient")),
        difference=within(words, by),
    )
    told = [result_text(*each, words, book) for each in zip(results, settlements, strict=True)]
    texts = zip(titles, told, strict=True)
    # What the choice of the kiné changes is said of what the mutuality leaves to pay.
    ending = [] if settlements[0].payment.another_pays else [difference]
    return "\n".join([*(f"{title}\n{text}\n" for title, text in texts), *ending])


def equal_runs(result: Result) -> list[list[Item]]:
    """Items of one code with the same amounts, in the order of their first session."""
    ordered = sorted(result.items, key=lambda item: (item.service in EXTRAS, item))
    runs = [list(run) for _, run in groupby(ordered, key=lambda item: item[3:])]
    return sorted(runs, key=lambda run: run[0].session)


def cells(run: Sequence[Item], words: Words) -> Iterator[str]:
    """Equal items as cells: the amounts are those of one item."""
    first, last, many = run[0], run[-1], len(run) > 1
    yield f"{first.session}-{last.session}" if many else str(first.session)
    yield f"{first.date} … {last.date}" if many else str(first.date)
    yield first.code
    yield words(f"service.{first.service}")
    yield words(f"status.{first.status}")
    count = f"{len(run)} × " if many else ""
    yield from (count + words.euros(getattr(first, name)) for name in TOTALS)
