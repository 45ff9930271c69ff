"""How long the page takes in Chromium: a first visit, and a change of an answer.

    python -m benchmarks.page                     # the app, started here
    python -m benchmarks.page --defaults          # the same page on Streamlit's default settings
    python -m benchmarks.page --phone             # 375 px, emulated 4G, a processor 4 times slower
    python -m benchmarks.page --phone --front     # the same behind nginx, TLS and HTTP/2
    python -m benchmarks.page http://127.0.0.1:8501/    # an app that runs already
    python -m benchmarks.page --visits 10 --changes 60

Every visit has an empty cache. An amount is readable when it stands in the document, the answer is
there when the questions beside it can be answered; a change is done when the new amount is drawn,
counted from the key press. Server and browser share the machine. Prints one row a figure.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from benchmarks.serving import served
from benchmarks.workers import fronted

TEXT = "#first h1, .stMain h1"
AMOUNT = "#first strong, .st-key-answer strong"
ANSWER = ".st-key-answer strong"
CHART = ".stVegaLiteChart svg.marks"
DONE = '.stApp[data-test-script-state="notRunning"]'
#: Sent before anything else: notes when the amount and the chart first stand on the page.
FIRST_SEEN = (
    """
window.seen = {};
new MutationObserver(() => {
  const parts = { text: "TEXT", amount: "AMOUNT", answer: "ANSWER", chart: "CHART" };
  for (const [name, selector] of Object.entries(parts)) {
    const it = document.querySelector(selector);
    if (it && !window.seen[name] && it.getBoundingClientRect().height) {
      window.seen[name] = performance.now();
    }
  }
}).observe(document, { childList: true, subtree: true });
""".replace("TEXT", TEXT)
    .replace("AMOUNT", AMOUNT)
    .replace("ANSWER", ANSWER)
    .replace("CHART", CHART)
)
#: A usual 4G connection (milliseconds, bytes a second), at a quarter of the processor's speed.
FOUR_G = {
    "offline": False,
    "latency": 60,
    "downloadThroughput": 9_000_000 / 8,
    "uploadThroughput": 3_000_000 / 8,
}
SLOWER = 4
WIDE: ViewportSize = {"width": 1280, "height": 2400}
PHONE: ViewportSize = {"width": 375, "height": 3600}
#: From the next key press or click to the frame in which the amount has changed.
NEXT_CHANGE = """
(selector) => {
  const before = document.querySelector(selector).innerText;
  let began;
  const begin = () => { began ??= performance.now(); };
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, begin, { capture: true, once: true });
  }
  window.took = new Promise((resolve) => {
    const look = () => {
      const now = document.querySelector(selector);
      if (now && now.innerText !== before) {
        requestAnimationFrame(() => resolve(performance.now() - began));
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
}
"""


class Load(NamedTuple):
    """One first visit."""

    text_ms: float
    amount_ms: float
    answer_ms: float
    chart_ms: float
    requests: int
    kilobytes: float


def main() -> None:
    """All figures."""
    asked = arguments()
    with server(asked) as address, chromium() as browser:
        first_visit(browser, address, asked.phone)  # the server compresses each file once
        loads = [first_visit(browser, address, asked.phone) for _ in range(asked.visits)]
        fee, status = changes(browser, address, asked.changes, asked.phone)
    shown("first visit: text readable", [load.text_ms for load in loads], "ms")
    shown("first visit: amount readable", [load.amount_ms for load in loads], "ms")
    shown("first visit: answer to change", [load.answer_ms for load in loads], "ms")
    shown("first visit: chart drawn", [load.chart_ms for load in loads], "ms")
    shown("first visit: requests", [load.requests for load in loads], "")
    shown("first visit: on the wire", [load.kilobytes for load in loads], "kB")
    shown("fee typed, new amount drawn", fee, "ms")
    shown("status chosen, new amount drawn", status, "ms")


@contextmanager
def server(asked: argparse.Namespace) -> Iterator[str]:
    """The address to visit."""
    if asked.front:
        with fronted(tls=True) as (address, _):
            yield address
    else:
        with served(asked.address, asked.defaults) as address:
            yield address


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("address", nargs="?", default="")
    parser.add_argument("--defaults", action="store_true", help="Streamlit's default settings")
    parser.add_argument("--phone", action="store_true", help="a phone, on emulated 4G")
    parser.add_argument("--front", action="store_true", help="behind nginx, TLS and HTTP/2")
    parser.add_argument("--visits", type=int, default=7)
    parser.add_argument("--changes", type=int, default=40)
    return parser.parse_args()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that $CHROMIUM names."""
    installed = map(shutil.which, ("chromium-headless-shell", "chromium"))
    found = os.environ.get("CHROMIUM") or next(filter(None, installed), None)
    if not found:
        sys.exit("Chromium is needed (apt-get install chromium-headless-shell)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, phone: bool) -> Page:
    """A window, or a phone far from the server."""
    page = browser.new_page(
        locale="fr-BE", viewport=PHONE if phone else WIDE, ignore_https_errors=True
    )
    if phone:
        slower = page.context.new_cdp_session(page)
        slower.send("Network.enable")
        slower.send("Network.emulateNetworkConditions", FOUR_G)
        slower.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def first_visit(browser: Browser, address: str, phone: bool) -> Load:
    """Somebody who has never been here: nothing is in the cache."""
    page = opened(browser, phone)
    page.add_init_script(FIRST_SEEN)
    sizes = on_the_wire(page)
    page.goto(address, wait_until="commit")
    page.wait_for_selector(ANSWER)
    page.wait_for_selector(CHART)
    seen = page.evaluate("window.seen")
    page.wait_for_load_state("networkidle")
    load = Load(
        seen["text"],
        seen["amount"],
        seen["answer"],
        seen["chart"],
        requests=len(sizes),
        kilobytes=sum(sizes) / 1000,
    )
    page.context.close()
    return load


def on_the_wire(page: Page) -> list[float]:
    """The bytes of every response as they arrive, headers included; and of what is pushed."""
    sizes: list[float] = []
    network: CDPSession = page.context.new_cdp_session(page)
    network.send("Network.enable")

    def finished(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    def pushed(event: dict[str, Any]) -> None:
        if sizes:
            sizes[-1] += len(event["response"]["payloadData"]) * 3 / 4

    network.on("Network.loadingFinished", finished)
    network.on("Network.webSocketFrameReceived", pushed)
    return sizes


def changes(
    browser: Browser, address: str, times: int, phone: bool
) -> tuple[list[float], list[float]]:
    """Milliseconds of each change: of the fee, then of the kiné's status."""
    page = opened(browser, phone)
    page.goto(address)
    page.wait_for_selector(CHART)
    statuses = page.locator(".st-key-conventioned").get_by_role("radio")
    both = [statuses.filter(has_text="Non"), statuses.filter(has_text="Oui")]
    status = [timed(page, both[turn % 2].click) for turn in range(times)]
    if times % 2 == 0:
        both[0].click()
    entry = page.locator(".st-key-fee input")

    def typed(fee: str) -> Callable[[], None]:
        entry.fill(fee)
        return lambda: entry.press("Enter")

    page.wait_for_timeout(500)
    fee = [timed(page, typed(f"{41 + turn % 30},50")) for turn in range(times)]
    page.context.close()
    return fee, status


def timed(page: Page, change: Callable[[], None]) -> float:
    """Milliseconds in the browser from the key press or click to the new amount."""
    page.evaluate(NEXT_CHANGE, ANSWER)
    change()
    took = float(page.evaluate("window.took"))
    page.wait_for_selector(DONE, state="attached")
    return took


def shown(what: str, figures: list[float], unit: str) -> None:
    """One row: p50 and p95."""
    p95 = quantiles(figures, n=20, method="inclusive")[-1]
    print(f"{what:34} p50 {median(figures):8.0f} {unit:3} p95 {p95:8.0f} {unit}".rstrip())


if __name__ == "__main__":
    main()
