"""The kinés of a practice: name, status and price at hand, all else folded."""

from collections.abc import Iterator
from decimal import Decimal

import streamlit as st

from estimator.engine.model.case import Pathology, Setting
from estimator.engine.model.fields import EUROS
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import Words
from estimator.pages.common.buttons import button
from estimator.pages.forms.session import FIXED
from estimator.pages.practice.inputs import ask_choice, ask_text, label_of
from estimator.pages.practice.state import (
    add_kine,
    key,
    kine_numbers,
    price_name,
    remove_kine,
)
from estimator.practice.answers import read_name
from estimator.practice.model import MOST_KINES, Kine, Price

STATUSES = ("true", "false")


def ask_kines(say: Words) -> tuple[Kine, ...]:
    """Asks for each kiné; one alone is asked as little as possible."""
    numbers = kine_numbers()
    if len(numbers) == 1:
        kines: tuple[Kine, ...] = (KineForm(say, numbers[0]).ask(),)
    else:
        kines = tuple(ask_one_of(say, place, number) for place, number in enumerate(numbers, 1))
    if len(numbers) < MOST_KINES:
        button(say, say("practice_form.add"), "kine_add", add_kine)
    else:
        st.caption(say("practice_form.most", n=MOST_KINES))
    return kines


def ask_one_of(say: Words, place: int, number: int) -> Kine:
    """One kiné of several, in a frame."""
    with st.container(border=True, key=f"kine-{number}"):
        kine = KineForm(say, number, place).ask()
        label = say("practice_form.remove", n=place)
        button(say, label, f"kine_remove_{number}", remove_kine, number)
    return kine


class KineForm:
    """The questions about one kiné; `place` is which of several it is, from 1, or 0 for the only
    one."""

    def __init__(self, say: Words, number: int, place: int = 0) -> None:
        self.say = say
        self.number = number
        self.place = place

    def ask(self) -> Kine:
        """All questions; the kiné that the answers make."""
        several = bool(self.place)
        name = self.name() if several else ""
        asked = "kine_conventioned" if several else "conventioned"
        label = self.named(label_of(self.say, asked))
        conventioned = ask_choice(self.say, label, "conventioned", STATUSES, self.number) == "true"
        fees: dict[bool, Decimal | None] = {}
        if not conventioned:
            fees = {home: self.euros("fee", None, home) for home in (False, True)}
            st.caption(self.say("practice.hint.fee_home"))
        more = "conventioned" if conventioned else "non_conventioned"
        with st.expander(
            self.named(self.say(f"practice_form.more.{more}")), key=f"{FIXED}more_{self.number}"
        ):
            if not several:
                name = self.name()
            prices = () if conventioned else tuple(self.prices(fees))
            return Kine(
                name=name,
                conventioned=conventioned,
                prices=prices,
                special_hours=self.special_hours(conventioned),
                missed=self.missed(),
            )

    def named(self, question: str) -> str:
        """A question that says which of several kinés it is about."""
        return (
            self.say("practice_form.of", n=self.place, question=question)
            if self.place
            else question
        )

    def name(self) -> str:
        """The name; empty if none is given."""
        label = self.named(label_of(self.say, "name"))
        return ask_text(self.say, label, "name", read_name, self.number) or ""

    def prices(self, fees: dict[bool, Decimal | None]) -> Iterator[Price]:
        """The first appointment at the usual price, then the groups with prices of their own."""
        for home, fee in fees.items():
            first_fee = self.euros("first_fee", None, home)
            if price := self.price(None, home, fee, first_fee):
                yield price
        st.caption(self.say("practice_form.hint.first_fee"))
        st.pills(
            self.named(label_of(self.say, "groups")),
            tuple(Pathology),
            format_func=lambda group: self.say(f"pathology.{group}"),
            selection_mode="multi",
            wrap=True,
            key=key("groups", self.number),
            persist_state="session",
        )
        chosen = st.session_state[key("groups", self.number)] or ()
        for group in (it for it in Pathology if it in chosen):
            for home in homes(group):
                fee = self.euros("fee", group, home)
                if price := self.price(group, home, fee, self.euros("first_fee", group, home)):
                    yield price

    def price(
        self, group: Pathology | None, home: bool, fee: Decimal | None, first_fee: Decimal | None
    ) -> Price | None:
        """What the answers make; says so where the first appointment alone has a price."""
        if fee is None:
            if first_fee is not None:
                st.error(self.say("practice_form.fee_needed"))
            return None
        return Price(pathology=group, at_home=home, fee=fee, first_fee=first_fee)

    def special_hours(self, conventioned: bool) -> Decimal | None:
        """Euros more per session at unusual hours."""
        label = self.named(label_of(self.say, "special_hours"))
        amount = ask_text(self.say, label, "special_hours", EUROS.read, self.number)
        status = "conventioned" if conventioned else "non_conventioned"
        st.caption(self.say(f"practice_form.hint.special_hours.{status}"))
        return amount

    def missed(self) -> Decimal | None:
        """Euros for an appointment that was missed."""
        label = self.named(label_of(self.say, "missed"))
        amount = ask_text(self.say, label, "missed", EUROS.read, self.number)
        st.caption(self.say("practice_form.hint.missed"))
        return amount

    def euros(self, name: str, group: Pathology | None, home: bool) -> Decimal | None:
        """One price, for a group or for all others."""
        label = label_of(self.say, f"{name}{'_home' if home else ''}")
        if group:
            named = self.say(f"pathology.{group}")
            label = self.say("practice_form.price_of", group=named, price=label)
        label = self.named(label)
        return ask_text(self.say, label, price_name(name, group, home), EUROS.read, self.number)


def homes(group: Pathology) -> tuple[bool, ...]:
    """Whether sessions of a group are given at home, elsewhere, or both."""
    settings = tariffs().settings_of(group)
    return tuple(
        home
        for home, setting in ((False, Setting.PRACTICE), (True, Setting.HOME))
        if setting in settings
    )
