"""The page for practices in a real browser: from the form to what goes on a website and a wall."""

import html
import io
import re
from pathlib import Path

import numpy as np
import pypdf
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Scheme, Tabs
from tests.browser.hosting import Embed, website
from tests.browser.test_accessibility import axe_finds_nothing, axe_finds_nothing_in
from tests.browser.visiting import WAIT

LOOKS: tuple[tuple[int, Scheme], ...] = ((320, "light"), (1280, "dark"))
PREVIEW = "iframe[title='Aperçu']"


class Practice:
    """A practice at the page."""

    def __init__(self, page: Page, address: str, query: str = "lang=fr") -> None:
        self.page = page
        page.goto(f"{address}practice?{query}")
        expect(page.locator("h2#notice")).to_be_visible(timeout=WAIT)

    def fill(self, name: str, text: str) -> None:
        """Types into a field and leaves it."""
        entry = self.page.locator(f".st-key-site_{name} input")
        entry.fill(text)
        entry.press("Enter")

    def choose(self, name: str, option: str) -> None:
        """Chooses one of a few."""
        self.page.locator(f".st-key-site_{name}").get_by_text(option, exact=True).click()

    @property
    def snippet(self) -> str:
        """What there is to paste."""
        return str(self.page.locator(".stCode").first.inner_text())

    def shows(self, text: str) -> None:
        """Waits until the snippet holds something."""
        expect(self.page.locator(".stCode").first).to_contain_text(text, timeout=WAIT)

    def download(self, words: str, folder: Path) -> Path:
        """What a button gives."""
        with self.page.expect_download(timeout=WAIT) as given:
            self.page.get_by_role("button", name=words).click()
        path = folder / given.value.suggested_filename
        given.value.save_as(path)
        return path


@pytest.fixture
def practice(page: Page, address: str) -> Practice:
    practice = Practice(page, address)
    practice.fill("practice_name", 'Cabinet "X" & <b>Y</b>')
    practice.choose("conventioned_1", "Non")
    practice.fill("fee_1", "40")
    practice.shows('data-fee="40"')
    return practice


def test_the_snippet_works_where_it_is_pasted(practice: Practice, page: Page) -> None:
    with website() as site:
        site.show(page, practice.snippet)
        embed = Embed(page)
        embed.reads('Cabinet "X" & <b>Y</b>, non conventionné, 40,00 € la séance')
        embed.must_fit()


def test_the_preview_is_the_embed_itself(practice: Practice, page: Page) -> None:
    inner = page.frame_locator(PREVIEW).frame_locator("iframe")
    facts = inner.locator("p.facts")
    expect(facts).to_have_text(
        'Cabinet "X" & <b>Y</b>, non conventionné, 40,00\N{NO-BREAK SPACE}€ la séance', timeout=WAIT
    )
    practice.choose("languages", "Français")
    practice.choose("lang", "Nederlands")
    expect(facts).to_contain_text("niet-geconventioneerd", timeout=WAIT)


def test_the_qr_code_and_the_notice(practice: Practice, tmp_path: Path) -> None:
    codes = practice.page.locator(".stCode")
    link = codes.filter(has_text=re.compile(r"^\s*http")).inner_text().strip()
    picture = Image.open(practice.download("Code QR (PNG, image)", tmp_path)).convert("L")
    found = zxingcpp.read_barcode(np.asarray(picture))
    assert found is not None
    assert found.text == link
    assert f'href="{html.escape(link)}"' in practice.snippet
    drawing = practice.download("Code QR (SVG, pour l'imprimeur)", tmp_path)
    assert drawing.read_text().startswith("<svg")
    notice = practice.download("Télécharger l'affiche (PDF)", tmp_path)
    pages = pypdf.PdfReader(io.BytesIO(notice.read_bytes())).pages
    assert len(pages) == 4
    assert "40,00" in pages[0].extract_text()


def test_what_will_not_do_is_told(practice: Practice, page: Page) -> None:
    practice.fill("fee_1", "beaucoup")
    expect(page.get_by_text("n'est pas un montant")).to_be_visible(timeout=WAIT)
    assert "data-fee=" not in practice.snippet
    expect(page.get_by_text("Donnez votre prix par séance")).to_be_visible()


def test_a_snippet_in_use_is_examined(practice: Practice, page: Page) -> None:
    page.locator("summary").filter(has_text="que vous utilisez déjà").click()
    box = page.locator(".st-key-site_pasted textarea")
    box.fill('<script src="x" data-fe="40" data-fee="-1" data-conventioned="false"></script>')
    box.press("Control+Enter")
    expect(page.get_by_text("« fe » n'est pas un réglage connu")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("un prix ne peut pas être négatif")).to_be_visible()
    box.fill("https://kine.example/?conventioned=false&fee=37,50&languages=nl")
    box.press("Control+Enter")
    practice.shows('data-fee="37.50"')
    practice.shows('data-languages="nl"')


def test_axe_finds_nothing(tabs: Tabs, address: str) -> None:
    page = tabs.open(1280, 900)
    Practice(page, address, "lang=nl&conventioned=false&fee=x&accent=%23ffee00")
    for folded in page.locator("summary").all():
        folded.click()
    inner = page.frame_locator("iframe").frame_locator("iframe").locator("svg.marks").first
    expect(inner).to_be_visible(timeout=WAIT)
    axe_finds_nothing_in(page, LOOKS)
    axe_finds_nothing(page.frames[-1])
