"""Estimates as text for a terminal: a small table and one sentence."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from estimator.cli.output import table
from estimator.engine.model.result import Comparison, Item, Result, Totals
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.ranges import BothKinds
from estimator.engine.tariffs.prices import EXTRAS
from estimator.locales import Words
from estimator.wording.amounts import prospect_of, total, within
from estimator.wording.comparison import TOTALS
from estimator.wording.headline import certainty, why_open
from estimator.wording.notices import notice_sentence
from estimator.wording.situation import agreement

COLUMNS = ("sessions", "dates", "code", "what", "status", *TOTALS)


def result_text(result: Result, words: Words, book: TariffBook) -> str:
    """The items, the total, one sentence, how sure it is, and the notices."""
    sums = [total(words, result, name) for name in TOTALS]
    rows = [list(cells(run, words)) for run in equal_runs(result)]
    rows.append([words("cli.total"), "", "", "", words(f"status.{result.status}"), *sums])
    prospect = prospect_of(result)
    amounts = {name: within(words, prospect.span(name)) for name in Totals._fields}
    sentence = words("cli.sentence", n=result.case.sessions, **amounts)
    lines = [
        table([words(f"cli.column.{column}") for column in COLUMNS], rows, right=len(TOTALS)),
        "",
        f"{sentence} {words('cli.parts', **amounts)}",
        *why_open(words, book, [result]),
        certainty(words, book, [result]),
        words("agreement.line", agreement=agreement(words, result)),
        *(f"- {notice_sentence(words, notice)}" for notice in result.notices),
    ]
    return "\n".join(lines)


def comparison_text(comparison: Comparison, words: Words, book: TariffBook) -> str:
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
    texts = zip(titles, (result_text(it, words, book) for it in results), strict=True)
    return "\n".join([*(f"{title}\n{text}\n" for title, text in texts), difference])


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
