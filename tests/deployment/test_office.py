"""A whole office behind one address, with nginx's limits as they ship: everybody is answered."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from benchmarks.office import FILES, PEOPLE, as_fast_as_it_goes, flooding, office
from tests.abuse.conftest import in_a_loop
from tests.deployment.visitors import Visitor, ask
from tests.deployment.workers import Front, two_workers

COURSE = "pathology=current&bim=false&conventioned=true&fee=40&sessions=18"
FORM = "application/x-www-form-urlencoded"
PAPERS, PAGES = 80, 400


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Workers whom nobody has visited, so that nginx has kept no file yet."""
    with two_workers(tmp_path_factory.mktemp("fresh")) as found:
        yield found


def test_three_hundred_first_visits_from_one_address(fresh: Front) -> None:
    """Each with all its files and one change; all of them at once, which is harder than within ten
    seconds. Both workers take their part."""
    before = [worker.estimates for worker in fresh]
    seen = in_a_loop(lambda: office(fresh.address, PEOPLE, 0))
    assert len(seen.seconds) == PEOPLE
    assert set(seen.statuses) == {200}
    assert seen.statuses[200] > 100 * PEOPLE
    made = [worker.estimates - was for worker, was in zip(fresh, before, strict=True)]
    assert min(made) > max(made) / 2, made


def test_the_same_beside_a_flood_from_another_address(fresh: Front) -> None:
    """Half as many: that it is another address is what counts."""
    with flooding(fresh.address):
        seen = in_a_loop(lambda: office(fresh.address, PEOPLE // 2, 0))
    assert len(seen.seconds) == PEOPLE // 2
    assert set(seen.statuses) == {200}


def test_a_flood_is_let_in_as_far_as_the_guide_says(fresh: Front) -> None:
    """From a third address, as fast as it gets answers: 700 documents at once, then 20 a second."""
    statuses, seconds = in_a_loop(lambda: as_fast_as_it_goes(fresh.address, "/", 3000))
    assert 0 < statuses[200] <= 700 + 20 * (seconds + 1)
    assert statuses[200] + statuses[429] == 3000


def test_an_office_that_keeps_its_papers(fresh: Front) -> None:
    sent = urlencode({"answers": COURSE, "file": "paper", "page": fresh.address}).encode()

    def paper(_: int) -> int:
        return ask(fresh.port, "/keep", "POST", sent, content_type=FORM).status

    with ThreadPoolExecutor(PAPERS) as people:
        assert set(people.map(paper, range(PAPERS))) == {200}


def test_as_many_pages_open_at_once(fresh: Front) -> None:
    def opened(number: int) -> str:
        with Visitor(fresh.port, f"Office/{number % 2}") as visitor:
            return visitor.said

    with ThreadPoolExecutor(50) as people:
        assert all("112,50" in said for said in people.map(opened, range(PAGES)))


def test_files_with_their_content_in_their_name_are_kept_for_a_year(fresh: Front) -> None:
    document = ask(fresh.port, "/").read()
    paths = sorted({f"/{it.decode()}" for it in FILES.findall(document)})
    assert len(paths) > 100
    for path in paths:
        answer = ask(fresh.port, path, accept_encoding="gzip, br")
        assert answer.status == 200
        assert "max-age=31536000" in (answer.getheader("cache-control") or "")
        assert "immutable" in (answer.getheader("cache-control") or "")


@pytest.mark.parametrize("path", ["/static/js/index.none.js", "/page.000000000000.css"])
def test_a_file_that_no_worker_has_is_not_kept_in_its_place(fresh: Front, path: str) -> None:
    answer = ask(fresh.port, path)
    assert answer.status == 404
    assert answer.getheader("cache-control") == "no-store"
