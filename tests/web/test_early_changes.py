"""A change that asks for a part of the page that isn't there yet has the whole page drawn."""

from typing import Any

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

from estimator.web.early_changes import heed_early_changes

KNOWN = "a part that stands"


class Session:
    """A session that has drawn one part of its page."""

    def has_fragment(self, fragment: str) -> bool:
        """Whether it is that part."""
        return fragment == KNOWN


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What sessions were asked to draw: a part, or the whole page ("")."""
    found: list[str | None] = []

    def request_rerun(_: Any, asked: ClientState | None) -> None:
        found.append(asked.fragment_id if asked else None)

    monkeypatch.setattr(AppSession, "request_rerun", request_rerun)
    heed_early_changes()
    heed_early_changes()
    return found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (ClientState(fragment_id=KNOWN), KNOWN),
        (ClientState(fragment_id="not yet"), ""),
        (ClientState(fragment_id="gone", is_auto_rerun=True), "gone"),
        (ClientState(), ""),
        (None, None),
    ],
)
def test_what_is_drawn(drawn: list[str | None], asked: ClientState | None, expected: Any) -> None:
    AppSession.request_rerun(Session(), asked)  # type: ignore[arg-type]
    assert drawn == [expected]
