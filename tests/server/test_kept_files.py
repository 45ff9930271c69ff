"""The files by a form: what comes back, who is refused, and that nothing is kept."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from html import unescape

import pypdf
import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from estimator.api.limits import Allowance
from estimator.documents.kept_form import KEEP
from estimator.locales import LANGUAGES
from estimator.server import kept_files
from estimator.server.kept_files import handing_out

ANSWERS = (
    "lang=fr&pathology=current&bim=false&conventioned=false&fee=40&sessions=18"
    "&start=2025-05-05&intake=false"
)

PAGE = "https://testserver/"


def client(per_minute: int = 600) -> TestClient:
    keep = handing_out(Allowance(per_minute, per_minute))
    return TestClient(Starlette(routes=[Route(KEEP, keep, methods=["GET", "POST"])]))


@pytest.fixture
def desk() -> Iterator[TestClient]:
    with client() as found:
        yield found


def rows(content: bytes, separator: str = ";") -> list[list[str]]:
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator)]


def test_the_paper(desk: TestClient) -> None:
    answer = desk.post(KEEP, data={"answers": ANSWERS, "file": "paper", "page": PAGE})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    named = answer.headers["content-disposition"]
    assert named == "attachment; filename*=UTF-8''estimation-kine.pdf"
    assert "no-store" in answer.headers["cache-control"]
    told = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "388,44" in told.replace("\N{NO-BREAK SPACE}", " ")


def test_the_paper_tells_what_an_insurance_pays(desk: TestClient) -> None:
    told = f"{ANSWERS}&insurance_percent=50&insurance_cap=100"
    answer = desk.post(KEEP, data={"answers": told, "file": "paper", "page": PAGE})
    said = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "288,44" in said.replace("\N{NO-BREAK SPACE}", " ")
    refused = desk.post(KEEP, data={"answers": f"{ANSWERS}&insurance_cap=5", "file": "paper"})
    assert refused.status_code == 422


def test_the_table_is_that_of_the_own_kine(desk: TestClient) -> None:
    """40 euros a session at a kiné who isn't conventioned, 30.80 at another (convention M/25)."""
    answer = desk.post(KEEP, data={"answers": ANSWERS, "file": "items"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    found = rows(answer.content)
    assert len(found) == 1 + 18
    assert all("40,00" in row for row in found[1:])


@pytest.mark.parametrize(
    ("kind", "charged"), [("conventioned", "30,80"), ("non_conventioned", "40,00")]
)
def test_a_table_for_each_kind_where_the_status_is_unknown(
    desk: TestClient, kind: str, charged: str
) -> None:
    answers = ANSWERS.replace("conventioned=false", "conventioned=unknown")
    answer = desk.post(KEEP, data={"answers": answers, "file": f"items.{kind}"})
    assert all(charged in row for row in rows(answer.content)[1:])
    assert (
        desk.post(KEEP, data={"answers": answers, "file": "paper", "page": PAGE}).status_code == 200
    )


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_files_speak_the_language_of_the_page(desk: TestClient, language: str) -> None:
    answers = ANSWERS.replace("lang=fr", f"lang={language}")
    french = desk.post(KEEP, data={"answers": ANSWERS, "file": "items"})
    answer = desk.post(KEEP, data={"answers": answers, "file": "items"})
    separator = "," if language == "en" else ";"
    assert rows(answer.content, separator)[0] != rows(french.content)[0]
    assert answer.headers["content-disposition"] != french.headers["content-disposition"]


@pytest.mark.parametrize(
    ("changed", "file", "status", "told"),
    [
        (("sessions=18", "sessions=0"), "paper", 422, "ne convient pas"),
        (("sessions=18", "sessions=many"), "paper", 422, "ne convient pas"),
        (("bim=false", "bim=unknown"), "paper", 422, "répondez encore à"),
        (("bim=false", "bim=unknown"), "items", 422, "répondez encore à"),
        (("pathology=current&", ""), "paper", 422, "la réponse manque"),
        (("", ""), "passwords", 404, "n'existe pas"),
        (("", ""), "", 404, "n'existe pas"),
    ],
)
def test_what_cannot_be_made_is_said_and_leads_back(
    desk: TestClient, changed: tuple[str, str], file: str, status: int, told: str
) -> None:
    answers = ANSWERS.replace(*changed)
    answer = desk.post(KEEP, data={"answers": answers, "file": file})
    assert answer.status_code == status
    assert told in answer.text.replace("&#39;", "'")
    assert 'href="/?lang=fr&amp;' in answer.text
    assert "fee=40" in answer.text, "nothing entered is lost"
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"answers=" + b"x" * 5000,
        b"file=paper&file=paper",
        b"a&b&&c=%",
        b"answers=fee%3Dunknown&file=paper",
        b"answers=sessions%3Dunknown%26pathology%3Dunknown&file=items",
        b"answers=x&file=paper&page=http://%5B",
    ],
)
def test_nonsense_is_refused_not_failed(desk: TestClient, body: bytes) -> None:
    answer = desk.post(KEEP, content=body)
    assert answer.status_code in {404, 422}
    assert "<script" not in answer.text


