"""The pages and the links between them; in a frame on another website the estimate stands alone."""

from pathlib import Path

import streamlit as st

from estimator.embed.colour import readable
from estimator.embed.presets import Presets
from estimator.locales import words
from estimator.web import estimate_page, practice_page
from estimator.web.language import SWITCH, first_language
from estimator.web.presets_asked import presets_asked

HERE = Path(__file__).parent
EMBEDDED = (HERE / "embedded.css").read_text("utf-8")
ACCENT = (HERE / "accent.css").read_text("utf-8")


def show_page() -> None:
    """The page asked for by the address, and below it the way to the others."""
    say = words(str(st.session_state.get(SWITCH) or first_language()))
    estimate = st.Page(estimate_page.page, title=say("page.title"), default=True)
    practice = st.Page(practice_page.page, title=say("practice.title"), url_path="practice")
    embedded = bool(st.context.is_embedded)
    shown = st.navigation([estimate] if embedded else [estimate, practice], position="hidden")
    if shown == estimate and (css := rules(presets_asked(), embedded)):
        st.html(f"<style>{css}</style>")
    shown.run()
    if not embedded:
        with st.container(key="pages"):
            other, label = (
                (practice, "practice.title") if shown == estimate else (estimate, "page.title")
            )
            st.page_link(other, label=say(label))


def rules(presets: Presets, embedded: bool) -> str:
    """What the place of the page and the practice's colour add to the style sheet."""
    accent = ""
    if presets.accent:
        light, dark = readable(presets.accent)
        accent = ACCENT.replace("LIGHT", light).replace("DARK", dark)
    return accent + (EMBEDDED if embedded else "")
