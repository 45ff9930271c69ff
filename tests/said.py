"""What the product says to a request of docs/questions.md, in a process of its own.

A page keeps parts of what it showed, and the tariffs are read once per process: so that no other
test meets the shipped tariffs, the requests are answered elsewhere, all in one go.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from estimator.cli.main import main
from estimator.environment import clock
from estimator.environment.tariff_folder import FOLDER
from tests.pages.asking import Asking, plain
from tests.pages.reading import Reading

#: The day on which the pages are read.
DAY = date(2026, 6, 1)
PAGE = "page"
PROJECT = Path(__file__).parents[1]
#: The language of the quotations, unless the request names another.
LANGUAGE = "en"


def answers_to(requests: Iterable[str]) -> dict[str, str]:
    """What each request gets in answer, on the shipped tariffs; none may fail."""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-m", __name__],
        input=json.dumps([*requests]),
        cwd=PROJECT,
        env=os.environ | {FOLDER: "", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    found: dict[str, str] = json.loads(ended.stdout)
    return found


def answer(request: str) -> str:
    """What a command prints, or what a page shows."""
    name, *rest = shlex.split(request)
    return page_text(*rest) if name == PAGE else printed([name, *rest])


def printed(arguments: list[str]) -> str:
    """What a command prints, or that it was refused: a mistake in the document."""
    language = [] if "--lang" in arguments else ["--lang", LANGUAGE]
    output = StringIO()
    with redirect_stdout(output), redirect_stderr(output):
        ended = main([*arguments, *language])
    return plain(output.getvalue()) if ended == 0 else f"refused: {output.getvalue()}"


def page_text(name: str, *answers: str) -> str:
    """All that a page shows after some answers, each `question=answer`."""
    page = Asking(LANGUAGE) if name == "estimate" else Reading(name, LANGUAGE)
    prefix = "" if name == "estimate" else f"{name}_"
    for each in answers:
        question, _, given = each.partition("=")
        try:
            page.answer(**{prefix + question: typed(given)})
        except KeyError:
            return f"refused: {question} is not asked"
    app = page.app
    captions = [plain(caption.value) for caption in app.caption]
    boxes = [plain(box.value) for box in (*app.warning, *app.info, *app.success)]
    labels = [plain(button.label) for button in app.button]
    return " ".join([page.read, *captions, *boxes, *labels])


def typed(given: str) -> str | date:
    """An answer in text, or a day."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return given


def lines(requests: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each request with its answer, on the fixed day."""
    with patch.object(clock, "today", lambda: DAY):
        for request in requests:
            yield request, answer(request)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(dict(lines(json.load(sys.stdin)))))
