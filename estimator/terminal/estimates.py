"""Estimates as text for a terminal: a small table and one sentence."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from estimator.engine.result import Comparison, Item, Result
from estimator.locales import Words
from estimator.spoken import notice_sentence
from estimator.terminal.table import table


def result_text(result: Result, words: Words) -> str:
    """The items (alike ones together), the total, one sentence, the notices."""
    rows = [list(row(run, words)) for run in runs_alike(result.items)]
    totals = result.totals
    total = (totals.charged, totals.reimbursed, totals.patient)
    rows.append([words("cli.total"), "", "", "", *map(words.euros, total)])
    columns = ("sessions", "dates", "code", "what", "charged", "reimbursed", "patient")
    heading = [words(f"cli.column.{column}") for column in columns]
    notices = [f"- {notice_sentence(words, notice)}" for notice in result.notices]
    return "\n".join([table(heading, rows, right=3), "", sentence(result, words), *notices])


def sentence(result: Result, words: Words) -> str:
    """What is left to pay, and what it is made of."""
    amounts = result.totals._asdict()
    parts = words("cli.parts", **amounts)
    return f"{words('cli.sentence', n=result.case.sessions, **amounts)} {parts}"


def comparison_text(comparison: Comparison, words: Words) -> str:
    """Both results one after the other, and the difference."""
    both = (
        ("cli.conventioned", comparison.conventioned),
        ("cli.non_conventioned", comparison.non_conventioned),
    )
    parts = [f"{words(title)}\n{result_text(result, words)}\n" for title, result in both]
    return "\n".join([*parts, difference_sentence(comparison, words)])


def difference_sentence(comparison: Comparison, words: Words) -> str:
    """What the kiné's status changes."""
    return words(
        "cli.difference" if comparison.difference else "cli.no_difference",
        conventioned=comparison.conventioned.totals.patient,
        other=comparison.non_conventioned.totals.patient,
        difference=comparison.difference,
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
    count = "" if len(run) == 1 else f"{len(run)} × "
    for amount in (first.charged, first.reimbursed, first.patient):
        yield f"{count}{words.euros(amount)}"
