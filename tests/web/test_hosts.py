"""Which names the server answers to."""

import os
import subprocess
import sys

import pytest
from starlette.middleware.trustedhost import TrustedHostMiddleware

from estimator.web.hosts import HOSTS, UnknownName, allowed_hosts
from tests.web.asgi import Answering, get


@pytest.mark.parametrize("given", ["", "  ", ","])
def test_without_a_list_it_answers_to_any_name(given: str) -> None:
    assert allowed_hosts({HOSTS: given}) == ["*"]


def test_a_list_and_the_machine_itself() -> None:
    assert allowed_hosts({HOSTS: "kine.example.be, *.example.org"}) == [
        "kine.example.be",
        "*.example.org",
        "localhost",
        "127.0.0.1",
    ]


@pytest.mark.parametrize("entry", ["https://kine.example.be", "a b!", "kine.example.be/x", "-"])
def test_what_is_no_name_stops_the_start(entry: str) -> None:
    with pytest.raises(UnknownName, match=HOSTS):
        allowed_hosts({HOSTS: entry})


@pytest.mark.parametrize(
    ("name", "status"),
    [
        (b"kine.example.be", 200),
        (b"kine.example.be:8501", 200),
        (b"127.0.0.1:8501", 200),
        (b"elsewhere.example", 400),
        (b"", 400),
    ],
)
def test_other_names_are_refused(name: bytes, status: int) -> None:
    app = TrustedHostMiddleware(
        Answering(b"x", "text/plain"), allowed_hosts({HOSTS: "kine.example.be"})
    )
    assert get(app, headers=[(b"host", name)]).status == status


@pytest.mark.parametrize("variable", [HOSTS, "KINE_EMBED_HOSTS"])
def test_whoever_starts_the_server_reads_which_setting_will_not_do(variable: str) -> None:
    start = [sys.executable, "-c", "import estimator.web.server"]
    environment = {**os.environ, variable: "not a host!"}
    told = subprocess.run(start, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert told.returncode == 1
    assert told.stderr.startswith(variable)
    assert "Traceback" not in told.stderr
