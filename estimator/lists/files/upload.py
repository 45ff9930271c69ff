"""A list read by a process of its own: what its file does wrong, it does there (see `reader`)."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BufferedReader
from itertools import chain
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from threading import Thread
from typing import IO, Any, NamedTuple, Self

import pyarrow as pa

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.files.arrow_stream import received
from estimator.lists.files.bounds import MOST_UNPACKED, too_large
from estimator.lists.files.child import OUT_OF_MEMORY
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.csv_read import Dialect
from estimator.lists.files.formats import ending_of

ROOT = Path(__file__).parents[3]
PIPE_BYTES = 1 << 20
PATIENCE = 5
"""Seconds in which a reader ends that has closed its side."""
#: How a process ends that got no memory, where it can't say so; a kill comes from the kernel.
WITHOUT_MEMORY = ("SIGABRT", "SIGKILL")
#: One thread, and the memory that is used: others reserve far more than they need.
FRUGAL = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
#: What a machine may need to find Python and its libraries.
FOUND_BY = ("LD_LIBRARY_PATH", "PYTHONPATH")


class Limits(NamedTuple):
    """Bytes of memory and seconds of the processor that a reader gets (0: no limit), and the bytes
    that it may hand over: at once, and together."""

    memory: int
    seconds: int
    at_once: int
    together: int


ON_PAGE = Limits(1 << 30, 30, MOST_UNPACKED, MOST_UNPACKED)
ON_COMMAND = Limits(2 << 30, 0, MOST_UNPACKED, sys.maxsize)


class Reading(NamedTuple):
    """A file being read: its rows, the first chunk without any; how many there are, where the file
    tells; how it is written, where it is CSV."""

    chunks: Iterator[Chunk]
    rows: int
    dialect: Dialect


class Reader:
    """The process that reads a file, from its beginning to its end: it never outlives its `with`.

    A file is an open one, or its bytes. Refuses what is no list, and what needs more than it gets.
    """

    def __init__(self, source: IO[bytes] | bytes, name: str, limits: Limits) -> None:
        self.name = Path(name).name
        self.limits = limits
        self.source = source
        self.ending = ending_of(name)

    def __enter__(self) -> Self:
        found_by = {name: os.environ[name] for name in FOUND_BY if name in os.environ}
        self.process: Popen[bytes] = Popen(  # noqa: S603
            [sys.executable, "-m", "estimator.lists.files.child", *self.asked()],
            stdin=PIPE if isinstance(self.source, bytes) else self.source,
            stdout=PIPE,
            stderr=DEVNULL,
            bufsize=0,
            pipesize=PIPE_BYTES,
            cwd=ROOT,
            env=FRUGAL | found_by,
            start_new_session=True,  # Ctrl-C is heard here, between two chunks
        )
        self.feeding = Thread(target=self.feed, daemon=True)
        self.feeding.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.feeding.join()
        self.process.__exit__(None, None, None)

    def asked(self) -> list[str]:
        """What the process is told. Not the name of the file: others may see it there."""
        return [self.ending, str(self.limits.memory), str(self.limits.seconds)]

    def feed(self) -> None:
        """Hands the bytes of a file to the process, as many as it takes."""
        if isinstance(self.source, bytes) and self.process.stdin:
            with suppress(BrokenPipeError), self.process.stdin as pipe:
                left = memoryview(self.source)
                while left:
                    left = left[pipe.write(left) :]

    def stop(self) -> None:
        """Ends the process; whoever waits for its rows gets a refusal."""
        self.process.kill()

    def begin(self) -> Reading:
        """The rows, as they come; refused at once where there is no list."""
        handed = self.handed()
        first, note = next(handed)
        chunks = chain([first], (chunk for chunk, _ in handed))
        return Reading(chunks, note["rows"] or 0, Dialect(*note["dialect"]))

    def handed(self) -> Iterator[tuple[Chunk, Mapping[str, Any]]]:
        """What the process hands over, and a refusal where it ends before it is done. How it ends
        afterwards says nothing of the file."""
        with (
            suppress(pa.ArrowException, OSError, ValueError),
            pa.ipc.open_stream(Bounded(self.process.stdout, self.limits)) as batches,
        ):
            if (yield from received(batches.iter_batches_with_custom_metadata())):
                return
        try:
            code = self.process.wait(PATIENCE)
        except TimeoutExpired:
            code = 0
        raise self.refusal(code)

    def refusal(self, code: int) -> InvalidAnswer:
        """Why a file wasn't read to its end, by the way its process ended."""
        ended_by = signal.Signals(-code).name if code < 0 else ""
        if code == OUT_OF_MEMORY or ended_by in WITHOUT_MEMORY:
            return too_large(self.limits.memory)
        if ended_by == "SIGXCPU":
            allowed = (self.limits.seconds,)
            return InvalidAnswer("file", given=self.name, reason="too_slow", allowed=allowed)
        return InvalidAnswer("file", given=self.name, reason="unreadable")


class Bounded(BufferedReader):
    """What a reader hands over, as long as it isn't too much."""

    def __init__(self, raw: Any, limits: Limits) -> None:
        super().__init__(raw, PIPE_BYTES)
        self.limits = limits
        self.taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes; less only at the end."""
        wanted = size or 0
        self.taken += wanted
        if not 0 <= wanted <= self.limits.at_once:
            raise too_large(self.limits.at_once)
        if self.taken > self.limits.together:
            raise too_large(self.limits.together)
        return super().read(wanted)
