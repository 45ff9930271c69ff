"""What a first look finds in a list, and what it asks."""

import pickle
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import DayOrder, ListColumns
from estimator.lists.first_look.look import Asked, Look, Question, look_at
from estimator.lists.first_look.mapping_file import columns_in
from estimator.lists.first_look.unanswered import OpenQuestions
from estimator.locales import LANGUAGES, words
from estimator.wording.refusals import contract_refusal

LIST: Mapping[str, Sequence[str | None]] = {
    "Dossier": ["14", "15"],
    "Pathologie": ["courante", "Fa"],
    "Lieu": ["cabinet", "domicile"],
    "BIM": ["non", "oui"],
    "Conventionné": ["oui", "non"],
    "Prix (€)": [None, "40,00"],
    "Nb séances": ["18", "30"],
    "Début": ["05/05/2025", "16/06/2025"],
}
MEANT = {
    "Pathologie": "pathology",
    "Lieu": "setting",
    "BIM": "bim",
    "Conventionné": "conventioned",
    "Prix (€)": "fee",
    "Nb séances": "sessions",
    "Début": "start",
}


def look(told: ListColumns | None = None, /, **others: Sequence[str | None] | None) -> Look:
    """A look at LIST with some columns of others; None: without that column."""
    columns = {name: cells for name, cells in {**LIST, **others}.items() if cells is not None}
    return look_at(pa.table(columns), told)


def meant(found: Look) -> dict[str, str]:
    """The columns that mean something."""
    return {own: meaning for own, meaning in found.columns.columns.items() if meaning}


def test_an_ordinary_list_is_not_asked_about() -> None:
    found = look()
    assert meant(found) == MEANT
    assert found.questions == ()
    assert found.columns.days == {"Début": DayOrder.DAY_FIRST}


@given(st.permutations(list(LIST)))
def test_the_order_of_the_columns_changes_nothing(heads: list[str]) -> None:
    found = look_at(pa.table({head: LIST[head] for head in heads}))
    assert (meant(found), found.questions) == (MEANT, ())


def test_two_columns_for_one_meaning_are_asked_about() -> None:
    found = look(Tarif=["42", "42"])
    assert found.questions == (Question(Asked.WHICH, "fee", ("Prix (€)", "Tarif")),)
    told = look(ListColumns({"Tarif": "fee"}), Tarif=["42", "42"])
    assert told.questions == ()
    assert told.columns.sources()["fee"] == "Tarif"
    kept = look(ListColumns({"Tarif": None}), Tarif=["42", "42"])
    assert kept.questions == ()
    assert kept.columns.sources()["fee"] == "Prix (€)"


def test_one_answer_for_all_outweighs_two_columns() -> None:
    found = look(ListColumns(everywhere={"fee": "40"}), Tarif=["42", "42"])
    assert found.questions == ()
    assert "fee" not in found.columns.sources()


def test_our_own_name_beside_a_synonym_is_asked_about_too() -> None:
    found = look(fee=["42", "42"])
    assert found.questions == (Question(Asked.WHICH, "fee", ("Prix (€)", "fee")),)


def test_an_empty_column_says_nothing_beside_another() -> None:
    assert look(Tarif=[None, " "]).questions == ()


def test_what_no_column_says_is_asked_for_with_likely_columns_first() -> None:
    found = look(BIM=None, Vignette=["non", "oui"])
    assert found.questions == (Question(Asked.WHICH, "bim", ("Vignette", "Dossier")),)
    assert look(ListColumns({"Vignette": "bim"}), BIM=None, Vignette=["x", "x"]).questions == ()
    assert look(ListColumns(everywhere={"bim": "false"}), BIM=None).questions == ()


def test_a_slip_is_asked_about() -> None:
    found = look(**{"Nb séances": None, "Nb séancs": ["18", "30"]})
    assert found.questions == (Question(Asked.MEANING, "Nb séancs", ("sessions",)),)


def test_a_bare_date_is_asked_about_where_nothing_tells_the_start() -> None:
    found = look(Début=None, Date=["05/05/2025", "16/06/2025"])
    assert found.questions == (Question(Asked.MEANING, "Date", ("start",)),)
    assert look(Date=["05/05/2025", "16/06/2025"]).questions == ()