def test_markup_in_an_answer_stays_text(desk: TestClient) -> None:
    answers = "lang=fr&pathology=<script>alert(1)</script>&fee=1"
    answer = desk.post(KEEP, data={"answers": answers, "file": "paper", "page": PAGE})
    assert "<script" not in answer.text


def test_so_many_in_a_minute() -> None:
    with client(per_minute=2) as desk:
        asked = [
            desk.post(KEEP, data={"answers": ANSWERS.replace("fr", "nl", 1), "file": "items"})
            for _ in range(3)
        ]
    assert [answer.status_code for answer in asked] == [200, 200, 429]
    assert "probeer opnieuw" in asked[-1].text
    assert int(asked[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "n'a pas pu être préparé"),
        ("nl", "kon niet worden gemaakt"),
        ("de", "konnte nicht erstellt werden"),
        ("en", "could not be made"),
    ],
)
def test_a_file_that_cannot_be_made_is_a_page_that_leads_back(
    desk: TestClient,
    language: str,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise RuntimeError("fee=40")

    monkeypatch.setattr(kept_files, "written_estimate", fail)
    asked = ANSWERS.replace("lang=fr", f"lang={language}")
    answer = desk.post(KEEP, data={"answers": asked, "file": "paper", "page": PAGE})
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert "content-disposition" not in answer.headers
    page = unescape(answer.text)
    assert f'<html lang="{language}">' in page
    assert sentence in page
    assert f'href="/?lang={language}&pathology=current' in page
    (line,) = caplog.records
    assert line.msg == "button_failed"
    assert line.args["fault"] == "RuntimeError"  # type: ignore[call-overload,index]
    assert "fee=40" not in str(line.args)


def test_a_file_is_only_given_to_a_form(desk: TestClient) -> None:
    answer = desk.get(f"{KEEP}?file=paper&answers=x", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("page", ["https://testserver/", "http://testserver/"])
def test_the_paper_names_the_page_as_the_browser_has_it(desk: TestClient, page: str) -> None:
    """A server behind others may not know that the page came by https."""
    answer = desk.post(KEEP, data={"answers": ANSWERS, "file": "paper", "page": page})
    text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert f"{page}?lang=fr" in text.replace("\n", "")


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "javascript://testserver/", ""])
def test_no_paper_names_another_page(desk: TestClient, page: str) -> None:
    answer = desk.post(KEEP, data={"answers": ANSWERS, "file": "paper", "page": page})
    assert answer.status_code == 400
    assert "ne vient pas d'une page de ce site" in unescape(answer.text)


def test_a_name_that_a_request_made_up_stands_in_no_file(desk: TestClient) -> None:
    asked = {"answers": ANSWERS, "file": "paper", "page": PAGE}
    answer = desk.post(KEEP, data=asked, headers={"host": "forged.example"})
    assert answer.status_code == 400
    assert "forged.example" not in answer.text


