"""Every machine runs the same: what the app needs is pinned, and installed as pinned."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
APP = ROOT / "requirements.txt"
CLUSTER = ROOT / "requirements-cluster.txt"
FILES = sorted(ROOT.glob("requirements*.txt"))
EXACT = re.compile(r"==[^*]+")


def pins(file: Path) -> list[Requirement]:
    """The packages that a file names."""
    lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def asked_for(file: Path) -> list[str]:
    """The packages that a file names for their own sake: those above the first empty line."""
    above = file.read_text("utf-8").partition("\n\n")[0]
    return [pin.name for pin in pins(file) if f"\n{pin.name}==" in above]


def brought_along(name: str, extras: frozenset[str] = frozenset()) -> Iterator[Requirement]:
    """What a package asks for on this machine."""
    for line in distribution(name).requires or ():
        needed = Requirement(line)
        markers = (
            [needed.marker.evaluate({"extra": extra}) for extra in ("", *extras)]
            if (needed.marker)
            else [True]
        )
        if any(markers):
            yield needed


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_version_is_exact_and_named_once(file: Path) -> None:
    named = pins(file)
    assert named
    assert all(EXACT.fullmatch(str(pin.specifier)) for pin in named)
    names = [canonicalize_name(pin.name) for pin in named]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("pin", pins(APP), ids=lambda pin: pin.name)
def test_what_is_installed_is_what_is_pinned(pin: Requirement) -> None:
    assert version(pin.name) in pin.specifier


def test_nothing_comes_along_unpinned() -> None:
    pinned = {canonicalize_name(pin.name) for pin in pins(APP)}
    for pin in pins(APP):
        for needed in brought_along(pin.name, frozenset(pin.extras)):
            assert canonicalize_name(needed.name) in pinned, f"{pin.name} asks for {needed.name}"


def test_the_project_names_what_the_app_is_built_on_and_allows_its_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    allowed = {it.name: it for it in map(Requirement, project["dependencies"])}
    assert allowed.keys() == set(asked_for(APP))
    assert all(it.specifier == "" or version(it.name) in it.specifier for it in allowed.values())


def test_the_extra_names_what_a_cluster_needs_as_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["optional-dependencies"] == {"cluster": asked_for(CLUSTER)}


def test_nothing_comes_along_unpinned_on_a_cluster() -> None:
    pinned = {canonicalize_name(pin.name) for pin in (*pins(APP), *pins(CLUSTER))}
    for pin in pins(CLUSTER):
        for needed in brought_along(pin.name, frozenset(pin.extras)):
            assert canonicalize_name(needed.name) in pinned, f"{pin.name} asks for {needed.name}"
