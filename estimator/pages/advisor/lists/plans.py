"""Open a plan of a list on the page of the year."""

import pyarrow as pa
import streamlit as st

from estimator.documents.plan_file import UnreadablePlan
from estimator.engine.plan.answers import LONGEST_NAME, tidy
from estimator.lists.plans import plan_in, plans_in
from estimator.locales import Words
from estimator.pages.blocks.html import heading, paragraph
from estimator.pages.common.buttons import trying
from estimator.pages.forms.session import FIXED
from estimator.pages.forms.year_courses import MOST_COURSES, SHOW_YEAR
from estimator.pages.year.opening import open_plan

#: How many plans to choose from; the name of another one is typed.
MOST_SHOWN = 500


def show_plans(words: Words, rows: pa.Table) -> None:
    """The plans of a list to choose from, where it has some."""
    names = plans_in(rows)
    if not names:
        return
    st.html(heading(words("plan_paper.plans"), "plans") + paragraph(words("plan_paper.plans.what")))
    name = choose(words, names)
    if not st.button(words("plan_paper.plans.open"), key=f"{FIXED}open_plan"):
        return
    with trying(words, "open_plan"):
        try:
            open_plan(plan_in(rows, name))
        except UnreadablePlan as refused:
            reason = f"plan_paper.refused.{refused.reason}"
            st.error(words(reason, n=MOST_COURSES, most=LONGEST_NAME))
            return
        st.session_state[SHOW_YEAR] = True
    st.rerun()


def choose(words: Words, names: list[str]) -> str:
    """The plan chosen, the first at the beginning."""
    label, key = words("plan_paper.plans.which"), f"{FIXED}which_plan"
    if len(names) > MOST_SHOWN:
        return tidy(st.text_input(label, names[0], LONGEST_NAME, key=key))
    return st.selectbox(label, names, key=key)
