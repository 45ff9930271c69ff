"""A person at the page, without a browser: answers questions, reads what comes back."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from estimator.engine.model.payment import PAYMENT_FIELDS
from estimator.pages.estimate.maf import QUESTIONS
from estimator.pages.estimate.questions import LESS_COMMON

SCRIPT = Path(__file__).parents[2] / "estimator" / "pages" / "script.py"
FOLDED = {"payment": tuple(PAYMENT_FIELDS), "more": LESS_COMMON, "maf": QUESTIONS}
TAGS = re.compile(r"<[^>]+>")
SPACES = re.compile(r"\s+")


class Asking:
    """The page as one person sees it."""

    def __init__(self, language: str = "fr", **presets: str) -> None:
        self.app = AppTest.from_file(str(SCRIPT), default_timeout=30)
        for name, value in {"lang": language, **presets}.items():
            self.app.query_params[name] = value
        self._run()

    def answer(self, **answers: str | int | date) -> "Asking":
        """Gives answers one by one, as a person would."""
        for field, value in answers.items():
            self.widget(field).set_value(value)
            self._run()
        return self

    def unfold(self, name: str, is_open: bool = True) -> "Asking":
        """Opens a folded part, or folds it again; what is in it is drawn while it is open."""
        self.app.session_state[name] = is_open
        self._run()
        return self

    def widget(self, field: str) -> Any:
        """The question of a field, unfolded; an error when the page doesn't ask it."""
        fold = next((name for name, fields in FOLDED.items() if field in fields), "")
        if fold and not self.app.session_state[fold]:
            self.unfold(fold)
        return self.app.get_by_key(field)

    def asks(self, field: str) -> bool:
        """Whether the page asks for a field now."""
        try:
            return self.widget(field) is not None
        except KeyError:
            return False

    def label(self, field: str) -> str:
        """What a question says."""
        return plain(self.widget(field).label)

    def options(self, field: str) -> list[str]:
        """The options of a question, as people read them."""
        return [plain(option) for option in self.widget(field).options]

    @property
    def read(self) -> str:
        """All that the page says in answer."""
        return plain(" ".join(bodies(self.app)))

    @property
    def hints(self) -> list[str]:
        """The sentences under the questions."""
        return [plain(caption.value) for caption in self.app.caption]

    @property
    def errors(self) -> list[str]:
        """What the page asks to correct."""
        return [plain(error.value) for error in self.app.error]

    @property
    def waits(self) -> bool:
        """Whether the page waits for a correction in place of an answer."""
        return bool(self.app.info)

    def _run(self) -> None:
        """AppTest keeps of a page only what the last run has drawn: where that was the answer's
        fragment alone, the page is drawn once more, around the same answer."""
        self.app.run()
        assert not self.app.exception
        if not self.app.title:
            answer = set(bodies(self.app))
            self.app.run()
            assert not self.app.exception
            assert answer <= set(bodies(self.app))


def bodies(app: AppTest) -> list[str]:
    """The HTML that a page shows, element by element."""
    return [str(element.body) for element in app.html]


def plain(html: str) -> str:
    """Text as it is read: no tags, and every kind of space as one."""
    return SPACES.sub(" ", unescape(TAGS.sub(" ", html))).strip()
