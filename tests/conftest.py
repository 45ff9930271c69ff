"""What holds for all tests."""

import sys
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

MAIN = sys.modules["__main__"]
# Each AppTest looks through all packages for components, which takes ten times as long as the page.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest leaves its page as the main module, which new processes would start
    from: each test begins, and ends, with the real one."""
    monkeypatch.setitem(sys.modules, "__main__", MAIN)
