"""The app, started for as long as it is measured."""

import os
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
SCRIPT = Path("estimator", "pages", "script.py")
APP = Path("app.py")
EMPTY = Path("benchmarks", "empty_fragment.py")
PATIENCE = 60
#: The certificate of a server that is measured was made for it a moment ago.
UNCHECKED = ssl._create_unverified_context()  # noqa: S323


@contextmanager
def served(address: str, defaults: bool = False, script: Path = APP) -> Iterator[str]:
    """The address given, or that of an app that runs as long as it is measured."""
    if address:
        yield address
        return
    port = free_port()
    start = ROOT / (SCRIPT if defaults else script)
    command = [sys.executable, "-m", "streamlit", "run", str(start)]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with tempfile.TemporaryDirectory() as elsewhere:
        # Streamlit reads .streamlit/config.toml of the folder where it starts, and of the script.
        server = subprocess.Popen(
            command,
            cwd=elsewhere if defaults else ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_it_answers(health: str) -> None:
    """Returns when the server does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(health, timeout=1, context=UNCHECKED):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.1)
    sys.exit("the app did not start")
