"""Whether the server is well, and whether it takes visitors, for whoever watches over it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse

from estimator.engine.model.tariff_book import TariffBook

PROJECT = Path(__file__).parents[2]
NEVER_CACHED = {"cache-control": "no-store"}
DIGITS = 12


@dataclass
class Health:
    """How the process stands. Set at its start and its end, read by the routes below."""

    state: str = "starting"
    editions: tuple[str, ...] = ()
    tariff_files: str = ""

    def loaded(self, book: TariffBook, files: str) -> None:
        """The tariffs are checked and in memory."""
        self.editions = tuple(day.isoformat() for day in sorted(book.editions))
        self.tariff_files = files


HEALTH = Health()


@cache
def version() -> str:
    """The version of the project."""
    text = (PROJECT / "pyproject.toml").read_text("utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def fingerprint(folder: Path) -> str:
    """A short mark of the tariff files: two processes with the same mark give the same amounts."""
    found = sha256()
    for path in sorted(folder.rglob("*.csv")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:DIGITS]


async def healthz(_: Request) -> JSONResponse:
    """That the process answers, and the tariffs it answers with."""
    told = {
        "status": "ok" if HEALTH.editions else HEALTH.state,
        "version": version(),
        "tariffs": {
            "checked": bool(HEALTH.editions),
            "editions": list(HEALTH.editions),
            "files": HEALTH.tariff_files,
        },
    }
    return JSONResponse(told, headers=NEVER_CACHED)


async def readyz(_: Request) -> JSONResponse:
    """200 while visitors are welcome: not before everything is loaded, not once it stops."""
    ready = HEALTH.state == "ready"
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"status": HEALTH.state}, status, headers=NEVER_CACHED)
