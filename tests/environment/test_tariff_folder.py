"""Which folder of tariffs is used, and what is said where it isn't there."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from estimator import estimate, tariffs
from estimator.cli.main import main
from estimator.environment.tariff_folder import FOLDER, SHIPPED, UnknownFolder, tariff_folder
from tests.engine.cases import case
from tests.frozen import FROZEN

COURSE = ["--pathology", "current", "--bim", "false", "--conventioned", "true", "--sessions", "1"]
COMMANDS = {
    "estimate": ["estimate", *COURSE],
    "show": ["tariffs", "show", "567011", "--on", "2025-05-05"],
    "diff": ["tariffs", "diff", "2025-01-31", "2025-02-01"],
    "check": ["tariffs", "check"],
    "index": ["tariffs", "index", "--percent", "2", "--from", "2027-01-01"],
}


@pytest.fixture
def unread() -> Iterator[None]:
    """A process that has read no tariffs yet."""
    tariffs.cache_clear()
    yield
    tariffs.cache_clear()


def test_the_shipped_one_unless_another_is_named() -> None:
    assert tariff_folder({}) == tariff_folder({FOLDER: ""}) == SHIPPED
    assert tariff_folder({FOLDER: str(FROZEN)}) == FROZEN


@pytest.mark.parametrize("name", ["nowhere", str(FROZEN / "editions.csv")])
def test_a_folder_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(UnknownFolder, match=r"^KINE_TARIFFS: '.*' is no folder$"):
        tariff_folder({FOLDER: name})


def test_tests_and_the_processes_they_start_use_the_frozen_one() -> None:
    assert os.environ[FOLDER] == str(FROZEN)
    assert tariff_folder() == FROZEN


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_line_says_so_in_one_sentence(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(FOLDER, "nowhere")
    assert main(COMMANDS[command]) == 2
    assert capsys.readouterr().err == "KINE_TARIFFS: 'nowhere' is no folder\n"


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "fault",
    [
        ("history.csv", "2020-01-01", "someday"),
        ("editions.csv", "convention-m25", "hearsay"),
        ("copayments.csv", "2024-01-01,current", "2024-01-01,curent"),
    ],
)
def test_faults_in_it_are_lines_with_their_file(
    command: str,
    fault: tuple[str, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Those that can't be read, those that end in an error, and those that no command minds."""
    folder = Path(shutil.copytree(FROZEN, tmp_path / "tariffs"))
    file, old, new = fault
    text = (folder / file).read_text(encoding="utf-8")
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setenv(FOLDER, str(folder))
    code = main([*COMMANDS[command], "--lang", "en"])
    printed = capsys.readouterr()
    if code:
        assert f"{file}:" in printed.out + printed.err
        assert "Traceback" not in printed.err
    assert code or command in ("show", "diff")


@pytest.mark.usefixtures("unread")
def test_commands_and_estimates_rest_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(FROZEN, tmp_path / "tariffs"))
    file = folder / "multipliers/2025-02-01.csv"
    file.write_text(file.read_text().replace("567011,1.283500", "567011,2.000000"))
    monkeypatch.setenv(FOLDER, str(folder))
    for command in ("show", "diff"):
        assert main(COMMANDS[command]) == 0
        assert "48,00" in capsys.readouterr().out
    (item,) = estimate(case(sessions=1)).items
    assert item.official_fee == 48
