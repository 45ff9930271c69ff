"""The wheel: installed in an empty environment it is the command line and the pages."""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from urllib.request import urlopen
from venv import EnvBuilder

import pandas as pd
import pytest

from estimator.environment.tariff_folder import FOLDER
from tests.browser.conftest import PATIENCE, PROJECT, free_port, wait_for

#: How a cluster is set up: its commands, and the settings of Dask.
RECIPE = (
    (PROJECT / "docs" / "lists.md").read_text("utf-8").partition("### A cluster of your own")[2]
)
BEFORE, SETTINGS, AFTER = re.split(r"```(?:yaml\n)?", RECIPE, maxsplit=2)
COMMANDS = re.findall(r"^    (\S.*)$", BEFORE + AFTER, re.M)
CASE = {"pathology": "current", "bim": "true", "sessions": 9, "start": "2025-05-05"}
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


def test_a_list_is_estimated_wherever_one_stands(programs: Path, tmp_path: Path) -> None:
    pd.DataFrame([CASE | {"conventioned": "true"}]).to_csv(tmp_path / "cases.csv", index=False)
    command = (programs / "kine-estimator", "batch", "cases.csv", "results.csv")
    ran(*command, cwd=tmp_path, environment=alone())
    (result,) = pd.read_csv(tmp_path / "results.csv").to_dict("records")
    assert result["charged"] > result["patient"] > 0


def recipe(folder: Path, programs: Path) -> str:
    """The commands of the recipe as a script: in a folder and on a port of the test, and without
    those that install what is installed. The workers are ended at last, then the scheduler."""
    begun = COMMANDS.index("mkdir -p /shared/tls")
    assert [command.split()[0] for command in COMMANDS[:begun]] == [
        "python3", "/opt/kine/bin/pip", "export"
    ]  # fmt: skip
    (dask := programs / "dask").write_text(f'#!/bin/sh\nexec {programs}/python -m dask "$@"\n')
    dask.chmod(0o755)
    serving = [f"{it} &" if it.startswith("dask ") else it for it in COMMANDS[begun:]]
    script = "\n".join(["set -e", "trap 'kill %2; wait %2; kill %1; wait' EXIT", *serving])
    port = str(free_port())
    here = {
        "/shared": str(folder),
        "scheduler:8786": f"127.0.0.1:{port}",
        "--port 8786": f"--port {port} --host 127.0.0.1",
    }
    return re.sub("|".join(here), lambda found: here[found[0]], script)


def test_the_recipe_for_a_cluster_works_as_it_stands(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    for n in range(3):
        frame = pd.DataFrame([CASE | {"Tarif conv.": "oui"}] * 10)
        frame.to_parquet(tmp_path / "cases" / f"{n:03}.parquet")
    (tmp_path / "mapping.json").write_text('{"columns": {"Tarif conv.": "conventioned"}}')
    (tmp_path / "cluster.yaml").write_text(SETTINGS.replace("/shared", str(tmp_path)))
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    ran(
        "bash",
        "-c",
        recipe(tmp_path, programs),
        cwd=tmp_path,
        environment={**alone(), "PATH": path},
    )
    assert (tmp_path / "tls" / "key.pem").stat().st_mode & 0o077 == 0
    results = sorted((tmp_path / "results").iterdir())
    assert [path.name for path in results] == ["000.parquet", "001.parquet", "002.parquet"]
    assert all(pd.read_parquet(path).patient.notna().all() for path in results)


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
