"""Health checks: whether the process answers, and whether it accepts visitors."""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse

from estimator.engine.model.tariff_book import TariffBook
from estimator.environment.project import PACKAGE

NEVER_CACHED = {"cache-control": "no-store"}
DIGITS = 12


@dataclass
class Health:
    """The state of the process, set at its start and its end."""

    state: str = "starting"
    editions: tuple[str, ...] = ()
    tariff_files: str = ""

    def loaded(self, book: TariffBook, files: str) -> None:
        """Records that the tariffs are checked and in memory."""
        self.editions = tuple(day.isoformat() for day in sorted(book.editions))
        self.tariff_files = files


HEALTH = Health()


@cache
def version() -> str:
    """The version of the project."""
    text = (PACKAGE / "pyproject.toml").read_text("utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def fingerprint(folder: Path) -> str:
    """A short hash of the tariff files; processes with the same hash give the same amounts."""
    found = sha256()
    for path in sorted(folder.rglob("*.csv")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:DIGITS]


async def healthz(_: Request) -> JSONResponse:
    """200 with the version, and the tariffs in use."""
    state = {
        "status": "ok" if HEALTH.editions else HEALTH.state,
        "version": version(),
        "tariffs": {
            "checked": bool(HEALTH.editions),
            "editions": list(HEALTH.editions),
            "files": HEALTH.tariff_files,
        },
    }
    return JSONResponse(state, headers=NEVER_CACHED)


async def readyz(_: Request) -> JSONResponse:
    """200 while the process accepts visitors, 503 before it has loaded and while it stops."""
    ready = HEALTH.state == "ready"
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"status": HEALTH.state}, status, headers=NEVER_CACHED)
