"""The files that the estimate page draws with are those of the installed Streamlit."""

import pytest

from estimator.server.streamlit_files import JS_FOLDER, WIDGETS, chunks


@pytest.mark.parametrize("component", WIDGETS)
def test_every_component_has_a_file(component: str) -> None:
    assert [name for name in chunks() if name.startswith(f"{component}.")]


def test_every_file_exists_and_is_named_once() -> None:
    names = chunks()
    assert len(set(names)) == len(names)
    assert all((JS_FOLDER / name).is_file() for name in names)


def test_what_a_component_imports_is_named_too() -> None:
    assert [name for name in chunks() if name.startswith("purify.")]
