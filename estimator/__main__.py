"""`python -m estimator`: the command line."""

import sys

from estimator.cli.main import main


def unheard(_: object) -> None:
    """What fails while Python clears up was told already, in words: a full disk, for example."""


sys.unraisablehook = unheard
sys.exit(main(sys.argv[1:]))
