"""What /healthz and /readyz say, from start to stop."""

import json
from pathlib import Path

import anyio
import pytest
from starlette.requests import Request

from estimator import tariffs
from estimator.engine.errors import Problem
from estimator.operations import health, lifespan
from estimator.operations.health import Standing, fingerprint

REQUEST = Request({"type": "http"})


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Standing:
    """A process that has just begun."""
    found = Standing()
    monkeypatch.setattr(health, "STANDING", found)
    monkeypatch.setattr(lifespan, "STANDING", found)
    return found


def told() -> dict[str, object]:
    return dict(json.loads(bytes(anyio.run(health.healthz, REQUEST).body)))


@pytest.mark.parametrize(("state", "code"), [("starting", 503), ("ready", 200), ("stopping", 503)])
def test_visitors_are_welcome_while_it_is_ready(standing: Standing, state: str, code: int) -> None:
    standing.state = state
    answer = anyio.run(health.readyz, REQUEST)
    assert answer.status_code == code
    assert json.loads(bytes(answer.body)) == {"status": state}


def test_it_is_well_once_the_tariffs_are_checked(standing: Standing) -> None:
    nothing = {"checked": False, "editions": [], "files": ""}
    assert told() == {"status": "starting", "version": health.version(), "tariffs": nothing}
    lifespan.load_tariffs()
    editions = [str(day) for day in sorted(tariffs().book.editions)]
    assert told()["status"] == "ok"
    loaded = {"checked": True, "editions": editions, "files": fingerprint()}
    assert told()["tariffs"] == loaded


def test_faulty_tariffs_are_refused(
    standing: Standing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lifespan, "problems_in", lambda: [Problem("limits.csv", 4, "no number")])
    with pytest.raises(lifespan.FaultyTariffs, match=r"limits\.csv:4: no number"):
        lifespan.load_tariffs()
    assert not standing.editions


def test_files_that_differ_have_another_mark(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1")
    first = fingerprint(tmp_path)
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    second = fingerprint(tmp_path)
    (tmp_path / "b.csv").write_text("2")
    assert len({first, second, fingerprint(tmp_path)}) == 3


@pytest.mark.parametrize("name", ["KINE_DRAIN_SECONDS", "KINE_STOP_SECONDS"])
def test_a_setting_that_is_no_number_is_refused(name: str) -> None:
    assert lifespan.settings({}) == (0, 10)
    assert 2.5 in lifespan.settings({name: "2.5"})
    with pytest.raises(ValueError, match="soon"):
        lifespan.settings({name: "soon"})
