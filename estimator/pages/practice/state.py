"""What the form of a practice holds between two changes: a text for each answer, under a key."""

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType

import streamlit as st

from estimator.engine.model.case import Pathology
from estimator.locales import LANGUAGES
from estimator.practice.model import MOST_KINES, Kine, Practice

ANY = "any"
AS_DEVICE = "device"
OWN_ACCENT = "#0b6e75"
#: The groups that a price may hold for, None for all others, and whether it holds at home.
SCOPES = tuple(product((None, *Pathology), (False, True)))
#: The numbers of the kinés on the page, which their keys end with.
KINES = "site_kines"
ONE_KINE = Kine(conventioned=True)
Answers = Mapping[str, object]
#: Each answer of a practice that says nothing.
UNSAID: Answers = MappingProxyType({"setting": ANY, "theme": AS_DEVICE, "accent": OWN_ACCENT})


def key(name: str, kine: int = 0) -> str:
    """The key of a question, apart from those of the other pages."""
    return f"site_{name}_{kine}" if kine else f"site_{name}"


def price_name(name: str, pathology: Pathology | None, at_home: bool) -> str:
    """What the question for a price is called: `fee`, `fee_home`, `fb_first_fee_home`."""
    group = f"{pathology}_" if pathology else ""
    return f"{group}{name}{'_home' if at_home else ''}"


def answer(name: str, kine: int = 0) -> object:
    """What stands there now; empty if it says nothing."""
    given = st.session_state[key(name, kine)]
    return "" if given == UNSAID.get(name) else given


def kine_numbers() -> list[int]:
    """The kinés on the page, in their order."""
    return list(st.session_state[KINES])


def fill_in(practice: Practice) -> None:
    """Sets every answer to what a practice says."""
    told = {
        "practice_name": practice.practice_name,
        "setting": practice.setting or ANY,
        "languages": [it for it in LANGUAGES if it in practice.languages],
        "lang": practice.lang or "",
        "theme": practice.theme or AS_DEVICE,
        "accent": practice.accent or OWN_ACCENT,
    }
    for name, value in told.items():
        st.session_state[key(name)] = value
    kines = practice.kines or (ONE_KINE,)
    for number, kine in enumerate(kines, 1):
        fill_in_kine(number, kine)
    st.session_state[KINES] = list(range(1, len(kines) + 1))


def fill_in_kine(number: int, kine: Kine) -> None:
    """Sets every answer about a kiné, those not given to nothing: a browser that still shows an
    older one is told so."""
    for name, value in kine_answers(kine):
        st.session_state[key(name, number)] = value


def kine_answers(kine: Kine) -> Iterator[tuple[str, object]]:
    """Every answer about a kiné as it stands in the form."""
    yield "name", kine.name
    yield "conventioned", str(kine.conventioned).lower()
    yield "special_hours", typed(kine.special_hours)
    yield "missed", typed(kine.missed)
    by_scope = {price.scope: price for price in kine.prices}
    yield "groups", [group for group in Pathology if {(group, False), (group, True)} & {*by_scope}]
    for scope in SCOPES:
        price = by_scope.get(scope)
        yield price_name("fee", *scope), typed(price and price.fee)
        yield price_name("first_fee", *scope), typed(price and price.first_fee)


def typed(amount: object) -> str:
    """An amount as a person would type it."""
    return "" if amount is None else str(amount).removesuffix(".00")


def add_kine() -> None:
    """One kiné more, of whom nothing is said."""
    numbers = kine_numbers()
    if len(numbers) < MOST_KINES:
        new = max(numbers, default=0) + 1
        fill_in_kine(new, ONE_KINE)
        st.session_state[KINES] = [*numbers, new]


def remove_kine(number: int) -> None:
    """Takes a kiné off the page, and the answers with it."""
    st.session_state[KINES] = [it for it in kine_numbers() if it != number]
    for name, _ in kine_answers(ONE_KINE):
        st.session_state.pop(key(name, number), None)
