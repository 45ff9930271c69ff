"""The same over TLS: HTTP/2, for one name only, and the way there from unencrypted addresses."""

import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.conftest import PATIENCE, PROJECT, free_port
from tests.deployment.visitors import ask
from tests.deployment.workers import NGINX, nginx_with, wait_for_answer

NAME = "kine.example"
GUIDE = (PROJECT / "docs" / "deployment.md").read_text()
#: The first certificate, as the guide has it made.
(CERTIFICATE,) = re.findall(r"^(openssl req .*\\\n.*)$", GUIDE, re.M)
ACME = "/.well-known/acme-challenge/token"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where nginx answers in TLS, with a certificate of its own; no worker stands behind it."""
    folder: Path = tmp_path_factory.mktemp("tls")
    command = CERTIFICATE.replace("\\\n", "").replace("YOUR.NAME", NAME)
    command = command.replace("/etc/kine-tls", str(folder))
    subprocess.run(command.split(), check=True, capture_output=True)  # noqa: S603
    challenge = Path(f"{folder}/acme{ACME}")
    challenge.parent.mkdir(parents=True)
    challenge.write_text("proof")
    found, plain = free_port(), free_port()
    site = (NGINX / "site-tls.conf").read_text()
    site = site.replace("/etc/kine-tls", f"{folder}").replace("/var/www/acme", f"{folder}/acme")
    site = re.sub(r"(?m)^(\s+listen) 443\b", rf"\1 127.0.0.1:{found}", site)
    site = re.sub(r"(?m)^(\s+listen) 80\b", rf"\1 127.0.0.1:{plain}", site)
    with nginx_with(folder / "nginx", site) as process:
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
