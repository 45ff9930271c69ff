"""`python -m estimator`, or `kine-estimator` where it is installed: the command line."""

import os
import sys

from estimator.cli.main import main


def unheard(_: object) -> None:
    """What fails while Python clears up was told already, in words: a full disk, for example."""


def run() -> int:
    """Runs the command that the process was started with; gives its exit code."""
    sys.unraisablehook = unheard
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has enough: `situations knie | head -1`. What is left is written nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as fault:
        # What the system says: the disk that the output goes to is full.
        print(fault.strerror, file=sys.stderr)
        code = 1
    return code


if __name__ == "__main__":
    sys.exit(run())
