"""The same over TLS: HTTP/2, for one name only, and the way there from unencrypted addresses."""

import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.conftest import PATIENCE, free_port
from tests.deployment.visitors import ask
from tests.deployment.workers import NGINX, nginx_with, wait_for_answer

NAME = "kine.example"
CERTIFICATE = (
    f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME} "
    f"-addext subjectAltName=DNS:{NAME} -keyout privkey.pem -out fullchain.pem"
)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where nginx answers in TLS, with a certificate of its own; no worker stands behind it."""
    folder: Path = tmp_path_factory.mktemp("tls")
    subprocess.run(CERTIFICATE.split(), cwd=folder, check=True, capture_output=True)  # noqa: S603
    found, plain = free_port(), free_port()
    site = (
        (NGINX / "site-tls.conf").read_text().replace(f"/etc/letsencrypt/live/{NAME}", f"{folder}")
    )
    site = re.sub(r"(?m)^(\s+listen) 443\b", rf"\1 127.0.0.1:{found}", site)
    site = re.sub(r"(?m)^(\s+listen) 80\b", rf"\1 127.0.0.1:{plain}", site)
    with nginx_with(folder / "nginx", site) as process:
        wait_for_answer(plain, process)
        answer = ask(plain, "/check?lang=nl", host=NAME)
        assert (answer.status, answer.getheader("location")) == (
            301,
            f"https://{NAME}/check?lang=nl",
        )
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
