"""`serve` starts the pages in place of the command, with what it was told."""

import os
import sys

import pytest

from estimator.cli.main import main
from estimator.environment.project import PROJECT


def test_it_starts_streamlit_on_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    def replaced(_: str, command: list[str]) -> None:
        started.extend(command)
        raise SystemExit

    monkeypatch.setattr(os, "execv", replaced)
    with pytest.raises(SystemExit):
        main(["serve", "--port", "8502", "--address", "127.0.0.1"])
    assert started[:5] == [sys.executable, "-P", "-m", "streamlit", "run"]
    assert started[5:8] == [str(PROJECT / "app.py"), "--server.port", "8502"]
    assert started[8:] == ["--server.address", "127.0.0.1"]


@pytest.mark.parametrize("port", ["0", "65536", "web"])
def test_what_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", port]) == 2
    assert "port" in capsys.readouterr().err
