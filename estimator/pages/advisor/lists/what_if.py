"""What if the rules changed: a list before and after, by group."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

import streamlit as st
from markupsafe import Markup

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import EUROS
from estimator.engine.policy import NO_RAISE, Policy
from estimator.lists.jobs import Job
from estimator.lists.policies import PolicyJob
from estimator.lists.summary.before_after import Change, Ends, ListChanges
from estimator.lists.summary.by_cell import BY
from estimator.lists.summary.tables import changes_table
from estimator.locales import Words
from estimator.pages.advisor.lists.figures import show_files
from estimator.pages.advisor.lists.group_words import (
    difference_amount,
    group_name,
    groups_table,
    told_apart,
)
from estimator.pages.advisor.lists.state import GivenList, end_other_rules
from estimator.pages.advisor.lists.upload import show_progress, show_stopped
from estimator.pages.blocks.chart_numbers import NamedEnds, change_numbers
from estimator.pages.blocks.html import heading, paragraph
from estimator.pages.blocks.list_charts import change_spec
from estimator.pages.common.buttons import button
from estimator.pages.forms.session import FIXED
from estimator.wording.amounts import cents_amount, cents_within
from estimator.wording.refusals import contract_refusal, refusal_sentence

EVERYONE, NOT_BIM, BIM = FOR = ("everyone", "not_bim", "bim")
"""Whose fixed share is raised."""
PATHOLOGY = BY[0]
CHANGE_COLUMNS = (
    "summary.courses",
    "policy.before",
    "policy.after",
    "policy.more",
    "policy.insurer",
)
NO_REDUCTION, RAISED, RAISED_FOR, MOST_ABOVE = CHOICES = tuple(
    f"{FIXED}{name}" for name in ("no_reduction", "raised", "raised_for", "most_above")
)
"""Keys of what a person may change."""


def keep_choices() -> None:
    """Keeps what a person chose while the list is estimated anew and nothing asks for it: Streamlit
    forgets a widget that isn't drawn."""
    for key in CHOICES:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def show_what_if(words: Words, given: GivenList, job: Job) -> None:
    """What may be changed, and what that comes to."""
    if not job.figures.cells:
        return
    st.html(heading(words("policy.title"), "rules") + paragraph(words("policy.how")))
    policy = ask_policy(words)
    other = given.other_rules if given.other_rules and given.other_rules.job is job else None

    def start() -> None:
        end_other_rules(given)
        if policy:
            given.other_rules = PolicyJob(job, policy)

    nothing = policy is None or policy == Policy()
    at_work = other is not None and not other.over
    button(words, words("policy.start"), "compare_rules", start, disabled=nothing or at_work)
    st.html(paragraph(words("policy.nothing" if policy == Policy() else "policy.limits")))
    if other and other.over and other.policy != policy:
        st.info(words("policy.changed"))
    elif other:
        show_other_rules(words, other, start)


def show_other_rules(words: Words, other: PolicyJob, start: Callable[[], None]) -> None:
    """How far it is, then the list before and after."""
    if not other.over:
        show_progress(words, other, "list_page.working", "rules")
    elif other.refused:
        st.error(contract_refusal(words, other.refused))
    elif other.changes is None:
        show_stopped(words, start, "rules")
    else:
        show_changes(words, other.job, other.changes)


def ask_policy(words: Words) -> Policy | None:
    """The changes that a person chose; None where one can't be used."""
    no_reduction = st.checkbox(words("policy.no_reduction"), key=NO_REDUCTION)
    raised, raised_known = ask_euros(words, "raised")
    for_whom = st.radio(
        words("policy.raised_for"),
        FOR,
        format_func=lambda it: words(f"policy.for.{it}"),
        key=RAISED_FOR,
        horizontal=True,
    )
    most_above, most_known = ask_euros(words, "most_above")
    if not (raised_known and most_known):
        return None
    share = raised or NO_RAISE
    return Policy(
        no_reduction,
        NO_RAISE if for_whom == NOT_BIM else share,
        NO_RAISE if for_whom == BIM else share,
        most_above,
    )


def ask_euros(words: Words, name: str) -> tuple[Decimal | None, bool]:
    """An amount that may be typed, and whether what was typed can be used."""
    label = words(f"policy.{name}")
    text = st.text_input(
        label, key=f"{FIXED}{name}", autocomplete="off", placeholder=words("policy.euros")
    ).strip()
    if not text:
        return None, True
    try:
        amount: Decimal = EUROS.read("fee", text)
    except InvalidAnswer as refusal:
        st.error(refusal_sentence(words, refusal, asked=label))
        return None, False
    return amount, True


def show_changes(words: Words, job: Job, changes: ListChanges) -> None:
    """The list before and after: in words, as tables, as a chart, as files."""
    st.html(heading(words("policy.result"), "before_after") + told(words, changes.whole))
    for name in told_apart(changes, BY):
        st.html(groups_table(words, name, CHANGE_COLUMNS, changes.by[name], change_cells))
    bars = [*change_bars(words, changes)]
    st.html(paragraph(words("policy.chart")))
    st.vega_lite_chart(
        change_numbers(bars), change_spec(words.language, len(bars)), alt=words("policy.chart.alt")
    )
    show_files(words, "before_after", "policy", partial(changes_table, changes), job)


def told(words: Words, whole: Change) -> Markup:
    """What the change comes to for all, and what that supposes."""
    patients = words(
        "policy.patients",
        before=cents_within(words, *whole.before),
        after=cents_within(words, *whole.after),
        amount=difference_amount(words, whole.more),
    )
    insurer = difference_amount(words, Ends(whole.insurer, whole.insurer))
    sentences = [patients, words("policy.insurers", amount=insurer)]
    if whole.before.least != whole.before.most:
        sentences.append(words("policy.open"))
    return Markup().join(map(paragraph, sentences))


def change_cells(words: Words, change: Change) -> list[str]:
    """The change of a group."""
    return [
        words.shown(change.courses),
        cents_amount(words, *change.before),
        cents_amount(words, *change.after),
        difference_amount(words, change.more),
        difference_amount(words, Ends(change.insurer, change.insurer)),
    ]


def change_bars(words: Words, changes: ListChanges) -> Iterator[NamedEnds]:
    """Two bars for each condition: before and after."""
    for answer, change in changes.by[PATHOLOGY].items():
        name = group_name(words, PATHOLOGY, answer)
        for key, ends in (("policy.before", change.before), ("policy.after", change.after)):
            yield NamedEnds(f"{name} · {words(key)}", ends, key == "policy.after")
