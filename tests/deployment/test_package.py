"""The wheel: installed in an empty environment it is the command line and the pages."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from urllib.request import urlopen
from venv import EnvBuilder

import pytest

from estimator.environment.tariff_folder import FOLDER
from tests.browser.conftest import PATIENCE, PROJECT, free_port, wait_for

COMPONENT = "_stcore/bidi-components/kine-cost-estimator.answers/answers.js"
#: The time of a commit, that the files in the wheel bear.
COMMITTED = {"SOURCE_DATE_EPOCH": "1000000000"}


def ran(*command: str | Path, cwd: Path, environment: Mapping[str, str] = os.environ) -> str:
    """What a command prints; it must not fail."""
    ended = subprocess.run(  # noqa: S603
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def built(folder: Path) -> Path:
    """The wheel of this checkout."""
    command = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory")
    ran(*command, folder, cwd=PROJECT, environment={**os.environ, **COMMITTED})
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel, and what the app is built on: that is
    borrowed from here, as no test asks the network."""
    folder = tmp_path_factory.mktemp("installed")
    EnvBuilder(symlinks=True).create(folder / "env")
    programs = folder / "env" / "bin"
    python = programs / "python"
    where = ran(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    Path(where.strip(), "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    install = ("-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index")
    wheel = built(folder / "dist")
    ran(sys.executable, *install, "--no-compile", "--quiet", wheel, cwd=folder)
    return programs


def alone() -> dict[str, str]:
    """This environment without the frozen tariffs and without a way to the checkout."""
    return {name: value for name, value in os.environ.items() if name not in (FOLDER, "PYTHONPATH")}


def test_the_command_line_has_its_tariffs_and_its_words(programs: Path, tmp_path: Path) -> None:
    command = programs / "kine-estimator"
    case = ["--pathology", "current", "--bim", "true", "--conventioned", "true", "--lang", "nl"]
    day = ("--sessions", "9", "--start", "2025-05-05")
    assert "Zittingen" in ran(command, "estimate", *case, *day, cwd=tmp_path, environment=alone())


def test_serve_starts_the_pages_with_their_component(programs: Path, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    command = [str(programs / "kine-estimator"), "serve", "--address", "127.0.0.1"]
    with log.open("w") as out:
        server = subprocess.Popen(  # noqa: S603
            [*command, "--port", str(port)], cwd=tmp_path, env=alone(), stdout=out, stderr=out
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", server, log)
        for path in ("", COMPONENT):
            with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=PATIENCE) as answer:
                assert answer.status == 200
                assert answer.headers["content-security-policy"]
    finally:
        server.terminate()
        server.wait(PATIENCE)


def test_the_same_commit_makes_the_same_wheel(programs: Path, tmp_path: Path) -> None:
    (first,) = (programs.parents[1] / "dist").iterdir()
    assert built(tmp_path).read_bytes() == first.read_bytes()