def test_the_sheet_of_next_steps(desk: TestClient) -> None:
    answer = desk.post(KEEP, data={"answers": ANSWERS, "file": "steps"})
    assert answer.headers["content-type"] == "application/pdf"
    assert "etapes-kine.pdf" in answer.headers["content-disposition"]
    told = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "avant la séance 19" in told


@pytest.mark.parametrize("status", ["false", "unknown"])
def test_the_calendar_of_next_steps(desk: TestClient, status: str) -> None:
    answers = ANSWERS.replace("conventioned=false", f"conventioned={status}")
    answer = desk.post(KEEP, data={"answers": answers, "file": "calendar"})
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "etapes-kine.ics" in answer.headers["content-disposition"]
    assert "no-store" in answer.headers["cache-control"]
    days = [event.start for event in Calendar.from_ical(answer.content).events]
    assert days == [date(2025, 5, 5), date(2025, 7, 7)]


def test_no_calendar_with_nothing_in_it(desk: TestClient) -> None:
    answers = ANSWERS.replace("current", "palliative") + "&setting=home&prior_sessions=2"
    answer = desk.post(KEEP, data={"answers": answers, "file": "calendar"})
    assert answer.status_code == 422
    assert "rien de particulier à demander" in answer.text


RECEIPT = "lang=fr&bim=true&conventioned=false&line=560011%3B2025-06-02%3B40.00%3B28.30"


def test_the_letter_about_a_receipt(desk: TestClient) -> None:
    answer = desk.post(KEEP, data={"answers": RECEIPT, "file": "letter"})
    assert answer.headers["content-type"] == "application/pdf"
    assert "no-store" in answer.headers["cache-control"]
    named = answer.headers["content-disposition"]
    assert named == "attachment; filename*=UTF-8''question-montant-kine.pdf"
    told = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "9,20" in told


@pytest.mark.parametrize(
    "answers",
    [
        RECEIPT.replace("40.00", "30.80"),  # nothing above the fee
        RECEIPT.replace("bim=true", "bim=false"),  # this kiné sets the fee
        RECEIPT.replace("560011", "%3Cscript%3E"),
        RECEIPT.replace("%3B28.30", ""),
        RECEIPT.partition("&line")[0],
        "line=%3B%3B%3B%3B%3B&line=",
    ],
)
def test_no_letter_without_a_question(desk: TestClient, answers: str) -> None:
    answer = desk.post(KEEP, data={"answers": answers, "file": "letter"})
    assert answer.status_code == 422
    assert "<script" not in answer.text
    assert 'href="/check?lang=' in answer.text
    assert "bim" not in answer.text, "the way back carries no answer"


@pytest.mark.parametrize(
    ("file", "name", "told"),
    [
        ("paper.large", "estimation-kine-grands-caracteres.pdf", "388,44 €"),
        ("paper.easy", "estimation-kine-facile-a-lire.pdf", "388,44 €"),
        ("paper.signed", "estimation-kine-a-signer.pdf", "Cabinet *X* · Estimation écrite"),
    ],
)
def test_other_papers(desk: TestClient, file: str, name: str, told: str) -> None:
    asked = {"answers": ANSWERS, "file": file, "page": PAGE, "practice_name": "Cabinet *X*"}
    answer = desk.post(KEEP, data=asked)
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    said = " ".join(page.extract_text() for page in pages)
    assert told in said.replace("\N{NO-BREAK SPACE}", " ")
    assert desk.post(KEEP, data={**asked, "page": ""}).status_code == 400


def test_a_name_that_is_none_leaves_a_blank(desk: TestClient) -> None:
    asked = {"answers": ANSWERS, "file": "paper.signed", "page": PAGE, "practice_name": "x" * 81}
    answer = desk.post(KEEP, data=asked)
    assert answer.status_code == 200
    assert "xxx" not in pypdf.PdfReader(io.BytesIO(answer.content)).pages[1].extract_text()
