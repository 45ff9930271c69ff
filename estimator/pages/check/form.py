"""The form of the check page: the patient and the kiné, then each line of the receipt."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.receipts.check import LINE_FIELDS, line_from
from estimator.engine.receipts.counted import Line, Patient
from estimator.environment import clock
from estimator.locales import Words
from estimator.pages.blocks.html import heading
from estimator.pages.common.buttons import button
from estimator.pages.common.tariff_pages import subheading
from estimator.pages.forms.form import NO, YES, YES_NO
from estimator.wording.codes import code_option
from estimator.wording.refusals import refusal_sentence
from estimator.wording.search.codes import codes_found

MOST_LINES = 20
COUNT = "check_count"


def ask(words: Words, book: TariffBook) -> tuple[Patient, list[Line | None]]:
    """Renders the form and returns its answers; an incomplete or invalid line is None."""
    st.html(heading(words("check.receipt"), "receipt"))
    patient = Patient(bim=pick(words, "bim", NO), conventioned=pick(words, "conventioned", YES))
    count = int(st.session_state.setdefault(COUNT, 1))
    lines = [ask_line(words, book, number) for number in range(1, count + 1)]
    with st.container(horizontal=True):
        if count < MOST_LINES:
            button(words, words("check.add"), "check_add", change_count, 1)
        if count > 1:
            button(words, words("check.remove"), "check_remove", change_count, -1)
    return patient, lines


def pick(words: Words, fact: str, first: str) -> bool:
    """Yes or no about the patient or the kiné."""
    chosen = st.segmented_control(
        words(f"question.{fact}"),
        YES_NO,
        default=first,
        format_func=lambda option: words(f"choice.yes_no.{option}"),
        key=f"check_{fact}",
        required=True,
        persist_state="session",
    )
    st.caption(words(f"hint.{fact}"))
    return chosen == YES


def ask_line(words: Words, book: TariffBook, number: int) -> Line | None:
    """Renders one line of the receipt, with an error below each answer that is refused."""
    with st.container(border=True, key=f"check_line_{number}"):
        st.html(subheading(words("check.line", number=number)))
        beside = {"day": ask_day(words, number)}
        day = st.session_state[key("day", number)]
        texts = {"day": str(day or "")}
        texts["code"], beside["code"] = ask_code(words, book, number, day)
        for field in ("paid", "received"):
            name = key(field, number)
            st.text_input(
                words(f"check.{field}"), key=name, autocomplete="off", persist_state="session"
            )
            texts[field], beside[field] = str(st.session_state[name] or ""), st.empty()
        line, refused = line_from(texts, book)
        for refusal in refused:
            beside[refusal.field].error(refusal_sentence(words, refusal))
    return line


def ask_day(words: Words, number: int) -> DeltaGenerator:
    """The day of the session; that of the line before until another is chosen."""
    before = st.session_state.get(key("day", number - 1), clock.today())
    st.date_input(
        words("check.day"),
        before,
        min_value=date.min,
        max_value=date.max,
        format="DD/MM/YYYY",
        key=key("day", number),
        persist_state="session",
    )
    return st.empty()


def ask_code(
    words: Words, book: TariffBook, number: int, day: date | None
) -> tuple[str, DeltaGenerator]:
    """Asks for a code, or for words and then which of the codes that match them; none is chosen
    for the person."""
    name = key("code", number)
    st.text_input(words("check.code"), key=name, autocomplete="off", persist_state="session")
    st.caption(words("check.code.help"))
    beside = st.empty()
    typed = str(st.session_state[name] or "").strip()
    if not typed or typed.isdigit() or not day or day < book.first_day:
        return typed, beside
    codes = codes_found(book, day, typed)
    if not codes:
        beside.error(words("check.none", given=typed))
        return "", beside
    chosen = key("which", number)
    if st.session_state.get(chosen) not in codes:
        st.session_state[chosen] = None
    st.selectbox(
        words("check.which"),
        codes,
        placeholder=words("check.which.choose"),
        format_func=lambda code: code_option(words, code, day, book),
        key=chosen,
        filter_mode=None,
        persist_state="session",
    )
    return str(st.session_state[chosen] or ""), beside


def key(field: str, number: int) -> str:
    """The key of a question, apart from those of the other pages."""
    return f"check_{field}_{number}"


def change_count(by: int) -> None:
    """One line more, or one less; a line that comes back is empty but for its day."""
    st.session_state[COUNT] += by
    for field in (*LINE_FIELDS, "which"):
        st.session_state.pop(key(field, st.session_state[COUNT] + 1), None)
