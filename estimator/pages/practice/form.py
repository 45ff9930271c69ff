"""What a practice is asked for its website; the answers are read as the address of an embed is."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from estimator.embed.presets import Presets, Problem, presets_from
from estimator.embed.snippet import Pair, pairs_in, pairs_of
from estimator.engine.model.case import Setting
from estimator.locales import LANGUAGES, Words, words
from estimator.pages.forms.presets import pairs_asked
from estimator.practice.answers import THEMES

STATUSES = ("true", "false")
ANY = "any"
AS_DEVICE = "device"
OWN_ACCENT = "#0b6e75"
#: What the form says before anybody has answered.
FIRST: Mapping[str, object] = MappingProxyType(
    {
        "practice_name": "",
        "conventioned": "true",
        "fee": "",
        "fee_home": "",
        "setting": ANY,
        "languages": list(LANGUAGES),
        "lang": "",
        "theme": AS_DEVICE,
        "accent": OWN_ACCENT,
    }
)
#: Answers that say nothing.
UNSAID = frozenset({ANY, AS_DEVICE, OWN_ACCENT})
PASTED = "site_pasted"


class PracticeForm:
    """The questions put so far, and room beside each for what won't do."""

    def __init__(self, say: Words) -> None:
        self.say = say
        self.beside: dict[str, DeltaGenerator] = {}

    def ask(self) -> Presets:
        """All questions; the presets that the answers make."""
        in_address = presets_from(pairs_asked())
        start(in_address)
        for problem in in_address.problems:
            st.error(problem_sentence(self.say, problem))
        self.text("practice_name")
        if self.pick("conventioned", STATUSES) == "false":
            self.text("fee")
            self.text("fee_home")
            st.caption(self.say("practice.hint.fee_home"))
        self.setting()
        self.languages()
        with st.expander(self.say("practice.looks")):
            self.pick("theme", (AS_DEVICE, *THEMES))
            self.colour()
        presets = presets_from(self.given())
        for problem in presets.problems:
            self.beside.get(problem.name, st).error(problem_sentence(self.say, problem))
        return presets

    def text(self, name: str) -> None:
        """A few typed characters."""
        st.text_input(self._label(name), key=key(name), autocomplete="off", persist_state="session")
        self.beside[name] = st.empty()

    def pick(self, name: str, options: Sequence[str]) -> str:
        """One choice of a few."""
        st.segmented_control(
            self._label(name),
            options,
            format_func=lambda option: self.say(f"practice.{name}.{option}"),
            key=key(name),
            required=True,
            wrap=True,
            persist_state="session",
        )
        return str(st.session_state[key(name)])

    def setting(self) -> None:
        """Where the practice sees its patients, if it is one place only."""
        st.selectbox(
            self._label("setting"),
            (ANY, *Setting),
            format_func=lambda it: self.say(
                "practice.setting.any" if it == ANY else f"setting.{it}"
            ),
            key=key("setting"),
            filter_mode=None,
            persist_state="session",
        )

    def languages(self) -> None:
        """The languages offered, and the one that the page opens in."""
        st.pills(
            self._label("languages"),
            LANGUAGES,
            format_func=lambda language: words(language)("language.name"),
            selection_mode="multi",
            wrap=True,
            key=key("languages"),
            persist_state="session",
        )
        options = st.session_state[key("languages")] or LANGUAGES
        if st.session_state[key("lang")] not in options:
            here = self.say.language
            st.session_state[key("lang")] = here if here in options else options[0]
        st.segmented_control(
            self._label("lang"),
            options,
            format_func=lambda language: words(language)("language.name"),
            key=key("lang"),
            required=True,
            wrap=True,
            persist_state="session",
        )

    def colour(self) -> None:
        """The colour of what can be clicked."""
        st.color_picker(self._label("accent"), key=key("accent"), persist_state="session")
        st.caption(self.say("practice.hint.accent"))

    def given(self) -> list[Pair]:
        """The answers as an address would carry them."""
        answers = {name: st.session_state[key(name)] for name in FIRST}
        if answers["conventioned"] == "true":
            answers |= {"fee": "", "fee_home": ""}
        order = [language for language in LANGUAGES if language in answers["languages"]]
        answers["languages"] = "" if len(order) in (0, len(LANGUAGES)) else ",".join(order)
        return [(name, "" if it in UNSAID else str(it)) for name, it in answers.items()]

    def _label(self, name: str) -> str:
        return self.say(f"practice.question.{name}")


def key(name: str) -> str:
    """The key of a question, apart from those of the estimate."""
    return f"site_{name}"


def start(presets: Presets) -> None:
    """Fills in what stands in the address, once."""
    if key("lang") not in st.session_state:
        fill_in(presets)


def fill_in(presets: Presets) -> None:
    """Sets every answer to what some presets say."""
    told = dict(pairs_of(presets.practice))
    for name, first in FIRST.items():
        st.session_state[key(name)] = told.get(name, first)
    st.session_state[key("languages")] = list(presets.practice.languages)


def ask_for_existing(say: Words) -> None:
    """A snippet or a link that is already in use, to see what won't do in it and to change it."""
    with st.expander(say("practice.existing")):
        st.text_area(
            say("practice.existing.label"),
            key=PASTED,
            on_change=take_pasted,
            persist_state="session",
        )
        pasted = str(st.session_state[PASTED] or "")
        presets = presets_from(pairs_in(pasted))
        for problem in presets.problems:
            st.error(problem_sentence(say, problem))
        if pasted.strip() and not presets.problems:
            st.success(say("practice.existing.fine"))


def take_pasted() -> None:
    """Fills in the form with what was pasted."""
    fill_in(presets_from(pairs_in(str(st.session_state[PASTED] or ""))))


def problem_sentence(say: Words, problem: Problem) -> str:
    """What was left out and why, in the words of the practice."""
    known = f"practice.question.{problem.name}"
    name = say(known) if known in say else problem.name
    return say(f"preset.problem.{problem.reason}", name=name, given=problem.given)
