"""The files of deploy/ agree with the project, with each other, and with those who read them."""

import configparser
import re
import shutil
import subprocess
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
import yaml

from tests.browser.conftest import PROJECT, free_port
from tests.deployment.visitors import ask
from tests.deployment.workers import PARTS, nginx_with, wait_for_answer

DEPLOY = PROJECT / "deploy"
UNIT = DEPLOY / "systemd" / "kine@.service"
GUIDE = (PROJECT / "docs" / "deployment.md").read_text()
SETTING = re.compile(r"\bKINE_[A-Z_]+\b")
HARDENED = {
    "DynamicUser": "yes",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "Restart": "always",
}


def settings_in(*paths: Path) -> set[str]:
    return {name for path in paths for name in SETTING.findall(path.read_text())}


def test_every_setting_is_explained() -> None:
    code = settings_in(*(PROJECT / "estimator").rglob("*.py"))
    table = set(re.findall(r"^\| `(KINE_[A-Z_]+)`", GUIDE, re.M))
    assert code == table
    assert settings_in(*(each for each in DEPLOY.rglob("*") if each.is_file())) <= code


def unit() -> configparser.ConfigParser:
    class Unit(configparser.ConfigParser):
        optionxform = staticmethod(str)  # type: ignore[assignment]

    found = Unit(strict=False, interpolation=None)
    found.read(UNIT)
    return found


def test_the_unit_is_hardened_and_gives_time_to_leave() -> None:
    service = unit()["Service"]
    assert {name: service[name] for name in HARDENED} == HARDENED
    assert service["MemoryMax"]
    assert int(service["TimeoutStopSec"]) > 10


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="only where systemd is installed")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    text = UNIT.read_text().replace("/opt/kine/.venv/bin/python", "/bin/true")
    (tmp_path / UNIT.name).write_text(text)
    shutil.copy(UNIT.with_name("kine.target"), tmp_path)
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / UNIT.name)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    about_ours = [line for line in found.stderr.splitlines() if "kine" in line]
    assert about_ours == []
    assert found.returncode == 0


def test_the_image_holds_what_a_worker_runs_on() -> None:
    """The tests of workers run on PARTS alone."""
    text = (DEPLOY / "Dockerfile").read_text()
    copied = {
        word for line in re.findall(r"^COPY (?!--)(.+) \S+$", text, re.M) for word in line.split()
    }
    assert set(PARTS) <= copied
    kept = {
        it[1:] for it in (DEPLOY / "Dockerfile.dockerignore").read_text().split() if it[0] == "!"
    }
    assert kept == copied
    assert all((PROJECT / each).exists() for each in copied)
    assert "USER 10001" in text
    assert "HEALTHCHECK" in text


def test_containers_write_nowhere_and_may_do_nothing() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    for service in composed["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["mem_limit"]
    mounted = [it.split(":")[0] for it in composed["services"]["nginx"]["volumes"]]
    assert all((DEPLOY / each).is_file() for each in mounted)
    servers = re.findall(r"server (\S+):8501", (DEPLOY / "compose" / "site.conf").read_text())
    assert servers == [name for name in composed["services"] if name != "nginx"]


def test_nginx_understands_the_site_of_compose(tmp_path: Path) -> None:
    site = (DEPLOY / "compose" / "site.conf").read_text()
    port = free_port()
    site = re.sub(r"worker-\d", "127.0.0.1", site).replace(
        "listen 8080", f"listen 127.0.0.1:{port}"
    )
    with nginx_with(tmp_path / "nginx", site) as process:
        wait_for_answer(port, process)
        assert ask(port, "/metrics").status == 404


def test_every_way_to_the_workers_is_the_same() -> None:
    """No office ends up with one worker, whichever site.conf is used."""
    sites = [DEPLOY / "nginx" / "site.conf", DEPLOY / "nginx" / "site-tls.conf"]
    for site in [*sites, DEPLOY / "compose" / "site.conf"]:
        assert "least_conn;" in site.read_text()


def test_the_port_of_compose_is_for_this_machine() -> None:
    """Whose word on a client's address is believed: Docker's own networks are among them."""
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert composed["services"]["nginx"]["ports"] == ["127.0.0.1:8080:8080"]
    site = (DEPLOY / "compose" / "site.conf").read_text()
    trusted = [ip_network(it) for it in re.findall(r"set_real_ip_from (\S+);", site)]
    for address in ("172.17.0.1", "172.31.0.1", "192.168.16.1"):
        assert any(ip_address(address) in each for each in trusted)
    assert not any(ip_address("203.0.113.7") in each for each in trusted)
