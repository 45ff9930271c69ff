"""The server on the same fixed day as the pages."""

from tests.pages.conftest import _on_a_fixed_day

__all__ = ["_on_a_fixed_day"]
