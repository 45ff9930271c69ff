"""Reads a list in a child process, within limits that the operating system enforces.

    python -m estimator.lists.files.child .csv BYTES SECONDS ASKED < list.csv > batches

ASKED is the number of a pipe with what is asked (`layout/asked.py`): other users of the machine can
see arguments, and the name of a sheet may tell of a person.

A harmful file can only harm this process, which has limited memory and CPU time (0: no limit),
writes no file and opens few. Its exit code says how it ended. Only Linux has these limits.
"""

import sys
from contextlib import suppress
from importlib.abc import MetaPathFinder
from io import BytesIO
from pathlib import Path

DONE, OUT_OF_MEMORY = 0, 3
MOST_FILES = 64
FIRST_TO_GO = "1000"


def main(ending: str, memory: int, seconds: int, pipe: int) -> int:
    """Sets the limits, then reads the standard input."""
    limit(memory, seconds)
    sys.meta_path.insert(0, WithoutPandas())
    try:
        from estimator.lists.files.arrow_stream import hand_over
        from estimator.lists.layout.asked import Asked

        source = sys.stdin.buffer
        stream = source if source.seekable() else BytesIO(source.read())
        with open(pipe, "rb") as given:
            asked = Asked.unpacked(given.read())
        hand_over(stream, ending, sys.stdout.buffer, asked)
        sys.stdout.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return DONE


class WithoutPandas(MetaPathFinder):
    """Hides pandas, which Arrow imports for a list: that takes longer than to read most files."""

    def find_spec(self, name: str, *_: object) -> None:
        """Raises for pandas."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def limit(memory: int, seconds: int) -> None:
    """Limits the resources of this process."""
    if sys.platform != "linux":
        return
    import resource

    # If the machine runs out of memory, the kernel ends this process and not its parent.
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
        # At the hard CPU limit the kernel kills without a reason, so that limit stays higher.
        resource.setrlimit(kind, (least, hard if kind == resource.RLIMIT_CPU else least))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
