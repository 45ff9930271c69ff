"""The load of benchmarks.load before two workers behind nginx, as deploy/ has them.

    python -m benchmarks.workers                   # 50 visitors, a change a second each
    python -m benchmarks.workers 100 300 --period 10 --seconds 60

Needs nginx (apt-get install nginx-light). Its configuration is that of deploy/nginx, limits by
address included, although all visitors come from this machine. Nothing is tied to a core: workers,
nginx and visitors share the machine. Processor time and memory are those of workers and nginx
together.
"""

import argparse
import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from getpass import getuser
from pathlib import Path

import psutil

from benchmarks.load import HEADS, come_and_go, measure
from benchmarks.serving import PATIENCE, ROOT, free_port, until_it_answers

NGINX = ROOT / "deploy" / "nginx"
USUAL_PORTS = (8501, 8502)
NAME = "kine.example"
CERTIFICATE = (
    "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost "
    "-addext subjectAltName=DNS:localhost -keyout privkey.pem -out fullchain.pem"
)
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
FIRST_VISITS = 16
"""So that both workers have made the page before it is measured."""


@contextmanager
def running(command: Sequence[str]) -> Iterator[psutil.Process]:
    """A process for as long as it is measured."""
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def worker(port: int) -> list[str]:
    """How a worker is started."""
    start = ["-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1"]
    return [sys.executable, *start, "--server.port", str(port), "--server.headless", "true"]


def nginx(folder: Path, port: int, workers: Sequence[int], tls: bool) -> list[str]:
    """How nginx is started before some workers, from its adapted configuration."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        sys.exit("this needs nginx (apt-get install nginx-light)")
    shutil.copytree(NGINX, folder)
    if tls:
        shutil.copy(folder / "site-tls.conf", folder / "site.conf")
        subprocess.run(CERTIFICATE.split(), cwd=folder, check=True, capture_output=True)
    site = folder / "site.conf"
    site.write_text(of_this_machine(site.read_text("utf-8"), folder, port, workers), "utf-8")
    main = f"daemon off; user {getuser()}; pid {folder}/pid;"
    return [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", main]


def of_this_machine(site: str, folder: Path, port: int, workers: Sequence[int]) -> str:
    """site.conf with the ports of this machine, and places for what nginx may have to keep."""
    for usual, own in zip(USUAL_PORTS, workers, strict=True):
        site = site.replace(f"127.0.0.1:{usual}", f"127.0.0.1:{own}")
    site = site.replace("127.0.0.1:8500", f"127.0.0.1:{free_port()}")
    site = site.replace("/var/cache/kine", f"{folder / 'kept'}")
    site = site.replace("/etc/kine-tls", f"{folder}").replace(NAME, "localhost")
    plain = free_port() if "443" in site else port
    site = re.sub(r"listen 443\b", f"listen 127.0.0.1:{port}", site)
    site = re.sub(r"listen 80\b", f"listen 127.0.0.1:{plain}", site)
    return "".join(f"{name}_temp_path {folder / name};\n" for name in TEMPORARY) + site


@contextmanager
def fronted(tls: bool = False) -> Iterator[tuple[str, list[psutil.Process]]]:
    """Where nginx answers, and all processes behind that address; with TLS over HTTP/2."""
    ports, port = [free_port() for _ in USUAL_PORTS], free_port()
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        found = [stack.enter_context(running(worker(own))) for own in ports]
        for own in ports:
            until_it_answers(f"http://127.0.0.1:{own}/readyz")
        front = stack.enter_context(running(nginx(Path(place, "nginx"), port, ports, tls)))
        address = f"{'https' if tls else 'http'}://localhost:{port}/"
        until_it_answers(f"{address}healthz")
        yield address, [*found, front, *front.children()]


def main() -> None:
    """All rows."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("visitors", nargs="*", type=int)
    parser.add_argument("--period", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    asked = parser.parse_args()
    with fronted() as (address, processes):
        asyncio.run(come_and_go(address, FIRST_VISITS))
        print(*(f"{head:>11}" for head in HEADS))
        for visitors in asked.visitors or [50]:
            measure(address, processes, visitors, asked.period, asked.seconds)


if __name__ == "__main__":
    main()
