"""A real cluster of two workers, one of which is killed midway: the result is whole and equal."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pandas as pd
import pytest

from estimator import estimate_table
from estimator.cli.main import main
from estimator.lists.frames import ADDED
from tests.lists.tables import TODAY, USUAL, found, single, table

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

FILES, ROWS = 12, 400


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as found, distributed.Client(found) as client:
        client.wait_for_workers(2)
        yield client


@pytest.fixture
def rows() -> list[dict[str, str]]:
    return [USUAL | {"sessions": str(n % 130), "per_week": str(1 + n % 7)} for n in range(ROWS)]


def kill_one(client: Any, folder: Path) -> None:
    """Kills a worker once a file is done."""
    while not list(folder.glob(".*.part/*/*.parquet")):
        sleep(0.01)
    pid = next(iter(client.run(os.getpid).values()))
    os.kill(pid, signal.SIGKILL)


def test_a_worker_lost_changes_nothing(
    cluster: Any, tmp_path: Path, rows: list[dict[str, str]]
) -> None:
    (tmp_path / "in").mkdir()
    for n in range(FILES):
        frame = table([row | {"prior_sessions": str(n)} for row in rows])
        frame.to_parquet(tmp_path / "in" / f"{n:02}.parquet")
    Thread(target=kill_one, args=(cluster, tmp_path), daemon=True).start()
    scheduler = cluster.scheduler.address
    folders = (str(tmp_path / "in"), str(tmp_path / "out"))
    assert main(["batch", *folders, "--scheduler", scheduler]) == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    for n in range(FILES):
        told = found(pd.read_parquet(tmp_path / "out" / f"{n:02}.parquet"))
        assert told == [single(row | {"prior_sessions": str(n)}) for row in rows]


def kill_all(client: Any, folder: Path) -> None:
    """Kills all workers while files are being done."""
    while not list(folder.glob(".*.part/*/.*.parquet.part")):
        sleep(0.01)
    for pid in client.run(os.getpid).values():
        os.kill(pid, signal.SIGKILL)


def test_workers_lost_on_a_file_are_told_and_nothing_is_left(
    tmp_path: Path, rows: list[dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    table(rows).to_parquet(tmp_path / "in" / "members.parquet")
    options = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    once = dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with once, distributed.LocalCluster(**options) as own, distributed.Client(own) as client:
        client.wait_for_workers(1)
        Thread(target=kill_all, args=(client, tmp_path), daemon=True).start()
        folders = (str(tmp_path / "in"), str(tmp_path / "out"))
        asked = ["batch", *folders, "--scheduler", own.scheduler.address, "--lang", "en"]
        assert main(asked) == 2
    assert "members.parquet" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_partitions_are_estimated_as_they_are(cluster: Any, rows: list[dict[str, str]]) -> None:
    frame = table(rows).astype("string")
    meta = estimate_table(frame.iloc[:0], today=TODAY)
    frames = pytest.importorskip("dask.dataframe")
    parted = frames.from_pandas(frame, npartitions=3)
    result = parted.map_partitions(estimate_table, today=TODAY, meta=meta).compute()
    assert found(result[list(ADDED)]) == [single(row, TODAY) for row in rows]


@pytest.mark.parametrize("folder", ["nothing", "empty"])
def test_no_folder_of_lists(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    asked = [str(tmp_path / folder), str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1"]
    assert main(["batch", *asked]) == 2


def test_a_cluster_with_keys_is_not_asked_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    table([USUAL]).to_parquet(tmp_path / "in" / "a.parquet")
    asked = [str(tmp_path / "in"), str(tmp_path / "out"), "--scheduler", "tls://127.0.0.1:1"]
    assert main(["batch", *asked, "--lang", "en"]) == 2
    assert "wants keys" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_folder_that_exists_stays(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    table([USUAL]).to_parquet(tmp_path / "in" / "a.parquet")
    asked = [str(tmp_path / "in"), str(tmp_path / "in"), "--scheduler", "tcp://127.0.0.1:1"]
    assert main(["batch", *asked]) == 2


def test_the_columns_of_the_first_file_hold_for_all(cluster: Any, tmp_path: Path) -> None:
    """The second file alone leaves open how its days are read."""
    (tmp_path / "in").mkdir()
    heads = {"pathology": "Pathologie", "sessions": "Nb séances", "start": "Date début"}
    for n, day in enumerate(("16/06/2025", "05/06/2025")):
        frame = pd.DataFrame([USUAL | {"start": day}]).rename(columns=heads)
        frame.to_parquet(tmp_path / "in" / f"{n}.parquet")
    scheduler = cluster.scheduler.address
    folders = (str(tmp_path / "in"), str(tmp_path / "out"))
    assert main(["batch", *folders, "--scheduler", scheduler]) == 0
    for n, day in enumerate(("2025-06-16", "2025-06-05")):
        told = found(pd.read_parquet(tmp_path / "out" / f"{n}.parquet"))
        assert told == [single(USUAL | {"start": day})]
