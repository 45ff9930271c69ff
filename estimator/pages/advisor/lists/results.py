"""The result of a list: how many rows, the files to take, what is wrong, the list in figures."""

import streamlit as st

from estimator.lists.jobs import Job
from estimator.locales import Words
from estimator.pages.advisor.lists.downloads import show_downloads
from estimator.pages.advisor.lists.errors import show_errors
from estimator.pages.advisor.lists.figures import show_figures
from estimator.pages.advisor.lists.mending import show_mending
from estimator.pages.advisor.lists.plans import show_plans
from estimator.pages.advisor.lists.state import GivenList
from estimator.pages.advisor.lists.what_if import show_what_if
from estimator.pages.blocks.html import heading, paragraph


def show_result(words: Words, given: GivenList, job: Job) -> None:
    """All that a list that was estimated gives."""
    st.html(
        heading(words("list_page.result"), "result")
        + paragraph(words("list.done", n=job.done, errors=job.errors))
    )
    show_downloads(words, job)
    show_errors(words, job)
    show_mending(words, given, job)
    show_plans(words, job.rows)
    show_figures(words, job)
    show_what_if(words, given, job)
