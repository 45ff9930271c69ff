"""The form that asks for a file to keep: where it goes, and what it sends."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from estimator.documents.link import LANGUAGE
from estimator.engine.model.money import euros
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.ranges import KIND_OF_KINE
from estimator.engine.receipts.check import LINE_FIELDS, line_from
from estimator.engine.receipts.counted import Line, Patient
from estimator.locales import Words

KEEP = "/keep"
#: What the form sends, and the names of the files.
ANSWERS, FILE, PAGE = "answers", "file", "page"
PAPER, ITEMS, LETTER = "paper", "items", "letter"
LARGE, EASY, TO_SIGN = "paper.large", "paper.easy", "paper.signed"
STEPS, CALENDAR = "steps", "calendar"
#: The files of a plan, and the path of its page.
PLAN_FILES = PLAN_PAPER, PLAN_ITEMS, PLAN_ITSELF = "plan.paper", "plan.items", "plan.file"
YEAR = "year"
#: The name of the practice that a paper to sign bears.
PRACTICE_NAME = "practice_name"
#: A line of a receipt among the answers, and what stands between its fields.
LINE, BETWEEN = "line", ";"


def still_unknown(words: Words, unknown: Iterable[str]) -> str:
    """The questions that a file needs answered: the status of the kiné is not among them."""
    return ", ".join(words(f"field.{field}") for field in unknown if field != KIND_OF_KINE)


def receipt_query(patient: Patient, lines: Iterable[Line], language: str) -> str:
    """A patient and the lines of a receipt, as the form sends them for a letter."""
    facts = [(name, str(fact).lower()) for name, fact in patient._asdict().items()]
    each = [(LINE, BETWEEN.join(map(str, written(line)))) for line in lines]
    return urlencode([(LANGUAGE, language), *facts, *each])


def written(line: Line) -> Iterator[object]:
    """The fields of a line, in the order of `LINE_FIELDS`."""
    yield from (line.code, line.day, euros(line.paid), euros(line.received))


def receipt_lines(texts: Iterable[str], book: TariffBook) -> list[Line]:
    """The lines that a form sent; leaves out what is no line."""
    each = (dict(zip(LINE_FIELDS, text.split(BETWEEN), strict=False)) for text in texts)
    return [line for line, _ in (line_from(fields, book) for fields in each) if line]
