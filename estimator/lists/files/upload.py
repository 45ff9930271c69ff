"""Reads a list in a child process, so that a harmful file harms only that (see `child`)."""

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
from estimator.lists.files.arrow_stream import contents_from, received
from estimator.lists.files.bounds import MOST_UNPACKED, too_large
from estimator.lists.files.child import OUT_OF_MEMORY
from estimator.lists.files.chunks import Chunk
from estimator.lists.files.contents import Contents
from estimator.lists.files.formats import ending_of
from estimator.lists.layout.asked import CONTRACT_HEADS, Asked

ROOT = Path(__file__).parents[3]
FILE = "file"
PIPE_BYTES = 1 << 20
PATIENCE = 5
"""Seconds for a reader to end after it has closed its side."""
#: Signals that end a process without memory; the kernel sends the second one.
WITHOUT_MEMORY = ("SIGABRT", "SIGKILL")
#: One thread, and allocators that reserve no more memory than they need.
FRUGAL = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
#: Variables that a machine may need to find Python and its libraries.
FOUND_BY = ("LD_LIBRARY_PATH", "PYTHONPATH")


class Limits(NamedTuple):
    """Bytes of memory and seconds of CPU time of a reader (0: no limit), and the bytes that it may
    send at once and in total."""

    memory: int
    seconds: int
    at_once: int
    together: int


ON_PAGE = Limits(1 << 30, 30, MOST_UNPACKED, MOST_UNPACKED)
ON_COMMAND = Limits(2 << 30, 0, MOST_UNPACKED, sys.maxsize)


class Reader:
    """The process that reads an open file, or the bytes of one; it ends with its `with` block.

    `known` are the heads by which a header is found, as `normal_head` gives them; `sheet` is the
    one to read of a workbook. Refuses what is not a list, and what exceeds the limits.
    """

    def __init__(
        self,
        source: IO[bytes] | bytes,
        name: str,
        limits: Limits,
        known: frozenset[str] = CONTRACT_HEADS,
        sheet: str = "",
    ) -> None:
        self.name = Path(name).name
        self.limits = limits
        self.source = source
        self.ending = ending_of(name)
        self.asked = Asked(known, sheet)

    def __enter__(self) -> Self:
        found_by = {name: os.environ[name] for name in FOUND_BY if name in os.environ}
        asked, self.asking = os.pipe()
        self.process: Popen[bytes] = Popen(  # noqa: S603
            [sys.executable, "-m", "estimator.lists.files.child", *self.arguments(), str(asked)],
            pass_fds=[asked],
            stdin=PIPE if isinstance(self.source, bytes) else self.source,
            stdout=PIPE,
            stderr=DEVNULL,
            bufsize=0,
            pipesize=PIPE_BYTES,
            cwd=ROOT,
            env=FRUGAL | found_by,
            start_new_session=True,  # the parent handles Ctrl-C, between two chunks
        )
        os.close(asked)
        self.feeding = Thread(target=self.feed, daemon=True)
        self.feeding.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.feeding.join()
        self.process.__exit__(None, None, None)

    def arguments(self) -> list[str]:
        """Those of the process, which other users can see: no name of a file or sheet."""
        return [self.ending, str(self.limits.memory), str(self.limits.seconds)]

    def feed(self) -> None:
        """Writes what is asked, and the bytes of a file, to the process until it stops reading."""
        with suppress(BrokenPipeError), os.fdopen(self.asking, "wb") as pipe:
            pipe.write(self.asked.packed())
        if isinstance(self.source, bytes) and self.process.stdin:
            with suppress(BrokenPipeError), self.process.stdin as pipe:
                left = memoryview(self.source)
                while left:
                    left = left[pipe.write(left) :]

    def stop(self) -> None:
        """Kills the process; whoever waits for its rows gets a refusal."""
        self.process.kill()

    def begin(self) -> Contents:
        """The rows as they arrive; refuses at once what is not a list."""
        handed = self.handed()
        first, note = next(handed)
        chunks = chain([first], (chunk for chunk, _ in handed))
        return contents_from(note, chunks)

    def handed(self) -> Iterator[tuple[Chunk, Mapping[str, Any]]]:
        """What the process sends; refuses the file if the process ends before the content is
        complete. Its exit code afterwards does not matter."""
        with (
            suppress(pa.ArrowException, OSError, ValueError),
            pa.ipc.open_stream(Bounded(self.process.stdout, self.limits)) as batches,
        ):
            try:
                if (yield from received(batches.iter_batches_with_custom_metadata())):
                    return
            except InvalidAnswer as refusal:
                raise self.named(refusal) from None
        try:
            code = self.process.wait(PATIENCE)
        except TimeoutExpired:
            code = 0
        raise self.refusal(code)

    def named(self, refusal: InvalidAnswer) -> InvalidAnswer:
        """A refusal by the process, which isn't told the name of the file."""
        given = refusal.given or (self.name if refusal.field == FILE else "")
        return InvalidAnswer(
            refusal.field, given=given, reason=refusal.reason, allowed=refusal.allowed
        )

    def refusal(self, code: int) -> InvalidAnswer:
        """Why a file was not read completely, by the exit code of the process."""
        ended_by = signal.Signals(-code).name if code < 0 else ""
        if code == OUT_OF_MEMORY or ended_by in WITHOUT_MEMORY:
            return too_large(self.limits.memory)
        if ended_by == "SIGXCPU":
            allowed = (self.limits.seconds,)
            return InvalidAnswer("file", given=self.name, reason="too_slow", allowed=allowed)
        return InvalidAnswer("file", given=self.name, reason="unreadable")


class Bounded(BufferedReader):
    """The output of a reader, up to its limits."""

    def __init__(self, raw: Any, limits: Limits) -> None:
        super().__init__(raw, PIPE_BYTES)
        self.limits = limits
        self.taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """`size` bytes; fewer only at the end."""
        wanted = size or 0
        self.taken += wanted
        if not 0 <= wanted <= self.limits.at_once:
            raise too_large(self.limits.at_once)
        if self.taken > self.limits.together:
            raise too_large(self.limits.together)
        return super().read(wanted)
