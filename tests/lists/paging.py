"""The advisor's page without a browser."""

from typing import Any

from streamlit.testing.v1 import AppTest

from estimator.locales import words
from tests.lists.test_page import PATIENCE, finished
from tests.pages.asking import bodies, plain


def script() -> None:
    """What runs the page."""
    from estimator.pages.advisor.page import page

    page()


class Paging:
    """One visit."""

    def __init__(self, language: str = "en") -> None:
        self.say = words(language)
        self.app = AppTest.from_function(script, default_timeout=PATIENCE)
        self.app.query_params["lang"] = language
        self.run()

    def run(self) -> None:
        """Runs the page; it must not fail."""
        self.app.run()
        assert not self.app.exception

    def press(self, key: str) -> None:
        """Presses a button by its words."""
        button = next(it for it in self.app.button if it.label == self.say(key))
        button.click()
        self.run()

    def give(self, name: str, content: bytes) -> None:
        """Gives a file."""
        self.app.file_uploader[0].set_value((name, content, "text/plain"))
        self.run()

    def upload(self, name: str, content: bytes) -> None:
        """Gives a file, and waits until it is read."""
        self.give(name, content)
        self.wait()

    def choose(self, label: str, option: Any) -> None:
        """Answers a question of the page, by its words."""
        asked = next(it for it in (*self.app.selectbox, *self.app.radio) if it.label == label)
        asked.set_value(option)
        self.run()

    def speak(self, language: str) -> None:
        """Switches the language."""
        self.say = words(language)
        self.widget("language").set_value(language)
        self.run()

    def widget(self, key: str) -> Any:
        """What the page asks by a key."""
        return self.app.get_by_key(key)

    @property
    def given(self) -> Any:
        """The list that was given."""
        return self.app.session_state["fixed_list"]

    @property
    def job(self) -> Any:
        """The list on its way to its result."""
        return self.given.job

    def wait(self) -> None:
        """Waits until what runs is over, and shows it."""
        finished(self.job or self.given.reading)
        self.run()

    @property
    def asked(self) -> list[str]:
        """The questions of the page."""
        return [it.label for it in (*self.app.selectbox, *self.app.radio)]

    @property
    def read(self) -> str:
        """All that the page says."""
        told = [*self.app.error, *self.app.info, *self.app.markdown]
        return plain(" ".join([*bodies(self.app), *(str(it.value) for it in told)]))

    @property
    def buttons(self) -> list[str]:
        """The words on the buttons."""
        return [button.label for button in self.app.button]

    def disabled(self, key: str) -> bool:
        """Whether a button can't be pressed now."""
        return bool(next(it for it in self.app.button if it.label == self.say(key)).disabled)

    @property
    def table(self) -> Any:
        """The situations as the page last had them."""
        return self.app.session_state["advisor_latest"]

    def change(self, **cells: Any) -> None:
        """Sets cells of the first situation."""
        rows = self.table.copy()
        for name, value in cells.items():
            rows.loc[0, name] = value
        self.app.session_state["advisor_latest"] = rows
        self.app.session_state["advisor_version"] += 1
        self.run()
