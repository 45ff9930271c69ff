"""Takes the pictures of the page in docs/screenshots: each language, on a phone and at a desk.

    python docs/screenshots.py

Also estimate.png, a phone beside a desk, for the README. Shows the worked example: 18 sessions of
a current pathology at a kiné who is not conventioned and asks 40 euros.
"""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

from benchmarks.page import chromium  # noqa: E402
from benchmarks.serving import served  # noqa: E402
from estimator.locales import LANGUAGES  # noqa: E402
from tests.browser.visiting import Visit  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
PHONE, DESK = 375, 1280
HEIGHTS = {PHONE: 812, DESK: 1100}
START = date(2025, 5, 5)
LEFT = ("388,44 €", "€388.44")
COLOURS = 128
GAP = 40
PAPER = "#dfe6e6"


def main() -> None:
    """All pictures."""
    FOLDER.mkdir(exist_ok=True)
    with served("", defaults=False) as address, chromium() as browser:
        for language in LANGUAGES:
            for width in HEIGHTS:
                keep(picture(browser, address, language, width), f"{language}_{width}")
        phone = picture(browser, address, "fr", PHONE)
        desk = picture(browser, address, "fr", DESK)
    keep(side_by_side(phone, desk), "estimate")


def picture(browser: Browser, address: str, language: str, width: int) -> Image.Image:
    """The worked example: on a phone the answer, at a desk the questions beside it."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHTS[width]})
    visit = Visit(page, f"{address}?lang={language}", language)
    visit.unfold(visit.say("questions.more"))
    visit.begin(START)
    visit.reply("intake", "false")
    visit.reply("conventioned", "false")
    visit.unfold(visit.say("questions.more"))
    visit.reads(LEFT[language == "en"], visit.answer)
    page.locator(".stVegaLiteChart svg.marks").first.wait_for()
    top = "#left-to-pay" if width == PHONE else ".st-key-language"
    page.evaluate(
        f"document.activeElement.blur(); document.querySelector('{top}').scrollIntoView()"
    )
    page.mouse.move(0, 0)
    visit.settle()
    shot = page.screenshot(animations="disabled")
    page.context.close()
    return Image.open(BytesIO(shot)).convert("RGB")


def side_by_side(phone: Image.Image, desk: Image.Image) -> Image.Image:
    """A phone beside a desk."""
    width = GAP + desk.width + GAP + phone.width + GAP
    both = Image.new("RGB", (width, desk.height + 2 * GAP), PAPER)
    both.paste(desk, (GAP, GAP))
    both.paste(phone, (width - GAP - phone.width, GAP + (desk.height - phone.height) // 2))
    return both


def keep(shot: Image.Image, name: str) -> None:
    """Writes a picture in few colours, so that it stays small."""
    few = shot.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
