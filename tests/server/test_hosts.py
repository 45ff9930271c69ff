"""Which names the server answers to."""

import pytest
from starlette.middleware.trustedhost import TrustedHostMiddleware

from estimator.operations.settings import Settings
from estimator.server.application import allowed_hosts
from tests.server.asgi import Answering, get


def test_without_a_list_it_answers_to_any_name() -> None:
    assert allowed_hosts(Settings().hosts) == ["*"]


def test_a_list_and_the_machine_itself() -> None:
    assert allowed_hosts(["kine.example.be", "*.example.org"]) == [
        "kine.example.be",
        "*.example.org",
        "localhost",
        "127.0.0.1",
    ]


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
    app = TrustedHostMiddleware(Answering(b"x", "text/plain"), allowed_hosts(["kine.example.be"]))
    assert get(app, headers=[(b"host", name)]).status == status
