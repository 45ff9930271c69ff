"""The texts of a written estimate, for its layout."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from estimator.engine.model.notices import CLIFFS, LEFT_OUT_OF_COMPARISONS
from estimator.engine.model.payment import Payment
from estimator.engine.model.result import Comparison, Notice, Result
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.payment import Settlement, settlement_of
from estimator.engine.ranges import KIND_OF_KINE, OPTIONS, BothKinds, CostRange, Possibility
from estimator.locales import Words
from estimator.wording.amounts import amount, prospect_of, total
from estimator.wording.comparison import EITHER, KINDS, TOTALS, amount_rows, difference, kind_name
from estimator.wording.headline import certainty, each_session, why_open
from estimator.wording.items import largest, rows_of, service_name, sessions_of
from estimator.wording.notices import notice_sentences, source_about, source_title
from estimator.wording.payment import USUAL, paid_head, paid_notes, paid_rows
from estimator.wording.situation import agreement, situation

#: A warning comes back every year; only the first of each kind are printed.
MOST_ALIKE = 2
#: How many rows and notes to print, from all of them down; the layout takes the first that fits.
ROOM = (
    *((None, notes) for notes in (None, 8, 6, 4, 2, 0)),
    *((rows, 0) for rows in (14, 11, 8, 6, 4, 2, 1)),
)
Texts = dict[str, object]


class Paper(NamedTuple):
    """What is printed: the results of both kinds of kiné, and those that the person may meet (one
    under EITHER if every kiné costs the same). `conventioned` is the status of the person's own
    kiné, None if they do not know it; `payment` says how the course is paid for."""

    words: Words
    book: TariffBook
    results: Mapping[str, Result]
    own: Mapping[str, Result]
    conventioned: bool | None
    payment: Payment

    @property
    def prospect(self) -> CostRange:
        """The results that the person may meet."""
        if len(self.own) == 1:
            return prospect_of(*self.own.values())
        kinds = zip(OPTIONS[KIND_OF_KINE], self.own.values(), strict=True)
        found = (Possibility({KIND_OF_KINE: kind}, result) for kind, result in kinds)
        return CostRange(tuple(found), {KIND_OF_KINE: OPTIONS[KIND_OF_KINE]})

    @property
    def settlement(self) -> Settlement:
        """Who hands over what."""
        return settlement_of(self.own.values(), self.payment, self.book)


def paper_of(
    comparison: Comparison,
    words: Words,
    book: TariffBook,
    conventioned: bool | None,
    payment: Payment,
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
    return Paper(words, book, results, own, conventioned, payment)


def content(paper: Paper, address: str, today: date) -> Texts:
    """The page from its title to its limits. Where another pays, what supposes that the mutuality
    does is left out."""
    words, own, another = paper.words, [*paper.own.values()], paper.payment.another_pays
    both = [*paper.results.values()]
    return {
        "title": words("page.title"),
        "made": words("keep.made", day=today),
        "headline": payer_headline(paper) if another else headline(paper),
        "range": not paper.settlement.total.left.certain,
        "situation": {
            "heading": words("keep.situation"),
            "rows": [*situation(words, own, paper.conventioned)],
            "agreement": words("agreement.line", agreement=agreement(words, own[0])),
        },
        "compared": None if another else compared(paper),
        "paid": paid(paper),
        "billed": None if another else words("items.heading"),
        "warnings": {
            "heading": words("warnings.heading"),
            "lines": [] if another else lines(paper, warnings=True),
        },
        "notes": words("notices.heading"),
        "sources": {
            "heading": words("sources.heading"),
            "lines": list(sources(words, paper.book, both)),
        },
        "again": {"text": words("keep.again"), "address": address, "alt": words("keep.qr")},
        "limits": words("page.limits"),
        "shapes": [{"tables": [], "notes": [], "more": None}] if another else list(shapes(paper)),
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


def payer_headline(paper: Paper) -> Texts:
    """The same where another pays in place of the mutuality."""
    words, own, total = paper.words, [*paper.own.values()], paper.settlement.total
    others = [[words(f"payment.{it}"), amount(words, getattr(total, it))] for it in USUAL[:-1]]
    return {
        "label": words("amount.patient"),
        "amount": amount(words, total.left),
        "notes": [words("keep.course", n=own[0].case.sessions)],
        "why": [],
        "certainty": certainty(words, paper.book, own),
        "others": others,
    }


def paid(paper: Paper) -> Texts:
    """What is handed over, comes back and is left, per session, per month and in all."""
    words, settlement = paper.words, paper.settlement
    return {
        "heading": words("payment.heading"),
        "head": paid_head(words),
        "rows": paid_rows(words, settlement),
        "strong": len(USUAL),
        "notes": paid_notes(words, settlement),
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

    def chosen(result: Result) -> Iterable[Notice]:
        kept = [it for it in result.notices if it.id not in LEFT_OUT_OF_COMPARISONS]
        kept = [it for it in kept if (it.id in CLIFFS) is warnings]
        return first_of_each(kept) if warnings else kept

    found = paper.prospect.found
    return notice_sentences(paper.words, found, found, chosen)


def first_of_each(notices: list[Notice]) -> Iterator[Notice]:
    """The first notices of each id."""
    seen = Counter[str]()
    for notice in notices:
        seen[notice.id] += 1
        if seen[notice.id] <= MOST_ALIKE:
            yield notice


def sources(words: Words, book: TariffBook, results: Sequence[Result]) -> Iterator[list[str]]:
    """The tariffs used with their status, then every text with what was read of it."""
    for first_day in sorted({item.edition for result in results for item in result.items}):
        status = words(f"status.{book.editions[first_day].status}")
        yield ["", words("keep.tariff", day=first_day, status=status)]
    for source in dict.fromkeys(source for result in results for source in result.sources):
        yield [source_title(words, source), source_about(words, source)]
