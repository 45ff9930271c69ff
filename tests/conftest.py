"""What holds for all tests."""

import sys

import pytest

MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest leaves its page as the main module, which new processes would start
    from: each test begins, and ends, with the real one."""
    monkeypatch.setitem(sys.modules, "__main__", MAIN)
