"""Check a reimbursement: compares a receipt with the tariff and lists possible causes."""

import streamlit as st

from estimator.engine.receipts.check import check
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.operations.counters import ESTIMATES
from estimator.pages.blocks.html import heading
from estimator.pages.check.answer import show_receipt
from estimator.pages.check.form import ask
from estimator.pages.common.page_top import begin
from estimator.pages.common.tariff_pages import show_tariff_in_use


def page() -> None:
    """Ask, check, show."""
    words = begin("check")
    book = tariffs().book
    show_tariff_in_use(words, book, clock.today())
    left, right = st.columns([5, 7], gap="large")
    with left:
        patient, lines = ask(words, book)
    with right:
        st.html(heading(words("check.result"), "result"))
        complete = [line for line in lines if line]
        if len(complete) < len(lines):
            st.info(words("check.waiting"))
        if complete:
            ESTIMATES.add("check", words.language)
            numbers = [number for number, line in enumerate(lines, 1) if line]
            show_receipt(words, book, patient, check(book, patient, complete), numbers)
    st.caption(words("check.limits"))
