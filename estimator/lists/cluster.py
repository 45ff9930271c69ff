"""A folder of Parquet files on a Dask cluster, one task per file.

Dask is an extra (`cluster`, requirements-cluster.txt). The workers need this package and the same
folders under the same paths. If a worker is lost, another one repeats its files; that changes
nothing, because a file appears whole or not at all. Nor does a worker that is still at work for a
run that is over: each run has a folder of its own, which such a worker doesn't find any more.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any
from uuid import uuid4

from estimator.engine.model.errors import InvalidAnswer
from estimator.environment.file_lock import held
from estimator.environment.tariff_folder import beside
from estimator.lists.batch import Counted, Progress, Request, columns_of_file, run
from estimator.lists.columns.model import ListColumns
from estimator.lists.files.formats import partial_of, unwritten

RETRIES = 3
CONNECTED_WITHIN = "30s"
OVER = "over"


def run_on_cluster(
    source: Path, target: Path, request: Request, address: str, progress: Progress
) -> Counted:
    """Estimates every file of a folder into another folder, which appears when all are done. What
    the columns mean is found out in the first file, and holds for all."""
    files = sorted(source.glob("*.parquet")) if source.is_dir() else []
    if not files:
        raise InvalidAnswer("folder", given=source.name, reason="folder")
    if target.exists():
        raise InvalidAnswer("folder", given=target.name, reason="folder_exists")
    columns = columns_of_file(files[0], request.columns)
    request = request._replace(columns=columns)
    with appearing(target) as partial:
        counted = estimated_files(address, files, partial, request, progress)
        # Files of workers that were lost, or believed lost.
        for path in set(partial.iterdir()) - {partial / file.name for file in files}:
            path.unlink()
    return counted


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A folder that appears whole or not at all. Refuses one that another run is writing."""
    target = Path(os.path.realpath(target))
    partial = partial_of(target)
    own = partial / uuid4().hex
    try:
        with held(beside(target, "lock")):
            try:
                if partial.exists():
                    rmtree(partial)
                own.mkdir(parents=True)
                yield own
                own.replace(target)
            finally:
                if own.exists():  # from now on no worker can put a file into it
                    own.replace(partial / OVER)
                rmtree(partial, ignore_errors=True)
    except OSError as trouble:
        raise unwritten("folder", target, trouble) from trouble


def estimated_files(
    address: str, files: list[Path], into: Path, request: Request, progress: Progress
) -> Counted:
    """Estimates every file, even if workers are lost. Refuses a cluster that doesn't answer, and a
    file on which one worker after the other is lost."""
    counted = Counted()
    try:
        import distributed

        library: Any = distributed
        with connected(library, address) as client:
            tasks = {
                client.submit(
                    one_file, str(file), str(into / file.name), request, retries=RETRIES, pure=False
                ): file
                for file in files
            }
            for task in library.as_completed(tasks):
                try:
                    counted = counted.plus(*task.result())
                except library.KilledWorker as trouble:
                    given = tasks[task].name
                    raise InvalidAnswer("file", given=given, reason="workers_lost") from trouble
                progress(counted)
    except (ImportError, OSError, ValueError) as trouble:
        raise InvalidAnswer("scheduler", given=address, reason="cluster") from trouble
    return counted


def connected(library: Any, address: str) -> Any:
    """Dask's client, which takes its keys from Dask's settings."""
    try:
        return library.Client(address, timeout=CONNECTED_WITHIN)
    except TypeError as trouble:  # what Dask raises where its settings name no keys
        raise InvalidAnswer("scheduler", given=address, reason="cluster_keys") from trouble


def one_file(source: str, target: str, request: Request) -> tuple[int, int]:
    """Estimates one file on a worker, under a unique name, because a worker believed lost may still
    write the same file."""
    whole = Path(target)
    own = whole.with_name(f"{uuid4().hex}{whole.suffix}")
    # Dask hands over a tuple where a named one was given.
    language, today, columns, *_ = request
    known = Request(language, today, columns and ListColumns(*columns))
    rows, errors = run(Path(source), own, known, 1, lambda _: None)
    try:
        own.replace(whole)
    except OSError as trouble:
        raise unwritten("file", whole, trouble) from trouble
    return rows, errors
