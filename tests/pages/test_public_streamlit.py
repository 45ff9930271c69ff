"""The product uses what Streamlit documents; ruff bans the modules inside it, this the names."""

import ast
from collections.abc import Iterator

import pytest

from tests.browser.conftest import PROJECT

FILES = [PROJECT / "app.py", *sorted((PROJECT / "estimator").rglob("*.py"))]
#: What Python documents, although the names begin with an underscore.
OF_NAMED_TUPLES = {"_asdict", "_fields", "_make", "_replace"}


def private(tree: ast.AST) -> Iterator[str]:
    """Names with a leading underscore of something other than the object itself, and attributes of
    Streamlit that are set."""
    from_streamlit = {
        (name.asname or name.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if (getattr(node, "module", None) or name.name).partition(".")[0] == "streamlit"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            hidden = node.attr.startswith("_") and not node.attr.startswith("__")
            if hidden and not own and node.attr not in OF_NAMED_TUPLES:
                yield ast.unparse(node)
            root = ast.unparse(node).partition(".")[0]
            if isinstance(node.ctx, ast.Store | ast.Del) and root in from_streamlit:
                yield ast.unparse(node)


def test_nothing_private_is_used_and_nothing_of_streamlit_is_patched() -> None:
    found = {
        str(file.relative_to(PROJECT)): names
        for file in FILES
        if (names := list(private(ast.parse(file.read_text("utf-8")))))
    }
    assert not found


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("import streamlit as st\nst._main", ["st._main"]),
        ("from streamlit import config\nconfig.get_option = len", ["config.get_option"]),
        ("session._scriptrunner.stop()", ["session._scriptrunner"]),
        ("import streamlit as st\nst.session_state['a'] = row._asdict()", []),
        ("class A:\n    def b(self):\n        return self._c", []),
    ],
)
def test_what_is_private_is_found(code: str, names: list[str]) -> None:
    assert list(private(ast.parse(code))) == names
