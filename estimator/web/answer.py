"""The answer: one sentence with what is left to pay, and both kinds of kiné side by side."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from markupsafe import Markup

from estimator.engine.case import Pathology
from estimator.engine.prospects import Prospect, Prospects
from estimator.engine.series import Share, share
from estimator.locales import Words
from estimator.web.markup import heading, paragraph, sentence_with, table
from estimator.web.spans import amount, named, within

KINDS = ("conventioned", "non_conventioned")
EITHER = ("either",)
PARTS = ("copayment", "reduction", "supplement")


def headline(words: Words, own: Prospect) -> Markup:
    """What is left to pay in the end; what is paid at the desk and comes back beside it."""
    told = heading(words("answer.heading"), "left-to-pay")
    return told + left_to_pay(words, own) + at_the_desk(words, own)


def glance(words: Words, own: Prospect) -> Markup:
    """On a phone, where the answer stands below the questions: the amount, always in sight."""
    text = words("answer.glance", amount=within(words, own.span("patient")))
    return Markup('<a class="glance" href="#left-to-pay">{}</a>').format(text)


def left_to_pay(words: Words, own: Prospect) -> Markup:
    """One sentence: the course, what is left to pay for it, and for a session."""
    sessions, patient = own.low.case.sessions, own.span("patient")
    if not patient.high:
        return paragraph(words("answer.nothing_left", n=sessions), "headline")
    left = within(words, patient)
    sentence = words("answer.left_to_pay", n=sessions, amount=left, each=each_session(words, own))
    return sentence_with(sentence, left)


def each_session(words: Words, own: Prospect) -> str:
    """What a session leaves to pay, as the end of a sentence."""
    if own.span("patient").certain:
        return per_session(words, share(own.low))
    return words("answer.each_session_average", amount=within(words, own.average))


def per_session(words: Words, each: Share) -> str:
    """What a session leaves to pay where the course leaves one amount."""
    if each.constant:
        return words("answer.each_session", amount=each.lowest)
    return words("answer.each_session_differs", **each._asdict())


def at_the_desk(words: Words, own: Prospect) -> Markup:
    """What leaves the purse first, and what comes back."""
    both = {name: within(words, own.span(name)) for name in ("charged", "reimbursed")}
    return paragraph(words("answer.at_the_desk", **both), "aside")


def narrowing(words: Words, own: Prospect) -> Iterator[Markup]:
    """Where answers are unknown: the question that would narrow the range most, and how."""
    if not own.unknown:
        return
    field = own.narrowing
    if field is None:
        yield paragraph(words("answer.unknown_same"), "aside")
        return
    question = words(f"question.{field}")
    caption = words("narrowing.caption", question=question)
    rows = [
        [named(words, field, option), amount(words, span)] for option, span in own.by_option(field)
    ]
    yield (
        heading(words("narrowing.heading"), "narrowing")
        + paragraph(words(f"narrowing.{field}"))
        + table(caption, [words("narrowing.answer"), words("amount.patient")], rows, kind="amounts")
    )


def comparison(words: Words, found: Prospects) -> Markup:
    """A conventioned beside a non-conventioned kiné, and the difference over the course."""
    return (
        heading(words("compare.heading"), "compare")
        + paragraph(difference(words, found), "difference")
        + comparison_table(words, found)
    )


def difference(words: Words, found: Prospects) -> str:
    """What the choice of the kiné changes; for protected patients why it changes nothing."""
    case, by = found.non_conventioned.high.case, found.difference
    protected = all(possible.result.case.bound for possible in found.non_conventioned.found)
    if protected and not found.same:
        key_protected = (
            "compare.protected_cheaper" if case.surcharge == 0 else "keep.surcharge_only"
        )
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


def comparison_table(words: Words, found: Prospects) -> Markup:
    """The two kinds of kiné, row by row: at the desk, back, left, and what that is made of."""
    both = found.conventioned, found.non_conventioned
    names = [kind_name(words, kind, it is found.own) for kind, it in zip(KINDS, both, strict=True)]
    rows = ["charged", "reimbursed", "patient", *parts(both)]
    return table(
        words("compare.caption", n=found.own.low.case.sessions),
        [words("compare.amounts"), *names],
        [[words(f"amount.{row}"), *(amount(words, one.span(row)) for one in both)] for row in rows],
        kind="amounts total-third",
    )


def kind_name(words: Words, kind: str, yours: bool) -> str:
    """A kind of kiné as a column head; the person's own is called so."""
    return words(f"kind.{kind}.yours" if yours else f"kind.{kind}")


def parts(shown: Iterable[Prospect]) -> list[str]:
    """What the amount left to pay is made of, as far as there is any of it."""
    each = tuple(shown)
    return [part for part in PARTS if any(one.span(part).high for one in each)]
