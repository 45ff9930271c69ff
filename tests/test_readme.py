"""The README says what is true: its Python runs, its command prints what it shows."""

import re
from pathlib import Path

import pytest

from estimator.cli import main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def block(language: str, beginning: str = "") -> str:
    """The fenced block of a language that begins so."""
    blocks = re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)
    return next(found for found in blocks if found.startswith(beginning))


def test_python_runs() -> None:
    exec(compile(block("python"), "README.md", "exec"), {})  # noqa: S102


def test_command_prints_what_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    command = block("sh", ".venv/bin/python").replace("\\\n", " ").split()
    assert main(command[3:]) == 0
    printed = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert printed.startswith(block("text"))
