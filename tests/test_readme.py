"""The README says what is true of the shipped tariffs: its Python runs, its command prints what
it shows."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from estimator.environment.tariff_folder import FOLDER
from tests.shipped import needs_tariff_of

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
#: The day of its examples.
DAY = date(2025, 5, 5)


def block(language: str, beginning: str = "") -> str:
    """The fenced block of a language that begins so."""
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)
    return next(found for found in blocks if found.startswith(beginning))


def printed(*arguments: str) -> str:
    """What Python prints on the shipped tariffs; it must not fail."""
    needs_tariff_of(DAY)
    environment = os.environ | {FOLDER: "", "PYTHONUTF8": "1"}
    ended = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_python_runs() -> None:
    printed("-c", block("python"))


def test_command_prints_what_is_shown() -> None:
    command = block("sh", ".venv/bin/python").replace("\\\n", " ").split()
    shown = printed(*command[1:]).replace("\N{NO-BREAK SPACE}", " ")
    assert shown.startswith(block("text"))
