"""What holds for all tests."""

import os
import shutil
import sys
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from tests.engine.tariffs.folder import Folder
from tests.frozen import FROZEN

# Before anything reads tariffs; the servers that tests start inherit it.
os.environ["KINE_TARIFFS"] = str(FROZEN)
# Whatever the machine speaks, its terminal speaks French.
os.environ["LC_MESSAGES"] = "fr_BE.UTF-8"
os.environ.pop("LC_ALL", None)
MAIN = sys.modules["__main__"]
# How fast an example is, the machine decides; benchmarks/ measure it.
settings.register_profile("unhurried", deadline=None)
if settings.get_current_profile_name() == "default":  # CI has a profile of its own, unhurried too
    settings.load_profile("unhurried")
# Each AppTest looks through all packages for components, which takes ten times as long as the page.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
#: Watched for coverage a test takes twice as long. These go mostly through code that others go
#: through as well, with many examples more, or run in a process of its own.
UNWATCHED = (
    "tests/abuse/",
    "tests/lists/test_bombs.py",
    "tests/browser/",
    "tests/deployment/",
    "tests/editions/test_altered_copies.py",
    "tests/editions/test_mutations.py",
    "tests/editions/test_recipe.py",
    "tests/engine/plan/test_oracle.py",
    "tests/engine/plan/test_properties.py",
    "tests/engine/test_golden.py",
    "tests/engine/test_oracle.py",
    "tests/engine/test_properties.py",
    "tests/documents/test_pdf.py",
    "tests/locales/test_words_in_code.py",
)
#: Of a test with several cases the first is watched here: the others go through the same code,
#: with another word, language or answer.
FIRST_CASE = ("tests/documents/", "tests/lists/", "tests/pages/", "tests/wording/")


#: Three hundred visitors take the whole machine: they come last, when no browser waits.
LAST = "tests/deployment/test_office.py"
#: Files whose tests share a server: one process runs them all, so that it starts once.
TOGETHER = {
    "abuse": ("tests/abuse/",),
    "front": tuple(f"tests/deployment/test_{name}.py" for name in ("front", "hostile", "losses")),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Takes coverage from the tests above, puts the heaviest at the end, and says which tests one
    process runs: those of a file, or of files that share a server."""
    seen: set[str] = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        again = test in seen and test.startswith(FIRST_CASE)
        seen.add(test)
        if again or test.startswith(UNWATCHED):
            item.add_marker("no_cover")
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
    items.sort(key=lambda item: item.nodeid.startswith(LAST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Leaves the fixtures of an unwatched test unwatched too: where a page is opened by a fixture,
    that takes longer than the test."""
    watching = Coverage.current() if item.get_closest_marker("no_cover") else None
    if watching:
        watching.stop()
    try:
        yield
    finally:
        if watching:
            watching.start()


def group_of(item: pytest.Item) -> str:
    """The tests that run in the same process as this one."""
    shared = (name for name, files in TOGETHER.items() if item.nodeid.startswith(files))
    return next(shared, item.path.relative_to(item.config.rootpath).as_posix())


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest leaves its page as the main module, which new processes would start
    from: each test begins, and ends, with the real one."""
    monkeypatch.setitem(sys.modules, "__main__", MAIN)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A copy of the frozen tariffs."""
    return Folder(Path(shutil.copytree(FROZEN, tmp_path / "tariffs")))
