"""The written estimate in easy words: short sentences, one idea a line, no table.

An accessible PDF (PDF/UA-1) in large type, on as many pages as it takes.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from estimator.documents.content import Paper, Texts
from estimator.documents.pdf import pdf_of
from estimator.engine.payment import PaidRange
from estimator.engine.ranges import EuroRange
from estimator.locales import Words
from estimator.wording.amounts import amount
from estimator.wording.headline import certainty_keys
from estimator.wording.situations import situation_label

#: The amounts of a course in the order of a person's purse, and those that an insurance adds.
STEPS = ("desk", "refund", "left")
INSURED = ("insurance", "left_after")
#: The words explained, each by its own entry.
EXPLAINED = ("mutuality", "bim", "conventioned", "non_conventioned")
#: The lines about notices that say how much dearer a session becomes.
DEARER: Mapping[str, str] = MappingProxyType(
    {"overrun": "more", "capped": "more", "less_reimbursed": "more", "overrun_at_once": "at_once"}
)


def easy_read(paper: Paper, today: date) -> bytes:
    """The estimate in easy words. The same day gives the same bytes."""
    return pdf_of("papers/easy_read.typ", easy_texts(paper, today), today)


def easy_texts(paper: Paper, today: date) -> Texts:
    """Everything that the layout needs: parts with a heading, lines, and amounts with a label."""
    words = paper.words
    parts = {
        "about": about(words, today),
        "you": about_you(paper),
        "pay": (),
        "two": two_amounts(paper),
        "later": later(paper),
        "sure": sure(paper),
        "words": (),
        "questions": questions(paper),
    }
    amounts = {"pay": list(amounts_paid(paper))}
    terms = {"words": [explained(words, word) for word in EXPLAINED]}
    each = (
        {
            "heading": words(f"easy.heading.{name}"),
            "lines": list(lines),
            "amounts": amounts.get(name, []),
            "terms": terms.get(name, []),
        }
        for name, lines in parts.items()
    )
    return {
        "language": words.language,
        "region": words.locale.territory,
        "title": words("easy.title"),
        "parts": [part for part in each if part["lines"] or part["amounts"] or part["terms"]],
    }


def about(words: Words, today: date) -> Iterator[str]:
    """What the sheet is."""
    for line in ("for_you", "tells", "estimate", "not_sure", "other"):
        yield words(f"easy.about.{line}")
    yield words("easy.about.day", day=today)


def about_you(paper: Paper) -> Iterator[str]:
    """The answers that matter most."""
    words, case = paper.words, next(iter(paper.own.values())).case
    situation = case.situation
    yield words("easy.you.treated_for")
    yield (
        situation_label(words, situation)
        if situation
        else words(f"choice.pathology.{case.pathology}")
    )
    yield words("easy.you.course", n=case.sessions)
    yield words("easy.you.start", day=case.start)
    yield words("easy.you.bim" if case.bim else "easy.you.no_bim")
    yield from about_kine(paper)


def about_kine(paper: Paper) -> Iterator[str]:
    """The status of the kiné, and the price where the kiné sets it."""
    words, case = paper.words, paper.results["non_conventioned"].case
    if paper.conventioned is None:
        yield words("easy.you.kind_unknown")
        yield words("easy.you.ask_kind")
        return
    yield words(f"easy.you.{'conventioned' if paper.conventioned else 'non_conventioned'}")
    if not paper.conventioned and case.bound:
        yield words("easy.you.protected")
    elif not paper.conventioned and case.fee is not None:
        yield words("easy.you.fee", fee=case.fee)
        if case.first_fee is not None and case.first_fee != case.fee:
            yield words("easy.you.first_fee", fee=case.first_fee)


def amounts_paid(paper: Paper) -> Iterator[Texts]:
    """What is handed over, comes back and is left; the last one of them is what counts."""
    words, settlement = paper.words, paper.settlement
    insured = INSURED if settlement.payment.insurance_percent else ()
    for name in (*STEPS, *insured):
        span = span_in(settlement.total, name)
        if span.high or name in ("left", "left_after"):
            yield one_amount(words, words(f"easy.pay.{name}"), span, strong=name == "left")
    each = span_in(settlement.per_session, "left")
    differs = settlement.total.left.certain and not each.certain
    note = words("easy.pay.not_alike") if differs else ""
    yield {**one_amount(words, words("easy.pay.each"), each), "note": note}


def span_in(paid: PaidRange, name: str) -> EuroRange:
    """One of the amounts, from the least to the most."""
    span: EuroRange = getattr(paid, name)
    return span


def one_amount(words: Words, label: str, span: EuroRange, *, strong: bool = False) -> Texts:
    """An amount with its label; `strong` for the one that the sheet is about."""
    return {"label": label, "amount": amount(words, span), "strong": strong, "note": ""}


def two_amounts(paper: Paper) -> Iterator[str]:
    """Why there is a least and a most, where there is."""
    if not paper.settlement.total.left.certain:
        for line in ("unknown", "least", "most"):
            yield paper.words(f"easy.two.{line}")


def later(paper: Paper) -> Iterator[str]:
    """The first session that leaves more to pay; nothing is known of it where another pays."""
    if paper.payment.another_pays:
        return
    notices = [it for result in paper.own.values() for it in result.notices if it.id in DEARER]
    if notices:
        first = min(notices, key=lambda it: int(str(it.values.get("session", 0))))
        session = first.values.get("session", 0)
        yield paper.words(f"easy.later.{DEARER[first.id]}", session=session)
        yield paper.words("easy.later.ask")


def sure(paper: Paper) -> Iterator[str]:
    """What the amounts rest on."""
    for key in certainty_keys(paper.book, [*paper.own.values()]):
        yield paper.words(f"easy.sure.{key}")


def explained(words: Words, word: str) -> list[str]:
    """A difficult word and what it means."""
    return [words(f"easy.word.{word}"), words(f"easy.word.{word}.means")]


def questions(paper: Paper) -> Iterator[str]:
    """Whom to ask, and who decides."""
    words, another = paper.words, paper.payment.another_pays
    yield words("easy.questions.kine")
    yield words(f"easy.questions.{'payer' if another else 'mutuality'}")
    if not another:
        yield words("easy.questions.decides")
    yield words("easy.questions.sheet")
