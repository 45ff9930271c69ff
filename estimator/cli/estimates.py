"""Estimates as text for a terminal: a small table and one sentence."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from estimator.cli.text_table import table
from estimator.engine.both_kinds import BothKinds
from estimator.engine.model.result import Comparison, Item, Result, Totals
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Words
from estimator.wording.as_json import notice_sentence
from estimator.wording.certainty import certainty, prospect_of, total, why_open, within


def result_text(result: Result, words: Words, book: TariffBook) -> str:
    """The items (alike ones together), the total, one sentence, how sure it is, the notices."""
    rows = [list(row(run, words)) for run in runs_alike(result.items)]
    sums = [total(words, result, name) for name in ("charged", "reimbursed", "patient")]
    rows.append([words("cli.total"), "", "", "", words(f"status.{result.status}"), *sums])
    columns = ("sessions", "dates", "code", "what", "status", "charged", "reimbursed", "patient")
    heading = [words(f"cli.column.{column}") for column in columns]
    notices = [f"- {notice_sentence(words, notice)}" for notice in result.notices]
    told = [sentence(result, words), *sureness(result, words, book)]
    return "\n".join([table(heading, rows, right=3), "", *told, *notices])


def sentence(result: Result, words: Words) -> str:
    """What is left to pay, and what it is made of."""
    found = prospect_of(result)
    amounts = {name: within(words, found.span(name)) for name in Totals._fields}
    parts = words("cli.parts", **amounts)
    return f"{words('cli.sentence', n=result.case.sessions, **amounts)} {parts}"


def sureness(result: Result, words: Words, book: TariffBook) -> Iterator[str]:
    """Why it may be more or less, and what it rests on."""
    yield from why_open(words, book, [result])
    yield " ".join(certainty(words, book, [result]))


def comparison_text(comparison: Comparison, words: Words, book: TariffBook) -> str:
    """Both results one after the other, and the difference."""
    both = (
        ("cli.conventioned", comparison.conventioned),
        ("cli.non_conventioned", comparison.non_conventioned),
    )
    parts = [f"{words(title)}\n{result_text(result, words, book)}\n" for title, result in both]
    return "\n".join([*parts, difference_sentence(comparison, words)])


def difference_sentence(comparison: Comparison, words: Words) -> str:
    """What the kiné's status changes."""
    bound, free = map(prospect_of, (comparison.conventioned, comparison.non_conventioned))
    by = BothKinds(bound, free, free).difference
    return words(
        "cli.difference" if by.low or by.high else "cli.no_difference",
        conventioned=within(words, bound.span("patient")),
        other=within(words, free.span("patient")),
        difference=within(words, by),
    )


def runs_alike(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items of one code and the same amounts together, in the order of their first session."""
    ordered = sorted(items, key=lambda item: (item.service in ("intake", "report", "travel"), item))
    runs = [list(run) for _, run in groupby(ordered, key=lambda item: item[3:])]
    return iter(sorted(runs, key=lambda run: (run[0].session, runs.index(run))))


def row(run: Sequence[Item], words: Words) -> Iterator[str]:
    """A run of like items as cells: the amounts are those of one item."""
    first, last = run[0], run[-1]
    yield str(first.session) if len(run) == 1 else f"{first.session}-{last.session}"
    yield f"{first.date}" if len(run) == 1 else f"{first.date} … {last.date}"
    yield first.code
    yield words(f"service.{first.service}")
    yield words(f"status.{first.status}")
    count = "" if len(run) == 1 else f"{len(run)} × "
    for amount in (first.charged, first.reimbursed, first.patient):
        yield f"{count}{words.euros(amount)}"
