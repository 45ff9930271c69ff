"""A change is answered at once where the page stays as it is, and then as a run would answer."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.run_descriptor import RunDescriptor
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    get_script_run_ctx,
)
from streamlit.runtime.state import SafeSessionState

from estimator.locales import words
from estimator.operations.counters import ESTIMATES
from estimator.pages.charts.specs import who_pays_spec
from estimator.pages.estimate import at_once, standing
from estimator.pages.estimate import maf as maf_counter
from estimator.pages.estimate.at_once import answered_at_once
from tests.pages.asking import SCRIPT, Asking, plain

Change = dict[str, Any]


class Session:
    """The session of a person at the page, between two runs."""

    def __init__(self, asking: Asking) -> None:
        self.session_state = asking.app._session_state._state
        self.asking = asking
        self.sent: list[ForwardMsg] = []
        self._scriptrunner: object = None
        self._message_enqueued_callback = None

    def create_detached_script_run_ctx(self, **asked: Any) -> ScriptRunContext:
        """As Streamlit makes one."""
        return ScriptRunContext(
            session_id="test",
            _enqueue=lambda _: None,
            session_state=SafeSessionState(self.session_state, lambda: None),
            uploaded_file_mgr=None,  # type: ignore[arg-type]
            main_script_path=str(SCRIPT),
            user_info={},
            fragment_storage=MemoryFragmentStorage(),
            pages_manager=PagesManager(str(SCRIPT)),
            **asked,
        )

    page_script_hash = "the page"

    def _create_new_session_message(self, page: str, run: RunDescriptor) -> ForwardMsg:
        message = ForwardMsg()
        message.new_session.page_script_hash = page
        message.metadata.run.fragment_ids.extend(run.fragment_ids)
        return message

    def _enqueue_forward_msg(self, message: ForwardMsg) -> None:
        self.sent.append(message)

    def changes(self, **answers: Any) -> bool:
        """What a browser sends after changes; whether it was answered."""
        asked = ClientState(fragment_id="the answer")
        for field, value in answers.items():
            state = asked.widget_states.widgets.add(id=self.asking.widget(field).id)
            if isinstance(value, list):
                state.string_array_value.data.extend(value)
            elif isinstance(value, str):
                state.string_value = value
            else:
                state.double_value = value
        return answered_at_once(self, asked)  # type: ignore[arg-type]

    @property
    def told(self) -> list[str]:
        """The HTML that was sent, in its order."""
        drawn = [it.delta.new_element for it in self.sent]
        return [it.html.body for it in drawn if it.HasField("html")]

    @property
    def charts(self) -> list[bytes]:
        """The numbers that were sent."""
        drawn = [it.delta.new_element for it in self.sent]
        return [it.vega_lite_chart.data.data for it in drawn if it.HasField("vega_lite_chart")]


def bodies(asking: Asking) -> list[str]:
    """The HTML that stands on a page."""
    return [element.body for element in asking.app.html]


def counted() -> int:
    """How many estimates the page made in French."""
    found = re.search(r'page="estimate",language="fr"\} (\d+)', ESTIMATES.text())
    assert found
    return int(found[1])


@pytest.fixture
def session(asking: Asking) -> Session:
    return Session(asking)


SAME_PAGE: list[Change] = [
    {"sessions": 7},
    {"prior_sessions": 10},
    {"fee": "55,50"},
    {"sessions": 30, "fee": "42"},
]


@pytest.mark.parametrize("change", SAME_PAGE, ids=[" ".join(it) for it in SAME_PAGE])
def test_it_tells_what_a_run_would_tell(session: Session, change: Change) -> None:
    stood = bodies(session.asking)
    assert session.changes(**change)
    stands = bodies(Asking().answer(**change))
    assert session.told == [text for text in stands if text not in stood]
    assert len(session.told) >= 3
    assert len(session.charts) == 3
    assert all(session.charts)


def test_the_browser_hears_of_a_beginning_and_an_end(session: Session) -> None:
    session.changes(sessions=7)
    kinds = [message.WhichOneof("type") for message in session.sent]
    assert kinds[0] == kinds[-1] == "session_status_changed"
    assert kinds[-2] == "script_finished"
    assert kinds[1] == "new_session"
    assert session.sent[1].metadata.run.fragment_ids == ["the answer"]
    assert set(kinds[2:-2]) == {"delta"}
    assert not session.sent[-2].metadata.HasField("run")
    assert session.sent[0].session_status_changed.script_is_running
    assert not session.sent[-1].session_status_changed.script_is_running


def test_what_stands_already_is_not_told_again(session: Session) -> None:
    assert session.changes(sessions=18)
    assert (session.told, session.charts) == ([], [])
    assert session.changes(sessions=7)
    told = session.told
    assert told
    assert session.changes(sessions=7)
    assert session.told == told
    assert session.changes(sessions=18)
    assert any("Pour 18 séances" in text for text in session.told)


def test_a_change_is_counted_as_an_estimate(session: Session) -> None:
    before = counted()
    session.changes(sessions=7)
    assert counted() == before + 1
    assert not session.changes(sessions=4000)
    assert counted() == before + 1


OTHER_PAGE: dict[str, Change] = {
    "other questions": {"pathology": "Affection chronique, liste Fb"},
    "an answer that won't do": {"sessions": 4000},
    "an amount that is none": {"fee": "beaucoup"},
    "a course that takes long": {"sessions": 121},
}


@pytest.mark.parametrize("change", OTHER_PAGE.values(), ids=OTHER_PAGE)
def test_what_changes_more_needs_a_run(session: Session, change: Change) -> None:
    assert not session.changes(**change)
    assert session.sent == []


def test_a_fee_asked_otherwise_is_asked_with_the_answer(session: Session) -> None:
    """What a dearer kiné asks, to compare; of a kiné of one's own, what that one asks."""

    def asked(label: str) -> list[Any]:
        (field,) = (it for it in session.sent if it.delta.new_element.HasField("text_input"))
        assert field.delta.new_element.text_input.label == words("fr")(label)
        return [
            it
            for it in session.sent
            if it.metadata.delta_path[:-1] == field.metadata.delta_path[:-1]
        ]

    assert session.changes(conventioned=["Non"])
    beside = asked("question.fee.own")
    assert [it.delta.new_element.WhichOneof("type") for it in beside] == [
        "empty", "text_input", "empty", "empty"
    ]  # fmt: skip
    session.sent.clear()
    assert session.changes(conventioned=["Oui"])
    beside = asked("question.fee.other")
    assert "entre" in beside[3].delta.new_element.markdown.body
    assert [it.metadata.delta_path[-1] for it in beside] == [0, 1, 2, 3]


