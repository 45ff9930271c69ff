"""What /healthz and /readyz say, from start to stop."""

import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from estimator import tariffs
from estimator.engine.model.errors import Problem
from estimator.operations import health
from estimator.operations.counters import metrics
from estimator.operations.health import Health, fingerprint
from estimator.server import lifespan
from tests.frozen import FROZEN
from tests.server.asgi import Response, get

ROUTES = [Route("/healthz", health.healthz), Route("/readyz", health.readyz)]
APP = Starlette(routes=[*ROUTES, Route("/metrics", metrics)])


def told(path: str) -> Any:
    return json.loads(get(APP, path).body)


def states() -> list[Response]:
    """What /readyz says during a whole life: before, while it runs, after."""
    found = [get(APP, "/readyz")]

    async def live() -> None:
        async with lifespan.lifespan(None):
            found.append(get(APP, "/readyz"))
        found.append(get(APP, "/readyz"))

    # In a thread of its own: the browser tests keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, live).result()
    return found


def test_visitors_are_welcome_while_it_is_ready(standing: Health) -> None:
    found = states()
    assert [each.status for each in found] == [503, 200, 503]
    said = [json.loads(each.body)["status"] for each in found]
    assert said == ["starting", "ready", "stopping"]
    assert all(each.headers["cache-control"] == "no-store" for each in found)


def test_it_is_well_once_the_tariffs_are_checked(standing: Health) -> None:
    nothing = {"checked": False, "editions": [], "files": ""}
    begun = {"status": "starting", "version": health.version(), "tariffs": nothing}
    assert told("/healthz") == begun
    lifespan.load_tariffs()
    editions = [str(day) for day in sorted(tariffs().book.editions)]
    loaded = {"checked": True, "editions": editions, "files": fingerprint(FROZEN)}
    assert told("/healthz") == {**begun, "status": "ok", "tariffs": loaded}


def test_counters_are_not_for_those_without_an_address() -> None:
    assert get(APP, "/metrics").status == 404


def test_faulty_tariffs_are_refused(standing: Health, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifespan, "problems_in", lambda _: [Problem("limits.csv", 4, "no number")])
    with pytest.raises(lifespan.FaultyTariffs, match=r"limits\.csv:4: no number"):
        lifespan.load_tariffs()
    assert not standing.editions


@pytest.mark.parametrize("instead", [Path.touch, Path.mkdir])
def test_a_table_that_is_not_whole_is_named(
    standing: Health,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    instead: Callable[[Path], None],
) -> None:
    """Nothing before the check opens a table, which may be no file."""
    folder = Path(shutil.copytree(FROZEN, tmp_path / "tariffs"))
    (folder / "history.csv").unlink()
    instead(folder / "history.csv")
    monkeypatch.setenv("KINE_TARIFFS", str(folder))
    with pytest.raises(lifespan.FaultyTariffs, match=r"history\.csv:1: "):
        lifespan.load_tariffs()
    assert not standing.editions


def test_tariffs_that_lack_words_are_refused(
    standing: Health, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = Problem("limits.csv", 4, "no words limit.overrun_cap in de")
    monkeypatch.setattr(lifespan, "missing_words", lambda _: [lacking])
    with pytest.raises(lifespan.FaultyTariffs, match=r"limits\.csv:4: no words limit"):
        lifespan.load_tariffs()
    assert not standing.editions


def test_files_that_differ_have_another_mark(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1")
    first = fingerprint(tmp_path)
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    second = fingerprint(tmp_path)
    (tmp_path / "b.csv").write_text("2")
    assert len({first, second, fingerprint(tmp_path)}) == 3
