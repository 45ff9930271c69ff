"""oEmbed: a website that is given a link to the estimator learns how to show it."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from estimator.embed.oembed import OEMBED, discovery, oembed_route
from estimator.embed.presets import presets_from
from estimator.embed.snippet import frame_address, pairs_in

BASE = "https://kine.example/"
SHOWN = f"{BASE}?conventioned=false&fee=40&lang=nl"
CLIENT = TestClient(Starlette(routes=[oembed_route(lambda _: BASE[:-1])]), base_url=BASE)


def asked(url: str = SHOWN, **more: str) -> Any:
    return CLIENT.get(OEMBED, params={"url": url, **more})


def test_the_frame_is_that_of_the_page_with_its_presets() -> None:
    told = asked(format="json").json()
    assert (told["version"], told["type"], told["title"]) == (
        "1.0",
        "rich",
        "Wat kost mijn kinesitherapie?",
    )
    presets = presets_from(pairs_in(SHOWN))
    assert pairs_in(told["html"]) == pairs_in(frame_address(BASE, presets.practice))
    assert "<script" not in told["html"]


def test_it_is_no_larger_than_it_may_be() -> None:
    told = asked(maxwidth="320", maxheight="500").json()
    assert (told["width"], told["height"]) == (320, 500)
    assert 'width="320" height="500"' in told["html"]
    usual = asked().json()
    odd = asked(maxwidth="-1", maxheight="1e9").json()
    assert (odd["width"], odd["height"]) == (usual["width"], usual["height"])


def test_no_answer_of_a_patient_goes_along() -> None:
    told = asked(f"{SHOWN}&pathology=heavy&bim=true&sessions=60").json()
    assert not {"pathology", "bim", "sessions", "fee"} & dict(pairs_in(told["html"])).keys()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"format": "xml"}, 501),
        ({"url": ""}, 404),
        ({"url": "https://elsewhere.example/?fee=40"}, 404),
        ({"url": f"{BASE}method"}, 404),
        ({"url": "javascript://kine.example/"}, 404),
        ({"url": "https://["}, 404),
    ],
)
def test_what_it_cannot_show_it_refuses(given: dict[str, str], status: int) -> None:
    assert asked(**given).status_code == status


def test_a_hostile_link_stays_text() -> None:
    html = asked(BASE + "?" + urlencode({"practice_name": '"><script>x</script>'})).json()["html"]
    assert html.count("<") == 2


def test_a_page_leads_to_it_where_the_server_knows_its_address() -> None:
    presets = presets_from(pairs_in(SHOWN))
    assert discovery("", presets, "nl") == ""
    found = discovery(BASE, presets, "nl")
    address = found.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    told = CLIENT.get(address).json()
    assert json.dumps(told) == json.dumps(asked().json())


@pytest.mark.parametrize("known", ["", BASE])
def test_a_forged_host_is_never_framed(known: str) -> None:
    app = Starlette(routes=[oembed_route(lambda _: known)])
    client = TestClient(app, base_url="https://forged.example")
    answer = client.get(OEMBED, params={"url": "https://forged.example/?fee=40"})
    assert answer.status_code == 404
