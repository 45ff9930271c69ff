"""A practice that is kept: as a file on the practice's own computer, or in a code already in use.

Nothing of it is stored here.
"""

from functools import partial

import streamlit as st

from estimator.embed.presets import presets_from
from estimator.embed.snippet import pairs_in
from estimator.engine.model.errors import InvalidAnswer
from estimator.locales import Words
from estimator.pages.blocks.html import heading
from estimator.pages.common.buttons import download
from estimator.pages.forms.session import FIXED
from estimator.pages.practice.inputs import problem_sentence
from estimator.pages.practice.state import fill_in
from estimator.practice.file import MOST_BYTES, practice_file, practice_in
from estimator.practice.model import Practice
from estimator.wording.refusals import short_text

PASTED = "site_pasted"
#: Keys: the file chosen, and which one was opened last, with what was wrong in it.
CHOSEN, OPENED = f"{FIXED}practice_chosen", f"{FIXED}practice_opened"
#: The least that Streamlit can be told, in megabytes.
MEGABYTE = 1


def open_file() -> None:
    """Fills in the form with a file chosen just now; keeps why one can't be opened."""
    file = st.session_state.get(CHOSEN)
    opened, _ = st.session_state.get(OPENED, ("", None))
    if file is None or file.file_id == opened:
        return
    refused = None
    try:
        fill_in(practice_in(file.read(MOST_BYTES + 1)))
    except InvalidAnswer as refusal:
        refused = refusal
    st.session_state[OPENED] = file.file_id, refused


def offer_file(say: Words, practice: Practice) -> None:
    """The file to keep, and the field to open it again."""
    st.html(heading(say("practice_form.keep"), "keep"))
    st.markdown(say("practice_form.keep.how"))
    make = partial(practice_file, practice)
    label = say("practice_form.keep.download")
    download(label, "practice_file", make, "practice.json", "application/json")
    label = say("practice_form.keep.open")
    st.file_uploader(label, "json", key=CHOSEN, max_upload_size=MEGABYTE)
    _, refused = st.session_state.get(OPENED, ("", None))
    if st.session_state.get(CHOSEN) is None:
        return
    if refused is None:
        st.success(say("practice_form.keep.opened"))
    else:
        st.error(refusal_sentence_of_file(say, refused))


def refusal_sentence_of_file(say: Words, refused: InvalidAnswer) -> str:
    """Which field of the file, what stands there, and what may stand there."""
    known = f"practice.question.{refused.field}"
    return say(
        f"practice_form.refused.{refused.reason}",
        field=say(known) if known in say else refused.field,
        given=short_text(refused.given),
        allowed=", ".join(map(str, refused.allowed)),
    )


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
    fill_in(presets_from(pairs_in(str(st.session_state[PASTED] or ""))).practice)
