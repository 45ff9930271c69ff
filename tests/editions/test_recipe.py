"""The recipe of tariffs/README.md, walked through on a made-up circular of 2027."""

import re
import shlex
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from estimator import Pathology, Result, Setting
from estimator.engine.estimate import estimate
from estimator.engine.numbers.layout import lay_out
from estimator.engine.tariff_checks import problems_in
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import SHIPPED
from tests.editions.circulars import CIRCULAR, as_pdf, as_spaced, as_workbook, circular_2027
from tests.editions.conftest import Desk, frozen
from tests.editions.test_golden_files import holds
from tests.engine.cases import case

README = (SHIPPED / "README.md").read_text(encoding="utf-8")
NEW = circular_2027()
CIRCULARS: dict[str, Callable[[Path], Path]] = {
    "circular.xlsx": lambda place: as_workbook(NEW, place),
    "circular.md": lambda place: as_text(NEW, place),
    "circular.txt": lambda place: as_text(as_spaced(NEW), place),
    "circular.pdf": lambda place: as_pdf(NEW, place),
}


def as_text(text: str, path: Path) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def recipe() -> list[list[str]]:
    """The commands of the recipe, without `python -m estimator tariffs`."""
    section = README[README.index("## A new edition") : README.index("## Gaps")]
    blocks = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    commands = [shlex.split(line) for line in lines if line.strip()]
    assert all(command[:4] == ["python", "-m", "estimator", "tariffs"] for command in commands)
    return [command[4:] for command in commands]


def cost(desk: Desk, **changes: object) -> Result:
    return estimate(case(**changes), lay_out(load(desk.tariffs)))


@pytest.mark.parametrize("name", CIRCULARS)
def test_circular_of_2027_in_one_command(desk: Desk, name: str) -> None:
    circular = CIRCULARS[name](desk.place / name)
    (_, _, *options) = recipe()[0]
    folder = ["--folder", str(desk.tariffs)]
    assert desk.run("import", str(circular), *options, *folder) == 0, desk.said + desk.complained
    assert problems_in(desk.tariffs) == []

    course = cost(desk, start=date(2026, 12, 31), per_week=7, sessions=3)
    assert [str(item.official_fee) for item in course.items] == ["30.80", "31.73", "31.73"]
    assert [str(item.copayment) for item in course.items] == ["6.25", "6.50", "6.50"]
    assert "edition_after_known" not in [notice.id for notice in course.notices]
    assert course.sources[-1].title == "Circulaire OA 2026/400"
    free = cost(desk, start=date(2027, 1, 4), sessions=1, conventioned=False, fee="40")
    assert free.totals.reimbursed == Decimal("18.93"), "31.73 - 6.50, less 6.30"
    home = cost(desk, start=date(2027, 1, 4), sessions=1, setting=Setting.HOME)
    assert [str(item.official_fee) for item in home.items] == ["34.90", "1.16"]
    holds(desk.golden / "circular-2027-01-01.csv", load(desk.tariffs))


def test_what_changes_is_told(desk: Desk) -> None:
    assert desk.take_in(desk.circular(NEW)) == 0
    said = desk.said
    assert "Tariff from 1 January 2027, compared with the one of 1 February 2025" in said
    assert re.search(r"560011 +Session +1\.2835 +1\.322005 +€30\.80 +€31\.73", said)
    assert "204 codes change." in said
    assert "Fixed share of class current: BIM €2.50 → €2.60, others €6.25 → €6.50" in said
    assert "Fixed share of class heavy" not in said
    assert "Travel costs, code 639111: €1.31 → €1.35" in said
    assert "(--until)" in said
    assert "25% rule" in said


def test_official_amounts_end_a_presumption_even_where_they_are_the_same(desk: Desk) -> None:
    assert desk.take_in(desk.circular(CIRCULAR)) == 0
    assert "Travel costs" not in desk.said
    assert "Fixed share" not in desk.said
    home = cost(desk, start=date(2027, 1, 4), setting=Setting.HOME, pathology=Pathology.HEAVY)
    told = {notice.id for notice in home.notices}
    assert not told & {"index_2025", "heavy_copayment", "travel_amount"}


def test_every_form_writes_the_same(desk: Desk) -> None:
    written = []
    for name, made in CIRCULARS.items():
        assert desk.take_in(made(desk.place / name), "--title", "2027", "--replace") == 0
        written.append(desk.files())
    assert written[1:] == written[:-1]


def test_only_what_is_new_is_touched(desk: Desk) -> None:
    assert desk.take_in(desk.circular(NEW)) == 0
    before, after = frozen(), desk.files()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        f"tariffs/{name}.csv" for name in ("editions", "copayments", "travel", "sources", "rows")
    }
    for name in changed - {"tariffs/rows.csv"}:
        assert set(before[name].splitlines()) < set(after[name].splitlines())
    assert after.keys() - before.keys() == {
        "tariffs/multipliers/2027-01-01.csv",
        "tariffs/golden/circular-2027-01-01.csv",
    }


def test_the_rest_of_the_recipe_runs(desk: Desk) -> None:
    assert desk.take_in(desk.circular(NEW), "--until", "2028-12-31") == 0
    _, check, diff, index = recipe()
    folder = ["--folder", str(desk.tariffs)]
    assert desk.run(*check, *folder) == 0
    assert "We use the tariff of 1 January 2027, known until 31 December 2028. We know" in desk.said
    assert diff == ["diff", "2026-12-31", "2027-01-01"]
    assert desk.run(*index, *folder) == 2, "an official edition stands there"
    assert "official tariff of 2027-01-01 exists already" in desk.complained
    assert desk.run(*index, *folder, "--replace") == 0


def test_official_edition_replaces_a_derived_one(desk: Desk) -> None:
    *_, index = recipe()
    assert desk.run(*index, "--folder", str(desk.tariffs)) == 0
    assert cost(desk, start=date(2027, 1, 4)).items[0].official_fee == Decimal("31.63")
    assert desk.take_in(desk.circular(NEW), "--until", "2028-12-31") == 0
    assert cost(desk, start=date(2027, 1, 4)).items[0].official_fee == Decimal("31.73")
    editions = (desk.tariffs / "editions.csv").read_text(encoding="utf-8").splitlines()
    assert editions[-1] == "2027-01-01,2028-12-31,,official,circular-2027-01-01,"
    assert len(editions) == 5


def test_another_official_edition_of_the_day_is_kept(desk: Desk) -> None:
    assert desk.take_in(desk.circular(NEW)) == 0
    before, other = desk.files(), desk.circular(circular_2027("1.04"))
    assert desk.take_in(other) == 2
    assert desk.complained.startswith("from: an official tariff of 2027-01-01 exists already")
    assert desk.files() == before
    assert desk.take_in(other, "--replace") == 0
    assert cost(desk, start=date(2027, 1, 4)).items[0].official_fee == Decimal("32.04")


def test_new_source_is_to_be_read_again_in_january(desk: Desk) -> None:
    desk.take_in(desk.circular(NEW), "--until", "2028-12-31", "--source", "c27", "--title", "T")
    source = load(desk.tariffs).sources["c27"]
    assert (source.title, source.review_by) == ("T", date(2029, 1, 15))
    assert source.checked_on == source.retrieved == date.today()
