"""The letter on a change of status: whose, on which day, and at which new prices."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

import streamlit as st

from estimator.documents.papers.status_letter import StatusChange, status_letter
from estimator.engine.model.fields import EUROS
from estimator.environment import clock
from estimator.locales import Words
from estimator.pages.blocks.html import heading
from estimator.pages.common.buttons import download
from estimator.pages.common.tariff_pages import ask_tariff_day
from estimator.pages.practice.inputs import ask_text
from estimator.pages.practice.state import key
from estimator.practice.model import Practice, Price
from estimator.wording.comparison import KINDS

KINE, DAY = key("letter_kine"), key("letter_day")
#: The questions for the new prices, and whether each is the price at home.
FEES = {"letter_fee": False, "letter_fee_home": True}


def show_letter(words: Words, practice: Practice) -> None:
    """What the letter is, and its questions in a fold."""
    st.html(heading(words("practice_paper.letter"), "letter"))
    st.markdown(words("practice_paper.letter.how"))
    if not practice.kines:
        st.info(words("practice_paper.letter.none"))
        return
    with st.expander(words("practice_paper.letter.make")):
        offer_letter(words, practice)


def offer_letter(words: Words, practice: Practice) -> None:
    """The questions, then the letter; what won't do is said below its question."""
    before = practice.kines[ask_kine(words, practice)]
    day = ask_tariff_day(words, words("practice_paper.letter.day"), DAY)
    conventioned = not before.conventioned
    status = words(f"practice_paper.letter.status.{KINDS[before.conventioned]}")
    st.markdown(words("practice_paper.letter.status", status=status))
    prices = () if conventioned else tuple(ask_prices(words))
    if not (conventioned or prices):
        st.info(words("practice_paper.letter.no_price"))
    if day and (conventioned or prices):
        after = replace(before, conventioned=conventioned, prices=prices)
        change = StatusChange(practice, before, after, day)
        download(
            words("practice_paper.letter.download"),
            "status_letter",
            partial(status_letter, change, clock.today()),
            "letter.pdf",
            "application/pdf",
        )


def ask_kine(words: Words, practice: Practice) -> int:
    """The place of the kiné in the practice; not asked where there is only one."""
    numbers = range(len(practice.kines))
    if len(numbers) == 1:
        return 0
    if st.session_state.get(KINE) not in numbers:
        st.session_state[KINE] = 0
    st.selectbox(
        words("practice_paper.letter.kine"),
        numbers,
        format_func=lambda number: kine_name(words, practice, number),
        key=KINE,
        filter_mode=None,
        persist_state="session",
    )
    return int(st.session_state[KINE])


def kine_name(words: Words, practice: Practice, number: int) -> str:
    """The name of the kiné at a place, counted from 0, or which of them it is."""
    unnamed = words("practice_paper.letter.unnamed", n=number + 1)
    return practice.kines[number].name or unnamed


def ask_prices(words: Words) -> Iterator[Price]:
    """The new prices that are told."""
    for name, at_home in FEES.items():
        st.session_state.setdefault(key(name), "")
        label = words(f"practice_paper.{name.replace('_', '.', 1)}")
        fee: Decimal | None = ask_text(words, label, name, EUROS.read)
        if fee is not None:
            yield Price(at_home=at_home, fee=fee)
