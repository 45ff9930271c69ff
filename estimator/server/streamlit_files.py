"""Streamlit's files that the estimate page will ask for, known before its scripts run.

Streamlit names the files of its start in the document and fetches those of each widget when it
first draws one: a browser far away then waits several times over. The names bear a hash, so they
are looked up in the installed version.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import streamlit

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
#: What draws the questions, the answer and the charts, in the order of the page.
DRAWN = (
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
    """The names of the files that draw the page, and of all that they import."""
    found: dict[str, None] = {}
    for component in DRAWN:
        for file in sorted(SCRIPTS.glob(f"{component}.*.js")):
            found.update(dict.fromkeys(imported(file.name, found)))
    return tuple(found)


def imported(name: str, known: dict[str, None]) -> Iterator[str]:
    """A file and the files that it imports, those that they import included, each once."""
    seen, waiting = set(known), [name]
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield name
            waiting += IMPORTED.findall((SCRIPTS / name).read_text("utf-8"))
