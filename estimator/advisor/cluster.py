"""A folder of Parquet files through a Dask cluster: each file a task, results beside each other.

Dask is an extra (requirements-cluster.txt). The workers need this package, and the same folders at
the same place. A worker that is lost has its files done again by another; a file appears whole or
not at all, so doing it twice changes nothing.
"""

from collections.abc import Callable
from os import getpid
from pathlib import Path
from shutil import rmtree
from typing import Any

from estimator.advisor.batch import Asked, Counted, run
from estimator.engine.errors import InvalidAnswer

RETRIES = 3
CONNECTED_WITHIN = "30s"

Progress = Callable[[Counted], None]


def run_on_cluster(
    source: Path, target: Path, asked: Asked, address: str, progress: Progress
) -> Counted:
    """Estimates every file of a folder into another folder, which appears when all are done."""
    files = sorted(source.glob("*.parquet")) if source.is_dir() else []
    if not files:
        raise InvalidAnswer("folder", given=source.name, reason="folder")
    if target.exists():
        raise InvalidAnswer("folder", given=target.name, reason="folder_exists")
    partial = target.with_name(f".{target.name}.{getpid()}.part")
    try:
        partial.mkdir()
    except OSError as trouble:
        raise InvalidAnswer("folder", given=target.name, reason="unwritable") from trouble
    try:
        client = connected(address)
        with client:
            counted = collected(client, files, partial, asked, progress)
        partial.replace(target)
    finally:
        rmtree(partial, ignore_errors=True)
    return counted


def connected(address: str) -> Any:
    """A client of the cluster. Refuses an address where none answers."""
    try:
        import distributed

        library: Any = distributed
        return library.Client(address, timeout=CONNECTED_WITHIN)
    except (ImportError, OSError, ValueError) as trouble:
        raise InvalidAnswer("scheduler", given=address, reason="cluster") from trouble


def collected(
    client: Any, files: list[Path], into: Path, asked: Asked, progress: Progress
) -> Counted:
    """Every file done, whatever becomes of single workers."""
    import distributed

    library: Any = distributed

    tasks = [
        client.submit(
            one_file, str(file), str(into / file.name), asked, retries=RETRIES, pure=False
        )
        for file in files
    ]
    counted = Counted()
    for task in library.as_completed(tasks):
        rows, errors = task.result()
        counted = Counted(counted.rows + rows, counted.errors + errors)
        progress(counted)
    return counted


def one_file(source: str, target: str, asked: Asked) -> tuple[int, int]:
    """One file estimated, on a worker."""
    rows, errors = run(Path(source), Path(target), Asked(*asked), 1, lambda _: None)
    return rows, errors
