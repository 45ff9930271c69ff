"""The estimate that stands in the document before any script has run: that of the first answers,
and of what a practice says in their place.

On a phone the page takes seconds to come, and its document a moment. Who comes by a link that
carries answers of their own waits for the page: such answers stay out of documents.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple
from urllib.parse import parse_qsl

from markupsafe import Markup

from estimator.embed.presets import PATIENTS, Presets, presets_from
from estimator.engine.model.case import Case
from estimator.engine.ranges import both_kinds, to_correct
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words, words
from estimator.operations.journal import note_fault
from estimator.operations.rates import full
from estimator.pages.common.html import bullets, heading, paragraph
from estimator.pages.estimate.answer import amounts
from estimator.pages.estimate.questions import go_through
from estimator.pages.forms.first_answers import FIRST_ANSWERS
from estimator.pages.forms.silent_form import SilentForm
from estimator.wording.situation import extras, money, who_and_where

KEPT = 256
#: Making one takes as long as a change of an answer, and anybody can ask for fees without end.
AT_ONCE, PER_SECOND = 100, 20.0


class Asked(NamedTuple):
    """What a first estimate rests on."""

    language: str
    facts: Presets
    today: date


def asked(language: str, query: str, today: date) -> Asked | None:
    """What an address asks for; None where a patient's own answers stand in it."""
    pairs = parse_qsl(query, keep_blank_values=True)
    if not PATIENTS.isdisjoint(name for name, _ in pairs):
        return None
    said = presets_from(pairs)
    facts = Presets(
        conventioned=said.conventioned, fee=said.fee, fee_home=said.fee_home, setting=said.setting
    )
    return Asked(language, facts, today)


class FirstEstimates:
    """Those made so far, each once; so many new ones a second and no more."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.bucket = full(AT_ONCE, PER_SECOND, now())
        self.made: OrderedDict[Asked, Markup] = OrderedDict()

    def get(self, what: Asked | None) -> Markup:
        """The estimate as HTML; nothing where there is none to be had, as the page comes anyway."""
        if what is None:
            return Markup()
        if what not in self.made:
            if self.bucket.take(self.now()):
                return Markup()
            self.made[what] = safely_made(what)
        self.made.move_to_end(what)
        if len(self.made) > KEPT:
            self.made.popitem(last=False)
        return self.made[what]


def safely_made(what: Asked) -> Markup:
    """The estimate, or nothing where it fails: the page, which fails as well, says so."""
    try:
        return first_estimate(what)
    except Exception as fault:
        note_fault("first_estimate_failed", fault)
        return Markup()


def first_estimate(what: Asked) -> Markup:
    """What is left to pay, and in which situation; nothing where the answers won't do."""
    say = words(what.language)
    form = SilentForm(say, {**FIRST_ANSWERS, "start": what.today}, what.facts, state={})
    go_through(form, tariffs())
    if to_correct(form.answers, form.unknown, tariffs(), what.today):
        return Markup()
    own = both_kinds(form.answers, form.unknown, tariffs(), what.today).own
    told = heading(say("answer.heading"), "first-estimate")
    told += amounts(say, own, tariffs().book) + paragraph(say("document.situation"), "aside")
    told += bullets(situation(say, own.low.case)) + paragraph(say("page.limits"), "limits")
    return Markup('<section aria-labelledby="first-estimate">{}</section>').format(told)


def situation(say: Words, case: Case) -> Iterator[str]:
    """The answers that tell one person's situation from another's, and what is billed beside."""
    rows = who_and_where(say, case, case.conventioned), money(say, [case]), extras(say, case)
    for field, answer in chain.from_iterable(rows):
        yield say("answer.supposed", field=field, answer=answer)
