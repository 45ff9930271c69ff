"""The inputs of the form: each reads its answer at once, and says below it what won't do."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from estimator.embed.presets import Problem
from estimator.engine.model.errors import InvalidAnswer
from estimator.locales import Words
from estimator.pages.practice.state import answer, key

Read = TypeVar("Read")


def ask_text(
    say: Words, label: str, name: str, read: Callable[[str, str], Read], kine: int = 0
) -> Read | None:
    """A few typed characters as they are read; None for nothing, or for what won't do."""
    st.text_input(label, key=key(name, kine), autocomplete="off", persist_state="session")
    given = str(answer(name, kine) or "")
    if not given.strip():
        return None
    try:
        return read(name, given)
    except InvalidAnswer as refused:
        st.error(say(f"preset.problem.{refused.reason}", name=label, given=given[:40]))
        return None


def ask_choice(say: Words, label: str, name: str, options: Sequence[str], kine: int = 0) -> str:
    """One choice of a few."""
    st.segmented_control(
        label,
        options,
        format_func=lambda option: say(f"practice.{name}.{option}"),
        key=key(name, kine),
        required=True,
        wrap=True,
        persist_state="session",
    )
    return str(answer(name, kine))


def label_of(say: Words, name: str) -> str:
    """What a question asks."""
    return say(f"practice.question.{name}")


def problem_sentence(say: Words, problem: Problem) -> str:
    """What was left out of an address and why, in the words of the practice."""
    known = f"practice.question.{problem.name}"
    name = say(known) if known in say else problem.name
    return say(f"preset.problem.{problem.reason}", name=name, given=problem.given)
