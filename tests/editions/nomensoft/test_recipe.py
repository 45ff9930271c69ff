"""The recipe of tariffs/README.md on the tariffs that ship: list, compare, import."""

import re
import shlex
import shutil
from datetime import date

from estimator.engine.estimate import estimate
from estimator.engine.model.tariff_book import TariffBook
from estimator.engine.numbers.layout import lay_out
from estimator.engine.tariffs.files import load
from estimator.environment.tariff_folder import SHIPPED
from tests.editions.conftest import Desk
from tests.editions.nomensoft import made
from tests.engine.cases import case
from tests.shipped import needs_tariff_of

DAY = date(2026, 3, 2)


def recipe() -> list[list[str]]:
    """The commands of the recipe, without `python -m estimator tariffs`."""
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## Read from NomenSoft") :]
    block = re.findall(r"```sh\n(.*?)```", section, flags=re.DOTALL)[0]
    commands = map(shlex.split, block.splitlines())
    return [command[4:] for command in commands if command[0] == "python"]


def cost(book: TariffBook) -> tuple[str, object]:
    result = estimate(case(start=DAY, sessions=18), lay_out(book))
    return result.status, result.totals


def test_the_recipe_makes_the_edition_of_2026_official(desk: Desk) -> None:
    needs_tariff_of(DAY)
    shutil.rmtree(desk.tariffs)
    shutil.copytree(SHIPPED, desk.tariffs)
    folder = ["--folder", str(desk.tariffs)]
    before = load(desk.tariffs)
    fees = made.folder_of(made.ours(before, "2026-01-01"), desk.place / "nomensoft")
    listed, compare, taken = recipe()
    assert desk.run(*listed[:-2], *folder, "--on", str(DAY)) == 0
    assert len(desk.said.splitlines()) == 204
    assert compare[-2] == "--record", "a day of which no test should say that it is past"
    for command in (compare[:-2], taken):
        there = [str(fees) if it == "nomensoft" else it for it in command]
        assert desk.run(*there, *folder) == 0, desk.complained
    after = load(desk.tariffs)
    assert after.editions[date(2026, 1, 1)].status == "official"
    (_, total), (status, same) = cost(before), cost(after)
    assert (status, same) == ("official", total)
