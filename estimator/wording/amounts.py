"""What a paper says about money: the headline, both kinds of kiné compared, the rows billed."""

from collections.abc import Iterator
from decimal import Decimal

from estimator.engine.both_kinds import BothKinds, CostRange
from estimator.engine.model.case import Pathology
from estimator.engine.model.result import Result
from estimator.engine.progress import share
from estimator.locales import Words
from estimator.wording.certainty import amount, certainty, prospect_of, total, why_open, within
from estimator.wording.folded_rows import Row, largest, rows_of
from estimator.wording.paper import Paper

ASKED = ("charged", "reimbursed")
PARTS = ("copayment", "reduction", "supplement")
COLUMNS = ("charged", "reimbursed", "patient")
#: More stretches of sessions than these are told in one.
MOST_STRETCHES = 4


def headline(paper: Paper) -> dict[str, object]:
    """The amount that counts and how sure it is; what is paid first and comes back beside it."""
    words = paper.words
    return {
        "label": words("amount.patient"),
        "amount": paper.span("patient"),
        "notes": list(headline_notes(paper)),
        "why": [*why_open(words, paper.book, paper.own_results)],
        "certainty": " ".join(certainty(words, paper.book, paper.own_results)),
        "others": [[words(f"amount.{name}"), paper.span(name)] for name in ASKED],
    }


def headline_notes(paper: Paper) -> Iterator[str]:
    """For how many sessions, and how much that is for one."""
    yield paper.words("keep.course", n=paper.own[0][1].case.sessions)
    if len(paper.own) == 1:
        yield each_session(paper.words, paper.prospect)


def each_session(words: Words, own: CostRange) -> str:
    """What a session leaves to pay, as the end of a sentence."""
    if not own.span("patient").certain:
        return words("answer.each_session_average", amount=within(words, own.average))
    each = share(own.low)
    if each.constant:
        return words("answer.each_session", amount=each.lowest)
    return words("answer.each_session_differs", **each._asdict())


def compared(paper: Paper) -> dict[str, object]:
    """Both kinds of kiné side by side, and the difference in a sentence."""
    words, results = paper.words, [result for _, result in paper.shown]
    parts = [part for part in PARTS if any(prospect_of(one).span(part).high for one in results)]
    rows = [amounts_row(words, name, results) for name in (*COLUMNS, *parts)]
    rows.append(
        [words("keep.average"), *(amount(words, prospect_of(one).average) for one in results)]
    )
    return {
        "heading": words("compare.heading"),
        "head": [words("compare.amounts"), *(name for name, _ in paper.shown)],
        "rows": rows,
        "strong": len(COLUMNS),
        "sentence": difference(words, paper.prospects),
    }


def amounts_row(words: Words, name: str, results: list[Result]) -> list[str]:
    """One amount of the course, at each kind of kiné."""
    return [words(f"amount.{name}"), *(total(words, one, name) for one in results)]


def difference(words: Words, found: BothKinds) -> str:
    """What the choice of the kiné changes; for protected patients why it changes nothing."""
    case, by = found.non_conventioned.high.case, found.difference
    protected = all(possible.result.case.bound for possible in found.non_conventioned.found)
    if protected and not found.same:
        key_protected = "keep.surcharge_only" if case.surcharge else "compare.protected_cheaper"
        return words(key_protected, amount=abs(by.low))
    if case.bim and protected:
        return words("compare.bim")
    if case.pathology is Pathology.PALLIATIVE:
        return words("compare.palliative")
    fee = case.fee or Decimal(0)
    if by.certain:
        key = {1: "compare.dearer", 0: "compare.same", -1: "compare.cheaper"}
        return words(key[int(by.low.compare(0))], n=case.sessions, fee=fee, amount=abs(by.low))
    key_between = "compare.between" if by.low >= 0 else "compare.less_or_more"
    between = {"low": abs(by.low), "high": abs(by.high)}
    return words(key_between, n=case.sessions, fee=fee, **between)


def billed(paper: Paper, most: int | None) -> list[dict[str, object]]:
    """What is billed, a table for each result; of long ones the largest rows, and how many more."""
    return [billed_at(paper, kind, result, most) for kind, result in paper.own]


def billed_at(paper: Paper, kind: str, result: Result, most: int | None) -> dict[str, object]:
    """Every row of one result: sessions, code, what it is, and the amounts each time."""
    words = paper.words
    rows = rows_of(result.items)
    shown = rows if most is None else largest(rows, most)
    left_out = len(rows) - len(shown)
    return {
        "caption": words("items.caption") if len(paper.own) == 1 else words(f"kind.{kind}"),
        "head": [words(f"items.{name}") for name in ("sessions", "what", *COLUMNS)],
        "rows": [billed_row(words, row) for row in shown],
        "total": [words("items.total"), *(total(words, result, name) for name in COLUMNS)],
        "more": words("keep.more_rows", n=left_out) if left_out else None,
    }


def billed_row(words: Words, row: Row) -> list[str]:
    """One row as cells."""
    item = row.item
    named = words("items.code", service=words(f"service.{item.service}"), code=item.code)
    return [sessions_of(words, row), named, *(words.euros(getattr(item, name)) for name in COLUMNS)]


def sessions_of(words: Words, row: Row) -> str:
    """Which sessions a row stands for; of many stretches how many sessions, and the outer ones."""
    if len(row.stretches) > MOST_STRETCHES:
        first, last = row.stretches[0][0], row.stretches[-1][1]
        return words("keep.spread", n=row.sessions, first=first, last=last)
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in row.stretches)
