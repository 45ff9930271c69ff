"""A request for a file to keep, what answers it, and what refuses it."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from estimator.documents.kept_form import LETTER, PLAN_FILES, YEAR
from estimator.documents.link import LANGUAGE, answers_query
from estimator.documents.plan_link import MOST_SIGNS, PLAN
from estimator.engine.ranges import KIND_OF_KINE, OPTIONS, Unknown
from estimator.locales import Words
from estimator.pages.forms.form import UNKNOWN, YES


class Refused(Exception):
    """A file that cannot be made: the HTTP status, and a sentence in the person's language."""

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = headers


class KeptRequest(NamedTuple):
    """A request: which file, for which answers, in which language, and the address of the page;
    for a letter the lines of a receipt, for a file of a plan the plan as in its link, for a
    paper to sign the name of the practice."""

    file: str
    answers: Mapping[str, str]
    words: Words
    page: str
    lines: tuple[str, ...]
    plan: str
    practice_name: str = ""

    @property
    def unknown(self) -> Unknown:
        """The questions answered by "I don't know"."""
        return {
            field: values for field, values in OPTIONS.items() if self.answers.get(field) == UNKNOWN
        }

    @property
    def known(self) -> dict[str, str]:
        """The other answers."""
        return {field: given for field, given in self.answers.items() if given != UNKNOWN}

    @property
    def conventioned(self) -> bool | None:
        """The status of the kiné, None if the person does not know it."""
        status = self.known.get(KIND_OF_KINE)
        return None if status is None else status == YES

    @property
    def query(self) -> str:
        """The answers as the query of a link."""
        return answers_query(self.answers, self.words.language)

    @property
    def way_back(self) -> tuple[str, str]:
        """Where the person came from, and the words of a link to it."""
        if self.file == LETTER:
            return f"/check?lang={self.words.language}", self.words("letters.back")
        if self.file in PLAN_FILES:
            # A plan too long for an address would be cut off there; its page has the file.
            plan = [(PLAN, self.plan)] if len(self.plan) <= MOST_SIGNS else []
            query = urlencode([(LANGUAGE, self.words.language), *plan])
            return f"/{YEAR}?{query}", self.words("plan_paper.back")
        return f"/?{self.query}", self.words("keeping.back")


class Kept(NamedTuple):
    """A file with its media type and name."""

    content: bytes
    media_type: str
    name: str
