"""POST /keep: the written estimate or another file to keep, for the answers in the body.

No log contains the body, and nothing is stored.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from types import MappingProxyType
from urllib.parse import parse_qsl, quote

from anyio import CapacityLimiter, to_thread
from markupsafe import Markup
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from estimator.api.limits import Allowance
from estimator.documents.calendar_file import calendar_file
from estimator.documents.content import Paper, paper_of
from estimator.documents.kept_form import (
    ANSWERS,
    CALENDAR,
    EASY,
    FILE,
    ITEMS,
    LARGE,
    LETTER,
    LINE,
    PAGE,
    PAPER,
    PLAN_FILES,
    PRACTICE_NAME,
    STEPS,
    TO_SIGN,
    receipt_lines,
    still_unknown,
)
from estimator.documents.letter import letter
from estimator.documents.link import LANGUAGE, answers_from
from estimator.documents.papers.easy_read import easy_read
from estimator.documents.papers.large_print import large_print
from estimator.documents.papers.to_sign import estimate_to_sign
from estimator.documents.pdf import written_estimate
from estimator.documents.plan_link import PLAN
from estimator.documents.steps import moments, steps_sheet
from estimator.engine.answers import payment_from, payment_refusals
from estimator.engine.model.errors import InvalidAnswer, TariffGap
from estimator.engine.next_steps import next_steps
from estimator.engine.ranges import (
    BothKinds,
    both_kinds,
    to_correct,
)
from estimator.engine.receipts.check import check
from estimator.engine.receipts.counted import Patient
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import LANGUAGES
from estimator.locales import words as spoken
from estimator.locales.requested import language_of
from estimator.operations.health import NEVER_CACHED
from estimator.operations.journal import note_fault
from estimator.pages.common.buttons import EVENT
from estimator.pages.forms.form import YES
from estimator.practice.answers import read_name
from estimator.server.kept_plans import kept_plan
from estimator.server.kept_request import Kept, KeptRequest, Refused
from estimator.wording.comparison import KINDS
from estimator.wording.refusals import refusal_sentence
from estimator.wording.spreadsheet import items_csv

#: More than all answers take, and a plan of any length that people have.
MOST_BYTES = 8192
#: Requests that one address may make, a minute and at once: hundreds may share an address.
PER_MINUTE, AT_ONCE = 600, 300
WHY = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"><title>{title}</title><style>'
    "body {{ font: 1.1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 40rem;"
    " padding: 0 1rem }}</style></head><body><main><h1>{title}</h1><p>{why}</p>"
    '<p><a href="{address}">{back}</a></p></main></body></html>'
)


def plain_paper(asked: KeptRequest, paper: Paper, address: str, today: date) -> Kept:
    """The written estimate."""
    written = written_estimate(paper, address=address, today=today)
    return Kept(written, "application/pdf", asked.words("keeping.paper.file"))


def large_paper(asked: KeptRequest, paper: Paper, address: str, today: date) -> Kept:
    """The written estimate in large print."""
    written = large_print(paper, address=address, today=today)
    return Kept(written, "application/pdf", asked.words("papers.large.file"))


def easy_paper(asked: KeptRequest, paper: Paper, _: str, today: date) -> Kept:
    """The written estimate in easy words."""
    return Kept(easy_read(paper, today), "application/pdf", asked.words("papers.easy.file"))


def paper_to_sign(asked: KeptRequest, paper: Paper, address: str, today: date) -> Kept:
    """The written estimate with the name of a practice, to sign."""
    written = estimate_to_sign(paper, asked.practice_name, address=address, today=today)
    return Kept(written, "application/pdf", asked.words("papers.signed.file"))


def printed(
    asked: KeptRequest, found: BothKinds, made_by: Callable[[KeptRequest, Paper, str, date], Kept]
) -> Kept:
    """One of the papers. Raises `Refused` if the request names no page of this server."""
    if not asked.page:
        raise Refused(400, asked.words("keeping.elsewhere"))
    paper = paper_of(
        found.least,
        asked.words,
        tariffs().book,
        asked.conventioned,
        payment_from(asked.known),
    )
    return made_by(asked, paper, f"{asked.page}?{asked.query}", clock.today())


def items(asked: KeptRequest, found: BothKinds, kind: str = "own") -> Kept:
    """The items for a spreadsheet: at the person's kiné, or at a kind of kiné."""
    prospect = getattr(found, kind)
    table = items_csv(prospect.low, asked.words)
    return Kept(table, "text/csv; charset=utf-8", asked.words("keeping.table.file"))


def steps(asked: KeptRequest, found: BothKinds) -> Kept:
    """What to ask before which session, as a sheet to print."""
    words, result, today = asked.words, found.own.high, clock.today()
    of = moments(words, next_steps(result, tariffs()), asked.conventioned)
    sheet = steps_sheet(words, of, result, asked.conventioned, today)
    return Kept(sheet, "application/pdf", words("steps.paper.file"))


def calendar(asked: KeptRequest, found: BothKinds) -> Kept:
    """The same for a calendar. Raises `Refused` if there is nothing to ask."""
    words = asked.words
    of = moments(words, next_steps(found.own.high, tariffs()), asked.conventioned)
    if not of:
        raise Refused(422, words("steps.none"))
    events = calendar_file(words, of, clock.today())
    return Kept(events, "text/calendar; charset=utf-8", words("steps.calendar.file"))


