"""What a practice is asked, once for all that it gets."""

import streamlit as st

from estimator.embed.presets import presets_from
from estimator.engine.model.case import Setting
from estimator.locales import LANGUAGES, Words, words
from estimator.pages.forms.presets import pairs_asked
from estimator.pages.practice.inputs import ask_choice, ask_text, label_of, problem_sentence
from estimator.pages.practice.kines import ask_kines
from estimator.pages.practice.state import ANY, AS_DEVICE, KINES, answer, fill_in, key
from estimator.practice.answers import THEMES, read_name
from estimator.practice.model import Practice


def ask_practice(say: Words) -> Practice:
    """All questions; the practice that the answers make."""
    start(say)
    name = ask_text(say, label_of(say, "practice_name"), "practice_name", read_name) or ""
    kines = ask_kines(say)
    setting = ask_setting(say)
    languages, lang = ask_languages(say)
    with st.expander(say("practice.looks")):
        theme = ask_choice(say, label_of(say, "theme"), "theme", (AS_DEVICE, *THEMES))
        st.color_picker(label_of(say, "accent"), key=key("accent"), persist_state="session")
        st.caption(say("practice.hint.accent"))
    return Practice(
        practice_name=name,
        kines=kines,
        setting=setting,
        languages=languages,
        lang=lang,
        accent=str(answer("accent")) or None,
        theme=theme or None,
    )


def start(say: Words) -> None:
    """Fills in what stands in the address, once, and says what won't do there."""
    in_address = presets_from(pairs_asked())
    if KINES not in st.session_state:
        fill_in(in_address.practice)
    for problem in in_address.problems:
        st.error(problem_sentence(say, problem))


def ask_setting(say: Words) -> Setting | None:
    """Where the practice sees its patients, if it is one place only."""
    st.selectbox(
        label_of(say, "setting"),
        (ANY, *Setting),
        format_func=lambda it: say("practice.setting.any" if it == ANY else f"setting.{it}"),
        key=key("setting"),
        filter_mode=None,
        persist_state="session",
    )
    chosen = answer("setting")
    return Setting(str(chosen)) if chosen else None


def ask_languages(say: Words) -> tuple[tuple[str, ...], str]:
    """The languages offered, and the one that the page opens in."""
    st.pills(
        label_of(say, "languages"),
        LANGUAGES,
        format_func=lambda language: words(language)("language.name"),
        selection_mode="multi",
        wrap=True,
        key=key("languages"),
        persist_state="session",
    )
    chosen = st.session_state[key("languages")] or LANGUAGES
    options = tuple(language for language in LANGUAGES if language in chosen)
    if st.session_state[key("lang")] not in options:
        here = say.language
        st.session_state[key("lang")] = here if here in options else options[0]
    st.segmented_control(
        label_of(say, "lang"),
        options,
        format_func=lambda language: words(language)("language.name"),
        key=key("lang"),
        required=True,
        wrap=True,
        persist_state="session",
    )
    return options, str(st.session_state[key("lang")])
