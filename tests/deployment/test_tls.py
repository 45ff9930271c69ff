"""The same over TLS: HTTP/2, for one name only, and the way there from unencrypted addresses."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.conftest import PATIENCE, free_port
from tests.deployment.visitors import ask
from tests.deployment.workers import NAME, nginx_with, site_with_tls, wait_for_answer

ACME = "/.well-known/acme-challenge/token"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where nginx answers in TLS, with a certificate of its own; no worker stands behind it."""
    folder: Path = tmp_path_factory.mktemp("tls")
    challenge = Path(f"{folder}/acme{ACME}")
    challenge.parent.mkdir(parents=True)
    challenge.write_text("proof")
    found, plain = free_port(), free_port()
    with nginx_with(folder / "nginx", site_with_tls(folder, NAME, found, plain)) as process:
        wait_for_answer(plain, process)
        answer = ask(plain, "/check?lang=nl", host=NAME)
        assert (answer.status, answer.getheader("location")) == (
            301,
            f"https://{NAME}/check?lang=nl",
        )
        assert ask(plain, ACME, host=NAME).read() == b"proof"
        yield found


def greeted(port: int, name: str, *protocols: str) -> str | None:
    """The protocol that is agreed on."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(protocols)
    with (
        closing(socket.create_connection(("127.0.0.1", port), PATIENCE)) as connection,
        context.wrap_socket(connection, server_hostname=name) as secure,
    ):
        return secure.selected_alpn_protocol()


def test_http_2(port: int) -> None:
    assert greeted(port, NAME, "h2", "http/1.1") == "h2"
    assert greeted(port, NAME, "http/1.1") == "http/1.1"


def test_another_name_is_not_greeted(port: int) -> None:
    with pytest.raises(ssl.SSLError):
        greeted(port, "evil.example", "h2")