def test_a_picture_of_another_kind_is_told_once_it_was_drawn(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four bars, in place of two, where the status is unknown."""
    monkeypatch.setattr(standing, "FRAMES", {})
    session = Session(asking)
    assert not session.changes(bim=["Je ne sais pas"])
    Asking().answer(bim="unknown")
    assert session.changes(bim=["Je ne sais pas"])
    four_bars = standing.FRAMES[id(who_pays_spec("fr", 4))].empty.vega_lite_chart.spec
    specs = [it.delta.new_element.vega_lite_chart.spec for it in session.sent]
    assert specs.count(four_bars) == 1


def test_a_picture_that_goes_leaves_its_place_empty_and_comes_back_there(asking: Asking) -> None:
    """Of whom official fees protect, nobody asks what a dearer kiné would cost."""
    Asking().answer(bim="true")
    session = Session(asking)

    assert session.changes(sessions=7)
    (*_, stood) = (it for it in session.sent if it.delta.new_element.HasField("vega_lite_chart"))
    for status, shown in {"Oui": "empty", "Non": "vega_lite_chart"}.items():
        session.sent.clear()
        assert session.changes(bim=[status])
        (there,) = (
            it for it in session.sent if it.metadata.delta_path == stood.metadata.delta_path
        )
        assert there.delta.new_element.WhichOneof("type") == shown


def test_pictures_that_come_first_take_the_places_below_what_stands(asking: Asking) -> None:
    """A browser refuses a place beyond the next free one."""
    session = Session(Asking().answer(bim="true"))

    def placed() -> list[int]:
        """Where pieces were told, of those that come and go."""
        chart = next(it for it in session.sent if it.delta.new_element.HasField("vega_lite_chart"))
        *parent, _ = chart.metadata.delta_path
        among = [it for it in session.sent if list(it.metadata.delta_path[:-1]) == parent]
        return [it.metadata.delta_path[-1] for it in among]

    assert session.changes(sessions=7)
    stood = placed()
    session.sent.clear()
    assert session.changes(bim=["Non"])
    assert placed() == [*range(len(stood) + 2)]
    assert placed()[: len(stood)] == stood


def test_nothing_to_pay_is_told_as_well(asking: Asking) -> None:
    session = Session(asking.answer(pathology="palliative"))
    assert session.changes(sessions=7)
    assert "Pour 7 séances, il ne vous reste rien à payer" in plain(session.told[0])


COUNTERS: dict[str, Callable[[Asking], Asking]] = {
    "in sight": lambda asking: asking.unfold("maf"),
    "told of a household": lambda asking: asking.answer(maf_counted="100"),
    "folded again": lambda asking: asking.answer(maf_counted="100").unfold("maf", False),
    "told of no amount": lambda asking: asking.answer(maf_counted="beaucoup"),
}


@pytest.mark.parametrize("prepared", COUNTERS.values(), ids=COUNTERS)
def test_the_counter_is_told_with_the_rest(prepared: Callable[[Asking], Asking]) -> None:
    asking = prepared(Asking())
    session, stood = Session(asking), bodies(asking)
    assert session.changes(sessions=7)
    stands = bodies(prepared(Asking().answer(sessions=7)))
    assert session.told[-1:] == stands[-1:]
    assert [text for text in session.told if "compteur" in text] == [
        text for text in stands if "compteur" in text and text not in stood
    ]


def test_a_counter_that_was_folded_away_is_taken_from_the_page(asking: Asking) -> None:
    """The browser shows what is folded before the server hears that it was opened: no old sum."""
    session = Session(asking.unfold("maf"))
    session.session_state["maf"] = False
    assert session.changes(sessions=7)
    assert not any("au compteur" in plain(it) for it in session.told)
    assert [it.delta.new_element.HasField("empty") for it in session.sent].count(True) == 2
    session.session_state["maf"] = True
    assert session.changes(sessions=8)
    assert any("ces séances ajoutent 50,00 € au compteur" in plain(it) for it in session.told)


def test_a_counter_that_comes_in_sight_is_drawn(asking: Asking) -> None:
    session = Session(asking)
    session.session_state["maf"] = True
    assert not answered_at_once(session, ClientState())  # type: ignore[arg-type]


def test_a_counter_of_a_year_with_other_ceilings_is_drawn(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(asking.unfold("maf"))
    names = [str(place) for place in range(6)]
    monkeypatch.setattr(maf_counter, "band_names", lambda *_: names)
    assert not session.changes(sessions=7)


def test_an_answer_that_was_set_and_not_heard_of_needs_a_run(session: Session) -> None:
    session.session_state["fixed_unheard"] = {"fee": "45"}
    assert not session.changes(sessions=7)


def test_an_emptied_session_needs_a_run(session: Session) -> None:
    session.session_state.clear()
    assert not answered_at_once(session, ClientState())  # type: ignore[arg-type]


def test_while_a_run_is_under_way_that_answers(session: Session) -> None:
    session._scriptrunner = object()
    assert not session.changes(sessions=7)


def test_what_fails_is_logged_and_left_to_a_run(
    session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(at_once, "retold", lambda: [][0])
    assert not session.changes(sessions=7)
    (logged,) = caplog.records
    assert logged.getMessage() == "not_answered_at_once"
    assert "list index" not in str(logged.args)


@pytest.mark.parametrize("sessions", [7, 4000])
def test_afterwards_this_thread_reads_nobody(session: Session, sessions: int) -> None:
    session.changes(sessions=sessions)
    assert get_script_run_ctx(suppress_warning=True) is None
