"""What a practice says about itself, in place of the questions that it answers."""

from collections.abc import Iterator
from typing import NamedTuple

from estimator.embed.presets import Answers, Groups, Presets, fee_of
from estimator.engine.model.case import Setting
from estimator.locales import Words
from estimator.practice.model import Kine, Practice


class Facts(NamedTuple):
    """A sentence: `Cabinet X, non conventionné, 40,00 € la séance`; and what else is good to know
    before an appointment, a sentence each. Both may be empty."""

    sentence: str = ""
    more: tuple[str, ...] = ()


def facts_of_practice(words: Words, presets: Presets, groups: Groups) -> Facts:
    """Name, status, prices and place; where there are several kinés to choose from, only what holds
    for all of them. A price appears only if the kiné may ask it, and if it is the same for every
    group that the problem may be in."""
    practice, kine = presets.practice, presets.kine({})
    status = status_of(words, kine) if kine and presets.status_told else ""
    prices = prices_of(words, kine, practice, groups) if kine else ()
    place = practice.setting and words(
        "facts.setting", setting=words(f"setting.{practice.setting}")
    )
    parts = [it for it in (status, *prices, place) if it]
    if not parts and not practice.practice_name:
        return Facts()
    sentence = ", ".join([practice.practice_name or words("facts.your_kine"), *parts])
    return Facts(sentence, tuple(more_of(words, kine, practice, groups)) if kine else ())


def facts_of_choice(words: Words, presets: Presets, answers: Answers, groups: Groups) -> Facts:
    """Name, status and prices of the kiné chosen among several; empty while none is."""
    kine, practice = presets.kine(answers), presets.practice
    if not presets.kines or kine is None:
        return Facts()
    name = names_of(words, presets)[list(presets.kines.values()).index(kine)]
    prices = prices_of(words, kine, practice, groups)
    sentence = ", ".join([name, status_of(words, kine), *prices])
    return Facts(sentence, tuple(more_of(words, kine, practice, groups)))


def names_of(words: Words, presets: Presets) -> list[str]:
    """The names of the kinés to choose from, one like no other; a number for one without a name."""
    names = [kine.name for kine in presets.kines.values()]
    return [
        words("kines.unnamed", n=n)
        if not name
        else words("kines.namesake", name=name, n=n)
        if names.count(name) > 1
        else name
        for n, name in enumerate(names, 1)
    ]


def status_of(words: Words, kine: Kine) -> str:
    """Conventioned or not."""
    return words("facts.conventioned" if kine.conventioned else "facts.non_conventioned")


def prices_of(words: Words, kine: Kine, practice: Practice, groups: Groups) -> Iterator[str]:
    """What a session costs at each usual place."""
    for place in places_of(practice):
        fee = fee_of(kine, "fee", place, groups)
        if fee is not None:
            yield words("facts.fee_home" if place is Setting.HOME else "facts.fee", amount=fee)


def more_of(words: Words, kine: Kine, practice: Practice, groups: Groups) -> Iterator[str]:
    """The first session of a course where it has another price, and what it costs to miss an
    appointment."""
    found = list(first_fees(words, kine, practice, groups))
    yield from found
    if found:
        yield words("facts.intake_apart")
    if kine.missed:
        yield words("facts.missed", amount=kine.missed)


def first_fees(words: Words, kine: Kine, practice: Practice, groups: Groups) -> Iterator[str]:
    """What the first session of a course costs at each usual place, where that differs."""
    for place in places_of(practice):
        first, usual = (fee_of(kine, name, place, groups) for name in ("first_fee", "fee"))
        if first is not None and first != usual:
            home = place is Setting.HOME
            yield words("facts.first_fee_home" if home else "facts.first_fee", amount=first)


def places_of(practice: Practice) -> tuple[Setting, ...]:
    """The places whose prices are told."""
    return (practice.setting,) if practice.setting else (Setting.PRACTICE, Setting.HOME)
