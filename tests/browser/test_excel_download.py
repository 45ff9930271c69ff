"""The Excel file of a long result, in a real browser: it is prepared, then taken."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from estimator.pages.advisor.lists.downloads import AT_ONCE
from tests.browser.advising import Advising
from tests.browser.conftest import Tabs
from tests.browser.test_accessibility import axe_finds_nothing
from tests.browser.visiting import WAIT
from tests.lists.results.books import sheet_in

HEAD = "pathology;bim;conventioned;sessions;start;intake;dossier\r\n"
ROW = "current;false;true;18;2025-05-05;false;0032\r\n"
ROWS = AT_ONCE + 1


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("nl", 375)])
def test_a_long_result_as_excel(
    tabs: Tabs, address: str, language: str, width: int, tmp_path: Path
) -> None:
    page = tabs.open(width)
    advising = Advising(page, address, language)
    advising.upload("liste.csv", (HEAD + ROW * ROWS).encode())
    advising.press("list_page.start")
    advising.reads(advising.say("list_results.csv_first"))
    advising.press("list_results.prepare")
    offered = page.get_by_role("button", name=advising.say("advisor.xlsx"))
    expect(offered).to_have_count(2, timeout=WAIT)  # the other is that of the situations
    assert advising.overflow <= 0
    axe_finds_nothing(page)
    sheet = sheet_in(advising.download("advisor.xlsx", tmp_path, last=True).read_bytes())
    assert sheet.max_row == ROWS + 1
    heads = [cell.value for cell in sheet[1]]
    last = dict(zip(heads, (cell.value for cell in sheet[ROWS + 1]), strict=True))
    assert (last["dossier"], last["sessions"], last["patient"]) == ("0032", 18, 112.5)
