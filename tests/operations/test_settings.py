"""A setting that can't be meant stops the start; an empty one says nothing."""

import json
import os
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from estimator.environment.tariff_folder import SHIPPED
from estimator.operations.settings import SETTINGS, RefusedSetting, Settings, read

MEANT = [
    ("KINE_API_PER_MINUTE", "1", 1),
    ("KINE_API_PER_MINUTE", " 1000000 ", 1_000_000),
    ("KINE_API_ORIGINS", "https://www.example.be", ("https://www.example.be",)),
    (
        "KINE_API_ORIGINS",
        "http://localhost:3000, https://a.be",
        ("http://localhost:3000", "https://a.be"),
    ),
    ("KINE_HOSTS", "kine.example.be, *.example.org", ("kine.example.be", "*.example.org")),
    ("KINE_HOSTS", "192.0.2.7", ("192.0.2.7",)),
    ("KINE_HOSTS", "*", ("*",)),
    ("KINE_ADDRESS", " https://kine.example.be/ ", "https://kine.example.be"),
    ("KINE_ADDRESS", "http://localhost:8501", "http://localhost:8501"),
    ("KINE_OPERATOR", "  Mutualité   d'essai ", "Mutualité d'essai"),
    (
        "KINE_CONTACT",
        "mailto:help@example.be https://www.example.be/contact, tel:+32-2-555-12-12",
        ("mailto:help@example.be", "https://www.example.be/contact", "tel:+32-2-555-12-12"),
    ),
    ("KINE_EMBED_HOSTS", "https://www.example.be", ("https://www.example.be",)),
    (
        "KINE_EMBED_HOSTS",
        "www.a.be\nhttps://*.b.be:8443 c.be:*",
        ("www.a.be", "https://*.b.be:8443", "c.be:*"),
    ),
    ("KINE_METRICS_FROM", "10.0.0.0/8,::1", (ip_network("10.0.0.0/8"), ip_network("::1"))),
    ("KINE_METRICS_FROM", "", ()),
    ("KINE_DRAIN_SECONDS", "0", 0),
    ("KINE_STOP_SECONDS", "2.5", 2.5),
    ("KINE_TARIFFS", str(SHIPPED), SHIPPED),
]
REFUSED = {
    "KINE_API_PER_MINUTE": ("0", "-5", "nan", "inf", "many", "1.5", "1e3", "1000001", "٣"),
    "KINE_API_ORIGINS": (
        "*",
        "www.example.be",
        "https://*.example.be",
        "https://example.be/",
        "https://example.be/app",
        "ftp://example.be",
        "null",
        "https://",
        "https://a.be:99999",
        "https://a..be",
        "https:// example.be",
        "https://Example.be",
        "https://example.be:443",
        "http://example.be:80",
    ),
    "KINE_HOSTS": (
        "https://kine.example.be",
        "kine.example.be:443",
        "kine.example.be/x",
        "a b!",
        "a..be",
        "kine.*.be",
        "-",
    ),
    "KINE_ADDRESS": (
        "kine.example.be",
        "ftp://kine.example.be",
        "https://kine.example.be/kine",
        "https://*.example.be",
        "https://kine.example.be:99999",
        "https://a.be https://b.be",
        'https://a.be"><script>',
    ),
    "KINE_OPERATOR": ("x" * 81, "a\0b"),
    "KINE_CONTACT": (
        "help@example.be",
        "http://example.be",
        "mailto:help@",
        "javascript:alert(1)",
        "tel:112",
        "https://a.be/\u202e",
    ),
    "KINE_EMBED_HOSTS": (
        "javascript:",
        "https://a.be; script-src *",
        "https://a.be/path",
        "'none'",
        "a\0b",
        "https://a.be:99999",
        "ftp://a.be",
    ),
    "KINE_METRICS_FROM": ("everyone", "10.0.0.1/8", "10.0.0.0/33"),
    "KINE_DRAIN_SECONDS": ("nan", "inf", "-1", "soon", "3601"),
    "KINE_STOP_SECONDS": ("nan", "inf", "-0.5", "10 s", "1e9"),
    "KINE_TARIFFS": ("nowhere", __file__),
}
FIELDS = {variable: field for field, (variable, _) in SETTINGS.items()}


@pytest.mark.parametrize(("name", "given", "meant"), MEANT)
def test_what_can_be_meant(name: str, given: str, meant: Any) -> None:
    assert getattr(read({name: given}), FIELDS[name]) == meant


@pytest.mark.parametrize("name", [*FIELDS])
def test_an_empty_one_says_nothing(name: str) -> None:
    assert read({}) == Settings()
    if name != "KINE_METRICS_FROM":  # an empty list of those who may is meant
        assert read({name: "  "}) == Settings()


@pytest.mark.parametrize(
    ("name", "given"), [(name, given) for name, all_given in REFUSED.items() for given in all_given]
)
def test_what_cannot_be_meant_is_named_with_what_is_allowed(name: str, given: str) -> None:
    with pytest.raises(RefusedSetting) as refused:
        read({name: given})
    assert refused.value.name == name
    assert refused.value.given in given
    assert refused.value.allowed
    assert str(refused.value).startswith(f"{name}: ")


def test_every_setting_is_told_of() -> None:
    assert REFUSED.keys() == FIELDS.keys()
    docs = (Path(__file__).parents[2] / "docs" / "deployment.md").read_text("utf-8")
    assert all(f"| `{name}` |" in docs for name in FIELDS)


def test_whoever_starts_the_server_reads_which_will_not_do() -> None:
    start = [sys.executable, "-c", "import estimator.server.application"]
    environment = {**os.environ, "KINE_API_PER_MINUTE": "0"}
    told = subprocess.run(start, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert told.returncode == 1
    (line,) = map(json.loads, told.stderr.splitlines())
    assert line["event"] == "setting_refused"
    assert line["name"] == "KINE_API_PER_MINUTE"
    assert line["given"] == "0"
    assert line["allowed"] == "a whole number from 1 to 1000000"
