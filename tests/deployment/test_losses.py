"""A worker is lost: others go on, and its visitors get their page back with their answers."""

import threading
from itertools import cycle

from playwright.sync_api import Page, expect

from tests.browser.conftest import browser_type_launch_args as browser_type_launch_args
from tests.browser.visiting import Visit
from tests.deployment.visitors import Visitor
from tests.deployment.workers import Front, Worker

CONNECTED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
PATIENCE = 60_000
FEES = ("41", "42", "43")


class Busy(threading.Thread):
    """A visitor who keeps changing an answer until told to stop, or until the page is lost."""

    def __init__(self, front: Front, browser: str) -> None:
        super().__init__(daemon=True)
        self.visitor = Visitor(front.port, browser)
        self.answered = 0
        self.lost = False
        self.over = threading.Event()
        self.start()

    def run(self) -> None:
        with self.visitor:
            for fee in cycle(FEES):
                if self.over.is_set():
                    return
                try:
                    self.visitor.run(fee=fee)
                except Exception:
                    self.lost = True
                    return
                self.answered += 1

    def answers_again(self) -> None:
        """Waits for answers to questions asked from now on."""
        before, ticking = self.answered, threading.Event()
        for _ in range(600):
            if self.answered > before + 1 or self.lost:
                break
            ticking.wait(0.1)
        assert self.answered > before + 1


def worker_of(front: Front, visit: Visit) -> Worker:
    """The worker that makes a visitor's estimates."""
    before = [worker.estimates for worker in front]
    visit.fill("fee", "46")
    visit.fill("fee", "47")
    (found,) = [it for it, was in zip(front, before, strict=True) if it.estimates > was]
    return found


def answer(visit: Visit) -> str:
    """Answers of each kind: of a list, of a menu, yes or no, typed, counted; what comes out."""
    visit.select("pathology", visit.say("choice.group.fa"))
    visit.select("setting", visit.say("choice.setting.home"))
    visit.reply("conventioned", "false")
    visit.fill("fee", "47")
    visit.fill("sessions", "12")
    expect(visit.answer).to_contain_text(" 12 ", timeout=PATIENCE)
    return visit.answer.inner_text()


def follow(visit: Visit, title: str) -> None:
    """Opens another page of the app."""
    visit.page.get_by_role("link", name=visit.say(title)).click()
    expect(visit.page).to_have_title(visit.say(title), timeout=PATIENCE)
    visit.settle()


def must_go_on(visit: Visit, said: str) -> None:
    """After one more answer and its opposite, both worked out anew, the page says the same."""
    expect(visit.page.locator(CONNECTED)).to_be_attached(timeout=PATIENCE)
    expect(visit.answer).to_have_text(said, use_inner_text=True)
    visit.reply("bim", "true")
    expect(visit.answer).not_to_have_text(said, use_inner_text=True, timeout=PATIENCE)
    visit.reply("bim", "false")
    expect(visit.answer).to_have_text(said, use_inner_text=True, timeout=PATIENCE)


def test_a_worker_killed_under_load(page: Page, front: Front) -> None:
    """Who looks at the estimate goes on with it; who reads another page finds it again."""
    address = f"{front.address}?lang=fr"
    visit, reading = (Visit(it, address) for it in (page, page.context.new_page()))
    said = answer(reading)
    follow(reading, "method.title")
    assert answer(visit) == said
    lost = worker_of(front, visit)
    busy = [Busy(front, f"Busy/{number}") for number in range(6)]
    lost.kill()
    with Visitor(front.port, "Newcomer") as newcomer:
        assert "left-to-pay" in newcomer.said
    must_go_on(visit, said)
    expect(reading.page.locator(CONNECTED)).to_be_attached(timeout=PATIENCE)
    follow(reading, "page.title")
    expect(reading.answer).to_have_text(said, use_inner_text=True, timeout=PATIENCE)
    for each in (visit, reading):
        each.page.reload()
        expect(each.answer).to_have_text(said, use_inner_text=True, timeout=PATIENCE)
    others = [it for it in busy if not it.lost]
    for other in others:
        other.answers_again()
        other.over.set()
    assert not any(it.lost for it in others)
    assert page.url == address
    lost.start()
    lost.wait()


def test_both_workers_are_replaced_during_a_visit(page: Page, front: Front) -> None:
    """One after the other, each told to stop, as for new tariffs."""
    visit = Visit(page, f"{front.address}?lang=de", "de")
    said = answer(visit)
    for worker in front:
        worker.stop()
        worker.start()
        worker.wait()
    must_go_on(visit, said)
    assert worker_of(front, visit) in front
