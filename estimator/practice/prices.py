"""What sessions at a practice cost: one estimate for each kiné, group, place and kind of patient.

The poster and the price list take their amounts from here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import NamedTuple

from estimator import Case, Pathology, Result, Setting, estimate, tariffs
from estimator.practice.model import Kine, Practice

#: Where sessions are usually given, if the practice doesn't name one place.
USUAL = (Setting.PRACTICE, Setting.HOME)


class PriceRow(NamedTuple):
    """One session at a kiné, for a patient with increased reimbursement (`bim`) or without."""

    kine: Kine
    pathology: Pathology
    setting: Setting
    bim: bool
    result: Result


def price_rows(
    practice: Practice,
    kine: Kine,
    today: date,
    pathologies: Iterable[Pathology] = (Pathology.CURRENT,),
) -> Iterator[PriceRow]:
    """An ordinary session of each group at each place, without increased reimbursement and with it.

    Without intake, travel or unusual hours. Leaves out what the nomenclature has no session for,
    and what this kiné gives no price for.
    """
    for pathology, setting in product(pathologies, places(practice)):
        for bim in (False, True):
            if case := session_at(kine, pathology, setting, bim, today):
                yield PriceRow(kine, pathology, setting, bim, estimate(case))


def first_rows(practice: Practice, kine: Kine, today: date) -> Iterator[PriceRow]:
    """The first appointment, with the intake where it is usual, for a current pathology and each
    group whose first session has a price of its own."""
    for pathology, setting in product(Pathology, places(practice)):
        price = kine.price(pathology, setting)
        first_fee = price.first_fee if price else None
        if first_fee is None and pathology is not Pathology.CURRENT:
            continue
        for bim in (False, True):
            if case := session_at(kine, pathology, setting, bim, today):
                first = replace(case, first_fee=first_fee, intake=None)
                yield PriceRow(kine, pathology, setting, bim, estimate(first))


def places(practice: Practice) -> tuple[Setting, ...]:
    """Where this practice gives sessions."""
    return (practice.setting,) if practice.setting else USUAL


def session_at(
    kine: Kine, pathology: Pathology, setting: Setting, bim: bool, today: date
) -> Case | None:
    """One session as the engine is asked for it; None where there is nothing to say of it."""
    price = kine.price(pathology, setting)
    if setting not in tariffs().settings_of(pathology) or not (kine.conventioned or price):
        return None
    return Case(
        pathology=pathology,
        setting=setting,
        bim=bim,
        conventioned=kine.conventioned,
        fee=price.fee if price else None,
        sessions=1,
        start=today,
        intake=False,
        travel=False,
    )


def of_one_kind(kines: Iterable[Kine]) -> list[tuple[Kine, ...]]:
    """The kinés that differ in nothing but their names, together, in the order given: what holds
    for them is said once."""
    found: dict[Kine, list[Kine]] = {}
    for kine in kines:
        found.setdefault(replace(kine, name=""), []).append(kine)
    return [tuple(alike) for alike in found.values()]
