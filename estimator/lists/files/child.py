"""Reads a list in a process of its own, within limits that the operating system holds.

    python -m estimator.lists.files.child .csv BYTES SECONDS < list.csv > batches

Whatever a file does to its reader, it does here and to nobody else: the process has so many bytes
of memory and seconds of the processor (0: no limit), writes no file, and opens few. Its exit code
tells what became of it. It needs no tariffs. The limits are Linux's; elsewhere there are none.
"""

import sys
from contextlib import suppress
from importlib.abc import MetaPathFinder
from io import BytesIO
from pathlib import Path

DONE, OUT_OF_MEMORY = 0, 3
MOST_FILES = 64
FIRST_TO_GO = "1000"


def main(ending: str, memory: int, seconds: int) -> int:
    """Sets the limits before anything else; then reads what stands on the standard input."""
    limit(memory, seconds)
    sys.meta_path.insert(0, WithoutPandas())
    try:
        from estimator.lists.files.arrow_stream import hand_over

        source = sys.stdin.buffer
        stream = source if source.seekable() else BytesIO(source.read())
        hand_over(stream, ending, sys.stdout.buffer)
        sys.stdout.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return DONE


class WithoutPandas(MetaPathFinder):
    """Arrow loads pandas as soon as it sees a list, which takes longer than to read most files."""

    def find_spec(self, name: str, *_: object) -> None:
        """Nothing is found under that name, in this process."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def limit(memory: int, seconds: int) -> None:
    """Takes from this process what it doesn't need."""
    if sys.platform != "linux":
        return
    import resource

    # Where the machine itself runs out of memory, this process ends, and not who waits for it.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_NOFILE: MOST_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    if seconds:
        limits[resource.RLIMIT_CPU] = seconds
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # At the hard limit of time the kernel kills without saying why: it stays above.
        resource.setrlimit(kind, (least, hard if kind == resource.RLIMIT_CPU else least))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
