"""Workers and nginx before them, as plain processes, from the project's own files."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from urllib.request import urlopen

from estimator.environment.tariff_folder import FOLDER
from tests.browser.conftest import PATIENCE, PROJECT, free_port, wait_for
from tests.frozen import FROZEN

NGINX = PROJECT / "deploy" / "nginx"
NAME = "kine.example"
GUIDE = (PROJECT / "docs" / "deployment.md").read_text()
#: The first certificate, as the guide has it made.
(CERTIFICATE,) = re.findall(r"^(openssl req .*\\\n.*)$", GUIDE, re.M)
#: What a worker reads at its start or later, as the Dockerfile copies it.
PARTS = (
    "app.py",
    "kine_cost_estimator.dist-info",
    ".streamlit",
    "estimator",
    "tariffs",
)
#: The tariffs that stand beside the program, as without a setting.
OWN_TARIFFS = {FOLDER: ""}
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Worker:
    """A process that serves the app on its port; it can be killed and started again."""

    def __init__(
        self,
        log: Path,
        folder: Path = PROJECT,
        environment: Mapping[str, str] | None = None,
        prefix: Sequence[str] = (),
    ) -> None:
        self.port = free_port()
        self.log = log
        self.folder = folder
        self.environment = {**os.environ, **(environment or {})}
        self.prefix = prefix
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the worker itself answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts without waiting."""
        command = ["-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1"]
        with self.log.open("a") as out:
            self.process = subprocess.Popen(  # noqa: S603
                [*self.prefix, sys.executable, *command, "--server.port", str(self.port)],
                cwd=self.folder,
                stdout=out,
                stderr=out,
                env=self.environment,
            )

    def wait(self) -> None:
        """Returns once visitors are welcome."""
        assert self.process
        wait_for(f"{self.address}/readyz", self.process, self.log)

    def signal(self, number: signal.Signals) -> int:
        """Ends the process by a signal; gives its exit code."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def kill(self) -> int:
        """As a machine that dies: no goodbye."""
        return self.signal(signal.SIGKILL)

    def stop(self) -> int:
        """As systemd and docker stop it."""
        return self.signal(signal.SIGTERM)

    def end(self) -> None:
        """Leaves nothing running."""
        if self.process and self.process.poll() is None:
            self.kill()

    def read(self, path: str) -> str:
        """What the worker itself answers."""
        with urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310
            return str(answer.read().decode())

    @property
    def estimates(self) -> int:
        """How many estimates it has made."""
        counted = re.findall(r"^kine_estimates_total\S* (\d+)$", self.read("/metrics"), re.M)
        return sum(map(int, counted))


class Front(list[Worker]):
    """The workers, and where nginx answers for them."""

    def __init__(
        self, workers: Sequence[Worker], nginx: subprocess.Popen[bytes], port: int, site: str
    ) -> None:
        super().__init__(workers)
        self.nginx = nginx
        self.port = port
        self.address = f"{site}:{port}/"


@contextmanager
def running(*workers: Worker) -> Iterator[None]:
    """Workers started together, and gone afterwards."""
    try:
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.wait()
        yield
    finally:
        for worker in workers:
            worker.end()


@contextmanager
def two_workers(folder: Path, tls: bool = False) -> Iterator[Front]:
    """The whole of it: two workers behind nginx."""
    workers = [Worker(folder / f"worker-{number}.log") for number in (1, 2)]
    front = nginx_with_tls if tls else nginx
    with running(*workers), front(folder / "nginx", workers) as found:
        yield found


@contextmanager
def nginx(folder: Path, workers: Sequence[Worker]) -> Iterator[Front]:
    """nginx before some workers."""
    port = free_port()
    site = adapt((NGINX / "site.conf").read_text(), workers).replace(NAME, "127.0.0.1")
    site = re.sub(r"listen 80\b", f"listen 127.0.0.1:{port}", site)
    with nginx_with(folder, site) as process:
        wait_for(f"http://127.0.0.1:{port}/healthz", process, folder / "log")
        yield Front(workers, process, port, "http://127.0.0.1")


@contextmanager
def nginx_with_tls(folder: Path, workers: Sequence[Worker]) -> Iterator[Front]:
    """The same in TLS, over HTTP/2, with a certificate that nobody vouches for."""
    port = free_port()
    site = adapt(site_with_tls(folder.parent, "localhost", port, free_port()), workers)
    with nginx_with(folder, site) as process:
        wait_for_answer(port, process)
        yield Front(workers, process, port, "https://localhost")


def site_with_tls(folder: Path, name: str, port: int, plain: int) -> str:
    """site-tls.conf of a name, on two ports of this machine, with a certificate made for it."""
    command = CERTIFICATE.replace("\\\n", "").replace("YOUR.NAME", name)
    command = command.replace("/etc/kine-tls", str(folder))
    subprocess.run(command.split(), check=True, capture_output=True)  # noqa: S603
    site = (NGINX / "site-tls.conf").read_text().replace(NAME, name)
    site = site.replace("/etc/kine-tls", f"{folder}").replace("/var/www/acme", f"{folder}/acme")
    site = re.sub(r"(?m)^(\s+listen) 443\b", rf"\1 127.0.0.1:{port}", site)
    return re.sub(r"(?m)^(\s+listen) 80\b", rf"\1 127.0.0.1:{plain}", site)


@contextmanager
def nginx_with(folder: Path, site: str) -> Iterator[subprocess.Popen[bytes]]:
    """nginx with the project's configuration; only site.conf is adapted, as the docs say."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "these tests need nginx (apt-get install nginx-light)"
    shutil.copytree(NGINX, folder)
    own = "".join(f"{name}_temp_path {folder / name};\n" for name in TEMPORARY)
    site = re.sub(r"/var/cache/(nginx/)?kine", f"{folder / 'kept'}", site)
    site = site.replace("127.0.0.1:8500", f"127.0.0.1:{free_port()}")
    (folder / "site.conf").write_text(own + site)
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with (folder / "log").open("w") as out:
        # By its own user, so that it may read and write below the folder of a test.
        main = f"daemon off; user {getuser()}; pid {folder}/pid;"
        process = subprocess.Popen([*command, "-g", main], stdout=out, stderr=out)  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)


def wait_for_answer(port: int, process: subprocess.Popen[bytes]) -> None:
    """Returns when something answers on a port, whatever it says."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx did not start")


def adapt(site: str, workers: Sequence[Worker]) -> str:
    """site.conf with the workers of this machine."""
    for usual, worker in zip(("8501", "8502"), workers, strict=True):
        site = site.replace(f"127.0.0.1:{usual}", f"127.0.0.1:{worker.port}")
    return site


def copied(folder: Path) -> Path:
    """The project by itself with the frozen tariffs, so that its files can be changed. Its workers
    need `OWN_TARIFFS`."""
    folder.mkdir()
    for part in PARTS:
        source = FROZEN if part == "tariffs" else PROJECT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)
    return folder
