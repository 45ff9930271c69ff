"""`python deploy/ready.py PORT`: whether the worker on this port takes visitors.

Exit 0 as soon as it does; 1 when it doesn't within a minute (`--once`: now), or has ended. For
containers, which have no other program to ask with, and for systemd, which by it starts workers
one after the other and gives the worker's process as MAINPID.
"""

import os
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PATIENCE, EVERY = 60.0, 0.2


def main(arguments: Sequence[str]) -> int:
    """Waits for the worker; gives the exit code."""
    port = int(next(word for word in arguments if word != "--once"))
    until = time.monotonic() + (0 if "--once" in arguments else PATIENCE)
    while not ready(port):
        if ended() or time.monotonic() >= until:
            return 1
        time.sleep(EVERY)
    return 0


def ready(port: int) -> bool:
    """Whether /readyz says yes."""
    connection = HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def ended() -> bool:
    """Whether the worker's process, where it is known, is no more."""
    process = os.environ.get("MAINPID")
    return bool(process) and not Path(f"/proc/{process}").exists()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
