"""A person at the page of the year, without a browser."""

from typing import Any

from estimator.locales import words
from estimator.pages.forms.year_courses import COURSES, HOUSEHOLD, YearCourse
from estimator.pages.year.comparing import PREFIX
from tests.pages.reading import Reading

#: A course at a conventioned kiné, and one at another; in the frozen tariffs.
BACK = {
    "pathology": "current",
    "bim": "false",
    "conventioned": "true",
    "sessions": "18",
    "start": "2025-03-03",
}
KNEE = {**BACK, "conventioned": "false", "fee": "40", "sessions": "10", "start": "2025-06-02"}


def course(name: str, answers: dict[str, str], person: str = "", condition: str = "") -> YearCourse:
    return YearCourse(name, condition or name, person, answers)


class Planning(Reading):
    """The page with some courses on it."""

    def __init__(self, *courses: YearCourse, language: str = "fr") -> None:
        super().__init__("year", language)
        self.say = words(language)
        if courses:
            self.app.session_state[COURSES] = courses
            self._run()

    @property
    def courses(self) -> tuple[YearCourse, ...]:
        """Those in the session."""
        found: tuple[YearCourse, ...] = self.app.session_state[COURSES]
        return found

    def click(self, key: str, **values: Any) -> "Planning":
        """Presses the button of a sentence."""
        label = self.say(f"year.{key}", **values)
        next(it for it in self.app.button if it.label == label).click()
        self._run()
        return self

    def reply(self, place: int, **answers: Any) -> "Planning":
        """Answers questions about a course that is open; the first is 0."""
        for field, value in answers.items():
            self.widget(f"year_{self.courses[place].id}_{field}").set_value(value)
            self._run()
        return self

    def asks(self, place: int, field: str) -> bool:
        """Whether a question about a course is on the page."""
        wanted = f"year_{self.courses[place].id}_{field}"
        kinds = ("selectbox", "text_input", "number_input", "date_input", "button_group")
        return any(it.key == wanted for kind in kinds for it in self.app.get(kind))

    def about(self, prefix: str, fold: str, **answers: Any) -> "Planning":
        """Opens a folded part of the answer, and answers its questions."""
        self.app.session_state[f"{prefix}{fold}"] = True
        self._run()
        for field, value in answers.items():
            self.widget(f"{prefix}{field}").set_value(value)
            self._run()
        return self

    def household(self, **answers: Any) -> "Planning":
        """Answers the questions about the household."""
        return self.about(HOUSEHOLD, "maf", **answers)

    def what_if(self, **answers: Any) -> "Planning":
        """Answers the questions about a change."""
        return self.about(PREFIX, "compare", **answers)

    def _run(self) -> None:
        """AppTest keeps only what the last run has drawn: after a run of the answer's fragment the
        page is drawn once more."""
        super()._run()
        if not self.app.title:
            super()._run()
