"""A class or a code of a later day breaks nothing before that day, and works after it."""

import os
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest

from estimator.cli.main import main
from estimator.engine.estimate import estimate
from estimator.engine.numbers.layout import lay_out
from estimator.engine.tariffs.files import load
from estimator.engine.tariffs.history import changelog
from estimator.engine.tariffs.price_changes import change_days, changes_between
from estimator.environment.tariff_folder import FOLDER
from estimator.locales import LANGUAGES, words
from estimator.pages.method.lists import tariffs_so_far
from estimator.pages.method.rules import shares
from estimator.wording.changes import change_json
from tests.engine.cases import case, euros
from tests.engine.tariffs.folder import SHEET_2024, Folder

LATER = "2028-01-01"
GROUP = "560999,ambulatory,practice,current,consultative_exam,,,30,24,of_2028,,inferred,cm-courante"
PAGES = """
from datetime import date
from estimator.locales import LANGUAGES
from tests.pages.reading import Reading
for language in LANGUAGES:
    Reading("method", language)
    reading = Reading("tariffs", language)
    reading.answer(tariffs_before=date(2025, 2, 1), tariffs_after=date(2028, 1, 1))
    assert "560999" in reading.read
reading.answer(tariffs_day=date(2028, 1, 2))
assert "560999" in reading.read
"""


@pytest.fixture
def later(folder: Folder) -> Folder:
    """The tariffs with a code of 2028 in a class of its own, which no catalogue knows."""
    folder.add("copayments.csv", f"{LATER},of_2028,1.00,3.00,official,convention-m25,")
    folder.write(f"nomenclature/{LATER}.csv", [*folder.lines(SHEET_2024), GROUP])
    sheet = [
        *folder.lines("multipliers/2025-02-01.csv"),
        "560999,1.000000,,derived,,convention-m25,p",
    ]
    folder.write(f"multipliers/{LATER}.csv", sheet)
    folder.add("editions.csv", f"{LATER},2028-12-31,,derived,convention-m25,")
    return folder


def test_the_tables_are_laid_out(later: Folder) -> None:
    assert later.problems() == []
    sheet = lay_out(load(later.path))
    over = case(start=date(2027, 12, 31), per_week=7, sessions=2)
    assert [item.patient for item in estimate(over, sheet).items] == [euros("6.25")] * 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [date(2026, 5, 5), date(2028, 5, 5)])
def test_the_method_page_shows_the_classes_in_force(
    later: Folder, language: str, day: date
) -> None:
    book, say = load(later.path), words(language)
    assert ("of_2028" in shares(say, book, day)) is (day.year == 2028)
    assert "of_2028" in tariffs_so_far(say, book)


def test_all_that_changes_can_be_told(later: Folder) -> None:
    book = load(later.path)
    changed = [it for days in pairwise(change_days(book)) for it in changes_between(book, *days)]
    new = [change_json(change) for change in changed]
    assert {"kind": "fee", "code": "560999", "before": None, "after": "24.00"} in new
    assert next(changelog(book)).first_day == date(2028, 1, 1)


@pytest.mark.parametrize(
    "command",
    [
        ["show", "560999", "--on", "2028-02-01"],
        ["show", "567011", "--on", "2026-02-01"],
        ["diff", "2025-02-01", "2028-02-01"],
    ],
)
def test_the_command_line_knows_it(
    later: Folder,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(FOLDER, str(later.path))
    for language in LANGUAGES:
        assert main(["tariffs", *command, "--lang", language]) == 0
        assert command[1] in capsys.readouterr().out or command[0] == "diff"


def test_a_code_before_its_day_is_refused_in_a_sentence(
    later: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(later.path))
    assert main(["tariffs", "show", "560999", "--on", "2026-02-01"]) == 2
    assert "560999" in capsys.readouterr().err


def test_the_pages_stand_before_and_after_that_day(later: Folder) -> None:
    """In a process of its own, which reads these tariffs."""
    environment = os.environ | {FOLDER: str(later.path)}
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", PAGES], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
