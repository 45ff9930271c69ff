"""`python -m estimator`: the command line."""

import sys

from estimator.cli import main

sys.exit(main(sys.argv[1:]))
