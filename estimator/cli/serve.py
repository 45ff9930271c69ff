"""The command `serve`: starts the pages and the API, with Streamlit's own command line."""

import argparse
import os
import sys

from estimator.engine.model.fields import Count
from estimator.environment.project import PROJECT
from estimator.locales import Words

PORTS = Count(1, 65535)


def add_serve(command: argparse.ArgumentParser, words: Words) -> None:
    """Where to answer."""
    command.add_argument("--port", default="8501", metavar="8501", help=words("cli.option.port"))
    command.add_argument("--address", metavar="127.0.0.1", help=words("cli.option.address"))
    command.set_defaults(run=run_serve)


def run_serve(command: argparse.Namespace, _: Words) -> int:
    """Starts the server in place of this process, so that a signal to stop reaches it. Its settings
    stand beside app.py. Raises `InvalidAnswer` for what is no port."""
    port = PORTS.read("port", command.port)
    start = ["streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(port)]
    if command.address:
        start += ["--server.address", command.address]
    # -P: no package of the folder that the command is given in takes the place of ours.
    os.execv(sys.executable, [sys.executable, "-P", "-m", *start])  # noqa: S606
