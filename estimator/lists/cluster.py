"""A folder of Parquet files through a Dask cluster: each file a task, results beside each other.

Dask is an extra (requirements-cluster.txt). The workers need this package, and the same folders at
the same place. A worker that is lost has its files done again by another; a file appears whole or
not at all, so doing it twice changes nothing.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any
from uuid import uuid4

from estimator.engine.model.errors import InvalidAnswer
from estimator.environment.file_lock import held
from estimator.environment.tariff_folder import beside
from estimator.lists.batch import Counted, Request, run
from estimator.lists.files.formats import partial_of, unwritten

RETRIES = 3
CONNECTED_WITHIN = "30s"

Progress = Callable[[Counted], None]


def run_on_cluster(
    source: Path, target: Path, request: Request, address: str, progress: Progress
) -> Counted:
    """Estimates every file of a folder into another folder, which appears when all are done."""
    files = sorted(source.glob("*.parquet")) if source.is_dir() else []
    if not files:
        raise InvalidAnswer("folder", given=source.name, reason="folder")
    if target.exists():
        raise InvalidAnswer("folder", given=target.name, reason="folder_exists")
    with appearing(target) as partial, connected(address) as client:
        with told_lost(address):
            counted = collected(client, files, partial, request, progress)
        # What lost workers left, and those believed lost.
        for path in set(partial.iterdir()) - {partial / file.name for file in files}:
            path.unlink()
    return counted


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A folder that appears whole or not at all, in place of what a killed run left. Refuses one
    that can't be written to its end, or that another run is writing."""
    target = Path(os.path.realpath(target))
    partial = partial_of(target)
    try:
        with held(beside(target, "lock")):
            try:
                if partial.exists():
                    rmtree(partial)
                partial.mkdir()
                yield partial
                partial.replace(target)
            finally:
                rmtree(partial, ignore_errors=True)
    except OSError as trouble:
        raise unwritten("folder", target, trouble) from trouble


def connected(address: str) -> Any:
    """A client of the cluster. Refuses an address where none answers."""
    with told_lost(address):
        import distributed

        library: Any = distributed
        return library.Client(address, timeout=CONNECTED_WITHIN)


@contextmanager
def told_lost(address: str) -> Iterator[None]:
    """Says of any trouble with a cluster that none answers there."""
    try:
        yield
    except (ImportError, OSError, ValueError) as trouble:
        raise InvalidAnswer("scheduler", given=address, reason="cluster") from trouble


def collected(
    client: Any, files: list[Path], into: Path, request: Request, progress: Progress
) -> Counted:
    """Every file done, whatever becomes of single workers."""
    import distributed

    library: Any = distributed

    tasks = [
        client.submit(
            one_file, str(file), str(into / file.name), request, retries=RETRIES, pure=False
        )
        for file in files
    ]
    counted = Counted()
    for task in library.as_completed(tasks):
        rows, errors = task.result()
        counted = Counted(counted.rows + rows, counted.errors + errors)
        progress(counted)
    return counted


def one_file(source: str, target: str, request: Request) -> tuple[int, int]:
    """One file estimated, on a worker; under a name of its own, as one believed lost may be at the
    same file."""
    whole = Path(target)
    own = whole.with_name(f"{uuid4().hex}{whole.suffix}")
    rows, errors = run(Path(source), own, Request(*request), 1, lambda _: None)
    try:
        own.replace(whole)
    except OSError as trouble:
        raise unwritten("file", whole, trouble) from trouble
    return rows, errors
