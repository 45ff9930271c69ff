"""The page for advisors in a real browser: by mouse, by keys, by touch, in two languages."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from estimator.lists.examples import template
from estimator.pages.advisor.lists.meanings import ANSWERS
from estimator.pages.advisor.lists.mending import CORRECTED
from tests.browser.advising import Advising
from tests.browser.conftest import Scheme, Tabs
from tests.browser.test_accessibility import axe_finds_nothing
from tests.browser.visiting import WAIT, euros
from tests.lists.test_asking_page import sheets

ORDINARY = Path(__file__).parents[1] / "lists" / "ordinary"
LIST = (
    "pathology;bim;conventioned;fee;sessions;start;intake;name\r\n"
    + "current;false;false;40,00;18;2025-05-05;false;Zoë\r\n" * 3
    + "knee;false;true;;18;2025-05-05;false;=1+1\r\n"
).encode("cp1252")
LEFT = Decimal("388.44")
#: Where the columns stand in the table of situations.
PATHOLOGY, BIM, FEE = 1, 2, 4


@pytest.fixture
def advising(page: Page, address: str) -> Advising:
    return Advising(page, address)


def test_situations_are_added_changed_by_keys_and_compared(advising: Advising) -> None:
    expect(advising.results).to_have_count(2)
    advising.press("advisor.add")
    expect(advising.results).to_have_count(3)
    expect(advising.page.locator("canvas:focus, canvas :focus")).to_have_count(1)
    advising.pick(0, BIM, 0)
    left, difference = (amounts_in(advising.results.first).nth(n) for n in (5, 6))
    last = amounts_in(advising.results.last)
    expect(left).not_to_have_text(last.nth(5).inner_text(), timeout=WAIT)
    expect(difference).to_have_text(re.compile(r"^0,00"))
    expect(last.nth(6)).to_have_text(re.compile(r"^\+"))
    advising.press("advisor.remove")
    expect(advising.results).to_have_count(2)


def amounts_in(row: Locator) -> Locator:
    """The amounts of a situation, without their names."""
    return row.locator("td > :not(.label)")


@pytest.mark.parametrize(("width", "beside"), [(375, True), (1280, False)])
def test_every_amount_has_its_name(tabs: Tabs, address: str, width: int, *, beside: bool) -> None:
    page = tabs.open(width)
    advising = Advising(page, address, "de")
    heads = page.locator("table.scenarios").get_by_role("columnheader").all_text_contents()[1:]
    names = advising.results.first.locator(".label")
    assert names.all_text_contents() == heads
    for name, amount in zip(names.all(), amounts_in(advising.results.first).all(), strict=True):
        expect(name).to_be_visible(visible=beside)
        if beside:
            left, right = name.bounding_box(), amount.bounding_box()
            assert left
            assert right
            assert left["y"] == pytest.approx(right["y"], abs=2)
            assert left["x"] + left["width"] < right["x"]


def test_a_cell_that_wont_do_is_told_and_the_others_go_on(advising: Advising) -> None:
    advising.change(1, FEE, "beaucoup")
    advising.reads("beaucoup")
    expect(advising.results).to_have_count(1)
    advising.change(1, FEE, "40,50")
    expect(advising.results).to_have_count(2, timeout=WAIT)


def test_the_language_and_a_visit_to_the_estimate_lose_nothing(
    advising: Advising, page: Page
) -> None:
    amounts = amounts_in(advising.results.first)
    before = str(amounts.first.text_content())
    advising.pick(0, PATHOLOGY, 1)
    expect(amounts.first).not_to_have_text(before, timeout=WAIT)
    changed = amounts.all_text_contents()
    advising.upload("liste.csv", LIST)
    advising.press("list_page.start")
    advising.reads(euros("fr", 3 * LEFT))
    advising.speak("nl")
    expect(amounts).to_have_text(changed, timeout=WAIT)
    advising.reads("is niet bekend")
    advising.reads(euros("nl", 3 * LEFT))
    advising.press("advisor.open")
    expect(page.locator(".st-key-answer")).to_be_visible(timeout=WAIT)
    expect(page).to_have_url(re.compile(r"/\?lang=nl$"))
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    group = page.locator(".st-key-pathology").get_by_role("combobox")
    expect(group).to_have_value(advising.say("choice.group.fa"))
    page.locator(".st-key-pages").get_by_text(advising.say("advisor.title")).click()
    expect(advising.results).to_have_count(2, timeout=WAIT)
    expect(amounts).to_have_text(changed, timeout=WAIT)


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("nl", 375)])
def test_a_list_from_the_file_to_the_result(
    tabs: Tabs, address: str, language: str, width: int, tmp_path: Path
) -> None:
    page = tabs.open(width)
    advising = Advising(page, address, language)
    advising.upload("liste.csv", LIST)
    advising.press("list_page.start")
    advising.reads(advising.say("list.done", n=4, errors=1))
    advising.reads(euros(language, 3 * LEFT))
    advising.reads("knee")
    expect(page.locator("svg.marks").last).to_be_visible(timeout=WAIT)
    assert advising.overflow <= 0
    result = advising.download("advisor.csv", tmp_path, last=True).read_text("utf-8-sig")
    *rows, bad = list(csv.reader(result.splitlines(), delimiter=";"))[1:]
    told = ["Zoë", "720,00", "331,56", "112,50", "110,34", "165,60", "388,44"]
    assert [row[7:14] for row in rows] == [told] * 3
    assert bad[7] == "'=1+1"
    sheet = openpyxl.load_workbook(advising.download("advisor.xlsx", tmp_path, last=True)).active
    assert sheet is not None
    assert sheet.cell(5, 8).data_type == "s"


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("de", 375)])
def test_wrong_rows_are_taken_mended_and_brought_back(
    tabs: Tabs, address: str, language: str, width: int, tmp_path: Path
) -> None:
    page = tabs.open(width, still=True)
    advising = Advising(page, address, language)
    advising.upload("fr_wrong_rows.csv", (ORDINARY / "fr_wrong_rows.csv").read_bytes())
    advising.reads(advising.say("list_mend.read"))
    expect(page.locator("table.read .refused")).to_have_count(4)
    axe_finds_nothing(page)
    assert advising.overflow <= 0
    advising.press("list_page.start")
    kinds = page.locator("table.kinds tbody tr")
    expect(kinds).to_have_count(3, timeout=WAIT)
    expect(kinds.first).to_contain_text("beaucoup → 1 … 400")
    axe_finds_nothing(page)
    assert advising.overflow <= 0
    wrong = advising.download("list_mend.csv", tmp_path).read_text("utf-8-sig")
    first = wrong.replace("beaucoup", "18").replace("peut-être", "non", 1)
    advising.give("wrong.csv", first.encode(), CORRECTED)
    advising.reads(advising.say("list_mend.left", n=1))
    expect(kinds).to_have_count(2)
    both = first.replace("31/09/2025", "30/09/2025").replace('"0"', '"18"')
    advising.give("wrong.csv", both.encode(), CORRECTED)
    advising.reads(advising.say("list_mend.none_left"))
    advising.reads(advising.say("list.done", n=4, errors=0))
    advising.reads(euros(language, Decimal("727.73")))  # A + A + C + A of ordinary/reckoning.md
    expect(kinds).to_have_count(0)
    advising.give("wrong.csv", wrong.replace("kine_row", "row").encode(), CORRECTED)
    advising.reads(advising.say("refusal.corrected_unnumbered", field="kine_row"))
    advising.reads(euros(language, Decimal("727.73")))


def test_answers_are_kept_as_a_file_and_given_again(advising: Advising, tmp_path: Path) -> None:
    advising.upload("fr_no_bim.csv", (ORDINARY / "fr_no_bim.csv").read_bytes())
    advising.unfold("list_page.meanings")
    kept = (ORDINARY / "fr_no_bim.csv.columns.json").read_bytes()
    advising.give("columns.json", kept, ANSWERS)
    advising.reads(advising.say("list_mend.read"))
    path = advising.download("list_mend.answers.take", tmp_path)
    assert json.loads(path.read_text("utf-8"))["everywhere"] == {"bim": "false"}


def test_a_list_is_stopped_on_the_way(advising: Advising) -> None:
    head, row, *_ = LIST.splitlines(keepends=True)
    advising.upload("longue.csv", head + row * 190_000)
    advising.press("list_page.start")
    expect(advising.page.get_by_role("progressbar")).to_be_visible(timeout=WAIT)
    advising.page.get_by_role("button", name=advising.say("list_page.stop")).click()
    advising.reads(advising.say("list_page.stopped"))
    advising.upload("courte.csv", LIST)
    expect(advising.page.get_by_text(advising.say("list_page.stopped"))).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("de", 1280)])
def test_what_is_asked_is_answered(tabs: Tabs, address: str, language: str, width: int) -> None:
    page = tabs.open(width, still=True)
    advising = Advising(page, address, language)
    advising.upload("liste.xlsx", sheets("2024", "2025"))
    label = advising.say("list_page.sheet")
    expect(page.get_by_label(label)).to_be_visible(timeout=WAIT)
    axe_finds_nothing(page)
    advising.speak("nl")
    advising.select(advising.say("list_page.sheet"), "2025")
    advising.unfold("list_page.meanings")
    axe_finds_nothing(page)
    assert advising.overflow <= 0
    which = advising.say("list_page.meaning", column="intake")
    advising.select(which, advising.say("field.surcharge"))
    advising.press("list_page.start")
    advising.reads(advising.say("list.done", n=2, errors=2))
    advising.press("list_page.ask_again")
    advising.press("list_page.start")
    advising.reads(advising.say("list.done", n=2, errors=0))


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
NO_LISTS = {
    "vide.csv": (b"", "est vide"),
    "titres.csv": (LIST.splitlines()[0], "aucune ligne"),
    "image.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(99), "image"),
    "ancien.xls": (OLD_EXCEL, "enregistrez-le en .xlsx"),
    "image.png": (b"\x89PNG\r\n\x1a\n" + bytes(99), "n’est pas une liste"),
}


def test_what_is_no_list_is_told(advising: Advising) -> None:
    for name, (content, told) in NO_LISTS.items():
        advising.upload(name, content)
        advising.reads(told)


def test_the_template_and_the_situations_can_be_taken_away(
    advising: Advising, tmp_path: Path
) -> None:
    advising.unfold("list_page.looks")
    assert advising.download("list_page.template.csv", tmp_path).read_bytes() == template("t.csv")
    sheet = openpyxl.load_workbook(advising.download("advisor.xlsx", tmp_path)).active
    assert sheet is not None
    assert sheet.max_row == 3
    text = advising.download("advisor.csv", tmp_path).read_text("utf-8-sig")
    assert text.startswith("name;pathology;")


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("fr", 1280, "light"), ("nl", 320, "dark")],
)
def test_axe_finds_nothing_and_nothing_is_too_wide(
    tabs: Tabs, address: str, language: str, *, width: int, scheme: Scheme
) -> None:
    page = tabs.open(width, 900, scheme=scheme, still=True)
    advising = Advising(page, address, language)
    axe_finds_nothing(page)
    advising.open_cell(0, BIM)
    axe_finds_nothing(page)
    page.keyboard.press("Escape")
    advising.upload("liste.csv", LIST)
    axe_finds_nothing(page)
    advising.press("list_page.start")
    advising.reads("knee")
    for folded in page.locator("details:not([open]) > summary").all()[::-1]:
        folded.click()
    advising.settle()
    axe_finds_nothing(page)
    assert advising.overflow <= 0


ENGLISH = ("Upload", "file upload", "per file", "Add files", "not allowed", "Skip to", "None")


def test_nothing_is_left_in_english(advising: Advising, page: Page) -> None:
    def english() -> list[str]:
        shown = page.locator("body").evaluate(
            "it => it.innerText + [...it.querySelectorAll('[aria-label]')]"
            ".filter(e => e.checkVisibility()).map(e => e.ariaLabel).join('\\n')"
        )
        return [text for text in ENGLISH if text in shown]

    assert english() == []
    advising.upload("liste.csv", LIST)
    assert english() == []
    advising.upload("image.png", b"\x89PNG")
    assert english() == []
    advising.speak("de")
    expect(page.get_by_text("ist keine Liste")).to_be_visible()


def test_a_finger_opens_a_cell(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 800}, has_touch=True)
    page = context.new_page()
    Advising(page, address, "nl")
    table = page.locator("canvas").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    field = page.locator("#portal textarea, #portal input")
    for _ in range(5):
        page.touchscreen.tap(box["x"] + 60, box["y"] + 55)
        if field.count():
            break
    expect(field.first).to_be_visible()
    context.close()
