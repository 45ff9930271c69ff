"""The JavaScript files of Streamlit that the estimate page needs, for preloading.

Streamlit's document names only the files of its start; it loads those of a widget when it renders
the first one, which costs a slow connection several round trips. The names contain a hash, so they
are looked up in the installed version.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import streamlit

JS_FOLDER = Path(streamlit.__file__).parent / "static" / "static" / "js"
#: The widgets and charts of the page, in its order.
WIDGETS = (
    "Html",
    "ButtonGroup",
    "Radio",
    "Selectbox",
    "TextInput",
    "NumberInput",
    "PageLink",
    "ArrowVegaLiteChart",
)
IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.~-]+\.js)["']""")


@cache
def chunks() -> tuple[str, ...]:
    """The names of their files, with everything that these import."""
    found: dict[str, None] = {}
    for component in WIDGETS:
        for file in sorted(JS_FOLDER.glob(f"{component}.*.js")):
            found.update(dict.fromkeys(imported(file.name, found)))
    return tuple(found)


def imported(name: str, known: dict[str, None]) -> Iterator[str]:
    """A file and, each once, all files that it imports directly or indirectly."""
    seen, waiting = set(known), [name]
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield name
            waiting += IMPORTED.findall((JS_FOLDER / name).read_text("utf-8"))
