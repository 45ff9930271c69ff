"""What search engines find: every page in every language, and nothing that is somebody's answer.

Asked of the application as it is started, without a browser.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from app import app
from estimator.environment import clock
from estimator.environment.tariffs_in_use import tariffs
from estimator.found.addresses import PATHS, QUESTION_PATHS, base_of, place_of
from estimator.found.listing import security, sitemap
from estimator.locales import LANGUAGES, words
from estimator.operations.settings import Settings, read
from estimator.pages.method.asked import asked_values
from estimator.pages.method.rules import Values
from tests.pages.conftest import TODAY
from tests.started import process_as_before

BASE = "http://localhost"
PAGES = (*PATHS, "/questions", *QUESTION_PATHS.values(), "/data/")
META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
XHTML = "{http://www.w3.org/1999/xhtml}link"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site() -> Iterator[TestClient]:
    with process_as_before(), TestClient(app, BASE, follow_redirects=False) as client:
        client.headers["accept-language"] = "en"
        yield client


def test_the_head_of_every_page_in_every_language(site: TestClient) -> None:
    for path in PAGES:
        titles = set()
        for language in LANGUAGES:
            told = site.get(f"{path}?lang={language}")
            page, said = told.text, dict(META.findall(told.text))
            assert told.status_code == 200
            assert f'<html lang="{language}">' in page
            titles.add(re.findall("<title>(.+)</title>", page)[0])
            assert 20 <= len(unescape(said["description"])) <= 202
            assert said["og:title"]
            assert said["og:url"] == f"{BASE}{path}?lang={language}"
            assert f'<link rel="canonical" href="{said["og:url"]}">' in page
            assert "robots" not in said
            assert "x-robots-tag" not in told.headers
            assert dict(ALTERNATE.findall(page)) == {
                "x-default": f"{BASE}{path}",
                **{each: f"{BASE}{path}?lang={each}" for each in LANGUAGES},
            }
        assert len(titles) == len(LANGUAGES)


def test_the_sitemap_is_complete_and_each_of_its_addresses_answers(site: TestClient) -> None:
    told = site.get("/sitemap.xml")
    assert told.headers["content-type"] == "application/xml"
    entries = ElementTree.fromstring(told.text).findall(f"{MAP}url")  # noqa: S314 - our own
    addresses = [entry.findtext(f"{MAP}loc", "") for entry in entries]
    assert addresses == [f"{BASE}{path}?lang={each}" for path in PAGES for each in LANGUAGES]
    assert {site.get(it).status_code for it in addresses} == {200}
    others = {link.get("hreflang") for link in entries[0].findall(XHTML)}
    assert others == {*LANGUAGES, "x-default"}


def test_robots_are_told_of_the_sitemap(site: TestClient) -> None:
    told = site.get("/robots.txt").text
    assert f"Sitemap: {BASE}/sitemap.xml" in told
    assert "Disallow: /keep\n" in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/nothing", "/method/nothing", "/questions/nothing", "/data.x"])
def test_an_address_that_leads_nowhere(site: TestClient, path: str, language: str) -> None:
    told = site.get(path, headers={"accept-language": language})
    assert told.status_code == 404
    assert told.headers["x-robots-tag"] == dict(META.findall(told.text))["robots"] == "noindex"
    assert words(language)("found.missing") in unescape(told.text)
    assert all(f'href="{page}?lang={language}"' in told.text for page in (*PATHS, "/questions"))
    assert site.head(path).status_code == 404


@pytest.mark.parametrize(
    "query", ["embed=true&lang=nl", "pathology=fb&bim=true", "conventioned=false&fee=45", "plan=x"]
)
def test_a_frame_and_addresses_with_answers_stay_out(site: TestClient, query: str) -> None:
    told = site.get(f"/?{query}")
    assert told.headers["x-robots-tag"] == dict(META.findall(told.text))["robots"] == "noindex"
    assert "canonical" not in told.text
    assert not ALTERNATE.findall(told.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_answered_without_a_script(site: TestClient, language: str) -> None:
    told = site.get(f"/questions/home?lang={language}")
    say, page = words(language), unescape(told.text)
    euros = re.findall(r"[\d,.]*\d\d", say("asked.home.answer", **_home()))
    assert euros
    assert say("asked.home.answer", **_home()) in page
    assert f'href="/?lang={language}"' in page
    assert told.headers["cache-control"] == "public, max-age=3600"
    ours = re.findall('<script type="application/ld.json">(.+)</script>', told.text)
    (question,) = json.loads(ours[0])["mainEntity"]
    assert question["acceptedAnswer"]["text"] == say("asked.home.answer", **_home())
    assert "<script src" not in told.text


def test_a_rule_is_answered_too(site: TestClient) -> None:
    page = unescape(site.get("/questions/bim?lang=nl").text)
    assert "<h1>Mag een kinesist meer vragen met de verhoogde tegemoetkoming?</h1>" in page
    assert words("nl")("method.rule.bim.text") in page
    assert "<table" in site.get("/questions/share?lang=nl").text


def _home() -> Values:
    return asked_values(tariffs().book, clock.today())["home"]


def test_whoever_tells_no_language_is_asked(site: TestClient) -> None:
    told = site.get("/", headers={"accept-language": "it, *;q=0.1"}).text
    first = told.partition('<main id="first">')[2].partition("</main>")[0]
    assert all(words(each)("page.title") in unescape(first) for each in LANGUAGES)
    assert all(f'<a href="?lang={each}"' in first for each in LANGUAGES)
    assert "<section" not in first


def test_a_choice_loses_nothing_that_the_address_says(site: TestClient) -> None:
    told = site.get("/?embed=true&fee=45", headers={"accept-language": "it"}).text
    assert '<a href="?lang=' not in told


def test_no_forged_host_stands_in_a_document(site: TestClient) -> None:
    for path in ("/", "/questions", "/robots.txt", "/sitemap.xml", "/nowhere"):
        told = site.get(path, headers={"host": "forged.example"})
        assert "forged.example" not in told.text
    assert site.get("/sitemap.xml", headers={"host": "forged.example"}).status_code == 404


@pytest.mark.parametrize(
    ("settings", "host", "base"),
    [
        ({}, "localhost:8501", "https://localhost:8501"),
        ({}, "kine.example.be", ""),
        ({"KINE_HOSTS": "kine.example.be"}, "Kine.example.be", "https://kine.example.be"),
        ({"KINE_HOSTS": "kine.example.be"}, 'kine.example.be:"><b>', ""),
        ({"KINE_ADDRESS": "https://kine.example.be/"}, "other.example", "https://kine.example.be"),
    ],
)
def test_where_the_server_is(settings: dict[str, str], host: str, base: str) -> None:
    scope = {"type": "http", "scheme": "https", "headers": [(b"host", host.encode())]}
    assert base_of(scope, read(settings)) == base
    assert place_of({**scope, "path": "/year"}, read(settings)).address == f"{base}/year"


def test_whom_to_tell_of_a_weakness(site: TestClient) -> None:
    assert site.get("/.well-known/security.txt").status_code == 404
    chosen = Settings(contact=("mailto:help@example.be",))
    told = security(chosen, "https://kine.example.be", TODAY)
    assert told.splitlines() == [
        "Contact: mailto:help@example.be",
        "Expires: 2025-11-01T00:00:00Z",
        "Preferred-Languages: fr, nl, de, en",
        "Canonical: https://kine.example.be/.well-known/security.txt",
    ]


def test_addresses_are_escaped_in_the_sitemap() -> None:
    assert "https://a.be&amp;" in sitemap("https://a.be&")
