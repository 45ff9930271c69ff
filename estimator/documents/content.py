"""The texts of a written estimate, for its layout."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from estimator.engine.model.notices import CLIFFS, LEFT_OUT_OF_COMPARISONS
from estimator.engine.model.result import Comparison, Notice, Result
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.ranges import BothKinds, CostRange
from estimator.locales import Words
from estimator.wording.amounts import amount, prospect_of, total
from estimator.wording.comparison import EITHER, KINDS, TOTALS, amount_rows, difference, kind_name
from estimator.wording.headline import certainty, each_session, why_open
from estimator.wording.items import largest, rows_of, service_name, sessions_of
from estimator.wording.notices import notice_sentences, source_about, source_title
from estimator.wording.situation import agreement, situation

#: A warning comes back every year; only the first of each kind are printed.
MOST_ALIKE = 2
#: How many rows and notes to print, from all of them down; the layout takes the first that fits.
ROOM = (
    *((None, notes) for notes in (None, 8, 6, 4, 2, 0)),
    *((rows, 0) for rows in (14, 11, 8, 6, 4)),
)
Texts = dict[str, object]


class Paper(NamedTuple):
    """What is printed: the results of both kinds of kiné, and those that the person may meet (one
    under EITHER if every kiné costs the same). `conventioned` is the status of the person's own
    kiné, None if they do not know it."""

    words: Words
    book: TariffBook
    results: Mapping[str, Result]
    own: Mapping[str, Result]
    conventioned: bool | None

    @property
    def prospect(self) -> CostRange:
        """The results that the person may meet."""
        return prospect_of(*self.own.values())


def paper_of(
    comparison: Comparison, words: Words, book: TariffBook, conventioned: bool | None
) -> Paper:
    """A comparison for a person whose kiné has a status."""
    left, right = comparison.conventioned, comparison.non_conventioned
    results = dict(zip(KINDS, (left, right), strict=True))
    own = results
    if right.case.bound and left.totals == right.totals:
        own = {EITHER: left if conventioned else right}
    elif conventioned is not None:
        kind = KINDS[0 if conventioned else 1]
        own = {kind: results[kind]}
    return Paper(words, book, results, own, conventioned)


def content(paper: Paper, address: str, today: date) -> Texts:
    """The page from its title to its limits."""
    words, own = paper.words, [*paper.own.values()]
    return {
        "title": words("page.title"),
        "made": words("keep.made", day=today),
        "headline": headline(paper),
        "range": not paper.prospect.span("patient").certain,
        "situation": {
            "heading": words("keep.situation"),
            "rows": [*situation(words, own, paper.conventioned)],
            "agreement": words("agreement.line", agreement=agreement(words, own[0])),
        },
        "compared": compared(paper),
        "billed": words("items.heading"),
        "warnings": {"heading": words("warnings.heading"), "lines": lines(paper, warnings=True)},
        "notes": words("notices.heading"),
        "sources": {"heading": words("sources.heading"), "lines": list(sources(paper))},
        "again": {"text": words("keep.again"), "address": address, "alt": words("keep.qr")},
        "limits": words("page.limits"),
        "shapes": list(shapes(paper)),
    }


def headline(paper: Paper) -> Texts:
    """The amount left to pay and how sure it is; beside it what is paid first and comes back."""
    words, own = paper.words, [*paper.own.values()]
    notes = [words("keep.course", n=own[0].case.sessions)]
    if len(own) == 1:
        notes.append(each_session(words, paper.prospect))
    amounts = [[words(f"amount.{it}"), amount(words, paper.prospect.span(it))] for it in TOTALS]
    label, left = amounts.pop()
    return {
        "label": label,
        "amount": left,
        "notes": notes,
        "why": [*why_open(words, paper.book, own)],
        "certainty": certainty(words, paper.book, own),
        "others": amounts,
    }


def compared(paper: Paper) -> Texts:
    """Both kinds of kiné side by side, and the difference in a sentence."""
    words = paper.words
    bound, other = map(prospect_of, paper.results.values())
    columns = {words(f"kind.{EITHER}"): paper.prospect}
    if EITHER not in paper.own:
        yours = {KINDS[0]: paper.conventioned is True, KINDS[1]: paper.conventioned is False}
        names = [kind_name(words, kind, is_own) for kind, is_own in yours.items()]
        columns = dict(zip(names, (bound, other), strict=True))
    rows = amount_rows(words, columns.values())
    average = [amount(words, one.average) for one in columns.values()]
    return {
        "heading": words("compare.heading"),
        "head": [words("compare.amounts"), *columns],
        "rows": [*rows, [words("keep.average"), *average]],
        "strong": len(TOTALS),
        "sentence": difference(words, BothKinds(bound, other, paper.prospect)),
    }


def shapes(paper: Paper) -> Iterator[Texts]:
    """The parts that can be shortened, from the longest to the shortest."""
    notes = lines(paper, warnings=False)
    for most_rows, most_notes in ROOM:
        printed = notes[:most_notes]
        left_out = len(notes) - len(printed)
        yield {
            "tables": [billed(paper, kind, most_rows) for kind in paper.own],
            "notes": printed,
            "more": paper.words("keep.more_notes", n=left_out) if left_out else None,
        }


def billed(paper: Paper, kind: str, most: int | None) -> Texts:
    """The rows of one result; the largest ones of a long table, and how many more there are."""
    words, result = paper.words, paper.own[kind]
    rows = rows_of(result.items)
    printed = rows if most is None else largest(rows, most)
    left_out = len(rows) - len(printed)
    return {
        "caption": words("items.caption") if len(paper.own) == 1 else words(f"kind.{kind}"),
        "head": [words(f"items.{name}") for name in ("sessions", "what", *TOTALS)],
        "rows": [
            [
                sessions_of(words, row),
                service_name(words, row.item.service, row.item.code),
                *(words.euros(getattr(row.item, name)) for name in TOTALS),
            ]
            for row in printed
        ],
        "total": [words("items.total"), *(total(words, result, name) for name in TOTALS)],
        "more": words("keep.more_rows", n=left_out) if left_out else None,
    }


def lines(paper: Paper, *, warnings: bool) -> list[str]:
    """The warnings, or the other notices, the most important first."""
    ends = []
    for kind, result in paper.own.items():
        chosen = [it for it in result.notices if it.id not in LEFT_OUT_OF_COMPARISONS]
        chosen = [it for it in chosen if (it.id in CLIFFS) is warnings]
        name = paper.words(f"kind.{kind}")
        ends.append((name, first_of_each(chosen) if warnings else chosen))
    return notice_sentences(paper.words, ends)


def first_of_each(notices: list[Notice]) -> Iterator[Notice]:
    """The first notices of each id."""
    seen = Counter[str]()
    for notice in notices:
        seen[notice.id] += 1
        if seen[notice.id] <= MOST_ALIKE:
            yield notice


def sources(paper: Paper) -> Iterator[list[str]]:
    """The tariffs used with their status, then every text with what was read of it."""
    words, results = paper.words, paper.results.values()
    for first_day in sorted({item.edition for result in results for item in result.items}):
        status = words(f"status.{paper.book.editions[first_day].status}")
        yield ["", words("keep.tariff", day=first_day, status=status)]
    for source in dict.fromkeys(source for result in results for source in result.sources):
        yield [source_title(words, source), source_about(words, source)]