def letter_about(asked: KeptRequest) -> Kept:
    """The letter about a receipt. Raises `Refused` if nothing was paid above a fee."""
    words, book = asked.words, tariffs().book
    patient = Patient(**{fact: asked.known.get(fact) == YES for fact in Patient._fields})
    lines = check(book, patient, receipt_lines(asked.lines, book)).to_ask_about
    if not lines:
        raise Refused(422, words("letters.nothing"))
    written = letter(words, book, lines, clock.today())
    return Kept(written, "application/pdf", words("letters.file"))


PAPERS = MappingProxyType(
    {PAPER: plain_paper, LARGE: large_paper, EASY: easy_paper, TO_SIGN: paper_to_sign}
)
FILES: Mapping[str, Callable[[KeptRequest, BothKinds], Kept]] = MappingProxyType(
    {ITEMS: items, STEPS: steps, CALENDAR: calendar}
    | {name: partial(printed, made_by=make) for name, make in PAPERS.items()}
    | {f"{ITEMS}.{kind}": partial(items, kind=kind) for kind in KINDS}
)


def made(asked: KeptRequest) -> Kept:
    """The file asked for. Raises `Refused`."""
    words, today = asked.words, clock.today()
    if asked.file == LETTER:
        return letter_about(asked)
    if asked.file in PLAN_FILES:
        return kept_plan(asked)
    if asked.file not in FILES:
        raise Refused(404, words("keeping.no_file"))
    refusals = to_correct(asked.known, asked.unknown, tariffs(), today)
    for refusal in (*refusals, *payment_refusals(asked.known)):
        raise Refused(422, refusal_sentence(words, refusal))
    if fields := still_unknown(words, asked.unknown):
        raise Refused(422, words("keeping.unknown", fields=fields))
    try:
        found = both_kinds(asked.known, asked.unknown, tariffs(), today)
    except TariffGap as gap:
        raise Refused(422, words("gap.tariff", what=gap.what, date=gap.on)) from gap
    return FILES[asked.file](asked, found)


def asked_for(body: str, request: Request) -> KeptRequest:
    """Reads the form; ignores everything that is not an answer."""
    sent = dict(parse_qsl(body))
    given = parse_qsl(sent.get(ANSWERS, ""))
    told, lines = dict(given), tuple(value for name, value in given if name == LINE)
    language = told.get(LANGUAGE, "")
    words = spoken(language if language in LANGUAGES else language_of(request.scope))
    page, plan = page_of(sent.get(PAGE, ""), request), sent.get(PLAN, "")
    name = name_in(sent.get(PRACTICE_NAME, ""))
    return KeptRequest(sent.get(FILE, ""), answers_from(told), words, page, lines, plan, name)


def name_in(given: str) -> str:
    """The name of a practice; empty if it won't do."""
    try:
        return read_name(PRACTICE_NAME, given)
    except InvalidAnswer:
        return ""


def page_of(told: str, request: Request) -> str:
    """The address of the page, as the browser knows it; empty if it is not on this server.

    The `Host` header may be forged, so nothing is printed that rests on it alone.
    """
    host = request.headers.get("host", "")
    known = (f"{scheme}://{host}/" for scheme in ("https", "http"))
    return told if told in known else ""


async def body_of(request: Request) -> str:
    """The body, empty if it is too long."""
    body = b""
    with suppress(ClientDisconnect):  # the client has gone
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                return ""
    return body.decode("ascii", "replace")


def download(kept: Kept) -> Response:
    """A response that the browser saves and nothing caches."""
    disposition = f"attachment; filename*=UTF-8''{quote(kept.name)}"
    headers = {**NEVER_CACHED, "content-disposition": disposition}
    return Response(kept.content, headers=headers, media_type=kept.media_type)


def refusal(asked: KeptRequest, refused: Refused) -> Response:
    """A page that says why, with a link back that holds all answers."""
    address, back = asked.way_back
    of_plan = asked.file in PLAN_FILES
    page = WHY.format(
        language=asked.words.language,
        title=asked.words("plan_paper.heading" if of_plan else "keeping.heading"),
        why=refused.sentence,
        address=address,
        back=back,
    )
    return HTMLResponse(page, refused.status, {**NEVER_CACHED, **refused.headers})


def handing_out(allowance: Allowance) -> Callable[[Request], Awaitable[Response]]:
    """The handler of the route, with its limits."""
    one_at_a_time = CapacityLimiter(1)  # the pages go on meanwhile

    async def keep(request: Request) -> Response:
        if request.method == "GET":
            return RedirectResponse("/", 303)
        asked = asked_for(await body_of(request), request)
        try:
            if wait := allowance.wait_for(request.scope):
                sentence = asked.words("api.too_often", n=wait)
                raise Refused(429, sentence, **{"retry-after": str(wait)})
            return download(await to_thread.run_sync(made, asked, limiter=one_at_a_time))
        except Refused as refused:
            return refusal(asked, refused)
        except Exception as fault:
            note_fault(EVENT, fault, button="keep")
            return refusal(asked, Refused(500, asked.words("button.file_failed")))

    return keep
