"""The estimate inside the HTML document, readable before any script has run.

It uses the default answers, or those that a practice presets. A link with a patient's own answers
gets none: such answers stay out of documents.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple
from urllib.parse import parse_qsl

from markupsafe import Markup

from estimator.embed.presets import PATIENTS, Presets, presets_from
from estimator.engine.model.case import Case
from estimator.engine.model.payment import Payment
from estimator.engine.payment import settlement_of
from estimator.engine.ranges import both_kinds
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words, words
from estimator.operations.journal import note_fault
from estimator.operations.rates import full
from estimator.pages.blocks.html import bullets, heading, paragraph
from estimator.pages.estimate.answer import amounts
from estimator.pages.estimate.questions import form_of
from estimator.practice.model import Practice
from estimator.wording.amounts import results_of
from estimator.wording.payment import at_the_desk
from estimator.wording.situation import extras, money, who_and_where

CACHED_ESTIMATES = 256
#: Each costs as much as a change on the page, and anybody can ask for endless different fees.
AT_ONCE, PER_SECOND = 100, 20.0


class FirstRequest(NamedTuple):
    """What a first estimate depends on."""

    language: str
    facts: Presets
    today: date


def asked(language: str, query: str, today: date) -> FirstRequest | None:
    """What an address asks for; None if it holds a patient's own answers."""
    pairs = parse_qsl(query, keep_blank_values=True)
    if not PATIENTS.isdisjoint(name for name, _ in pairs):
        return None
    said = presets_from(pairs)
    kine = said.kine({})  # of several nobody is chosen yet
    kines = (replace(kine, name="", missed=None),) if kine else ()
    practice = Practice(kines=kines, setting=said.practice.setting)
    facts = Presets(practice=practice, status_told=said.status_told)
    return FirstRequest(language, facts, today)


class FirstEstimates:
    """A cache of estimates, with a limit on new ones a second."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.bucket = full(AT_ONCE, PER_SECOND, now())
        self.made: OrderedDict[FirstRequest, Markup] = OrderedDict()

    def get(self, what: FirstRequest | None) -> Markup:
        """The estimate as HTML; empty if there is none, as the page follows anyway."""
        if what is None:
            return Markup()
        if what not in self.made:
            if self.bucket.take(self.now()):
                return Markup()
            self.made[what] = safely_made(what)
        self.made.move_to_end(what)
        if len(self.made) > CACHED_ESTIMATES:
            self.made.popitem(last=False)
        return self.made[what]


def safely_made(what: FirstRequest) -> Markup:
    """The estimate, or nothing if it fails: the page will fail too, and say so."""
    try:
        return first_estimate(what)
    except Exception as fault:
        note_fault("first_estimate_failed", fault)
        return Markup()


def first_estimate(what: FirstRequest) -> Markup:
    """What is left to pay, and in which situation; empty if an answer is refused."""
    say = words(what.language)
    form = form_of(say, tariffs(), what.facts, held={}, today=what.today)
    if form.refused:
        return Markup()
    own, book = both_kinds(form.answers, form.unknown, tariffs(), what.today).own, tariffs().book
    desk = at_the_desk(say, settlement_of(results_of(own), Payment(), book))
    told = heading(say("answer.heading"), "first-estimate")
    told += amounts(say, own, desk, book, example=True)
    told += paragraph(say("document.situation"), "aside")
    told += bullets(situation(say, own.low.case)) + paragraph(say("page.limits"), "limits")
    return Markup('<section aria-labelledby="first-estimate">{}</section>').format(told)


def situation(say: Words, case: Case) -> Iterator[str]:
    """The answers that matter, and what is billed beside the sessions."""
    rows = who_and_where(say, case, case.conventioned), money(say, [case]), extras(say, case)
    for field, answer in chain.from_iterable(rows):
        yield say("answer.supposed", field=field, answer=answer)
