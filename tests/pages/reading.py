"""A person at one of the pages about the tariffs, without a browser."""

from datetime import date
from typing import Any, Self

from streamlit.testing.v1 import AppTest

from tests.pages.asking import bodies, plain

CALL = "from estimator.pages.{name}.page import page\npage()\n"


class Reading:
    """One page as one person sees it."""

    def __init__(self, name: str, language: str = "fr") -> None:
        self.app = AppTest.from_string(CALL.format(name=name), default_timeout=30)
        self.app.query_params["lang"] = language
        self._run()

    def answer(self, **answers: str | date | list[str] | None) -> Self:
        """Gives answers one by one."""
        for field, value in answers.items():
            self.widget(field).set_value(value)
            self._run()
        return self

    def press(self, number: int) -> Self:
        """Presses one of the buttons."""
        self.app.button[number].click()
        self._run()
        return self

    def widget(self, field: str) -> Any:
        """The question of a field."""
        return self.app.get_by_key(field)

    @property
    def bodies(self) -> list[str]:
        """What the page shows, as HTML, without its style."""
        return [each for each in bodies(self.app) if not each.startswith("<style")]

    @property
    def read(self) -> str:
        """All that the page says."""
        return plain(" ".join(self.bodies))

    @property
    def errors(self) -> list[str]:
        """What the page asks to correct."""
        return [plain(error.value) for error in self.app.error]

    @property
    def warnings(self) -> list[str]:
        """What the page says loudly."""
        return [plain(warning.value) for warning in self.app.warning]

    @property
    def infos(self) -> list[str]:
        """What the page waits for."""
        return [plain(info.value) for info in self.app.info]

    def _run(self) -> None:
        self.app.run()
        assert not self.app.exception