@pytest.mark.parametrize("cells", [["conventionné", "non conventionné"], ["conventionné"] * 2])
def test_the_values_tell_what_a_status_is(cells: list[str]) -> None:
    found = look(Conventionné=None, Statut=cells)
    assert found.questions == ()
    assert found.columns.sources()["conventioned"] == "Statut"


def test_a_status_of_yes_and_no_is_asked_about() -> None:
    found = look(Conventionné=None, Statut=["oui", "non"])
    assert found.questions == (Question(Asked.MEANING, "Statut", ("bim", "conventioned")),)
    assert look(Statut=["oui", "non"]).questions == ()


def test_days_that_may_be_two_are_asked_about() -> None:
    both = ["05/04/2025", "03/06/2025"]
    assert look(Début=both).questions == (Question(Asked.DAYS, "Début", tuple(DayOrder)),)
    told = look(ListColumns(days={"Début": DayOrder.MONTH_FIRST}), Début=both)
    assert told.questions == ()
    assert told.columns.orders() == {"start": DayOrder.MONTH_FIRST}


def test_days_that_contradict_each_other_are_left_to_their_rows() -> None:
    found = look(Début=["16/06/2025", "06/16/2025"])
    assert (found.questions, found.columns.days) == ((), {})
    assert look(Début=["2025-05-04", "2025-06-05"]).questions == ()


def test_a_fact_that_is_only_ticked_is_asked_about() -> None:
    found = look(BIM=["x", None])
    assert found.questions == (Question(Asked.EMPTY, "bim", ("false",)),)
    assert look(ListColumns(everywhere={"bim": "false"}), BIM=["x", None]).questions == ()


def test_what_is_told_of_a_column_that_is_not_there_is_refused() -> None:
    for told in (ListColumns({"Prix": "fee"}), ListColumns(days={"Date": DayOrder.DAY_FIRST})):
        with pytest.raises(InvalidAnswer) as refused:
            look(told)
        assert refused.value.reason == "columns_unknown"


LEFT_OPEN: dict[str, dict[str, Sequence[str | None] | None]] = {
    "which": {"Tarif": ["42", "42"]},
    "missing": {"BIM": None, "Dossier": None},
    "empty": {"BIM": ["x", None]},
    "days": {"Début": ["05/04/2025", "03/06/2025"]},
    "meaning": {"Début": None, "Date": ["16/05/2025", "16/06/2025"]},
    "bim": {"BIM": None},
    "sessions": {"Nb séances": None},
    "no sessions": {"Nb séances": None, "Dossier": None},
    "pathology": {"Pathologie": None},
    "twice": {"VT": ["non", "non"]},
    "two of yes and no": {
        "BIM": None,
        "Conventionné": None,
        "Statut": ["oui", "non"],
        "Status": ["oui", "oui"],
    },
    "persons": {"Plan": ["A", "A"], "Patient": ["B", "B"], "Persoon": ["B", "B"]},
    "several": {"BIM": ["x", None], "Tarif": ["42", "42"]},
}


@pytest.mark.parametrize("others", LEFT_OPEN.values(), ids=LEFT_OPEN)
def test_the_example_of_a_refusal_answers_its_questions(
    others: dict[str, Sequence[str | None] | None],
) -> None:
    left = look(**others)
    told = columns_in(OpenQuestions(left).example().encode())
    assert left.questions
    assert look(told, **others).questions == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_names_every_question(language: str) -> None:
    left = OpenQuestions(look(**LEFT_OPEN["several"]))
    said = [contract_refusal(words(language), it) for it in left.each]
    assert ["BIM" in said[1], "fee" in said[0]] == [True, True]
    assert contract_refusal(words(language), left) == said[0]


def test_a_refusal_and_a_mapping_reach_another_process() -> None:
    left = OpenQuestions(look(**LEFT_OPEN["days"]))
    sent = pickle.loads(pickle.dumps(left))  # noqa: S301
    assert (sent.look, sent.args) == (left.look, left.args)
    assert pickle.loads(pickle.dumps(ListColumns())) == ListColumns()  # noqa: S301
