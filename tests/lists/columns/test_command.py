"""`batch` names what a list leaves open, and takes the answers as a file."""

import json
from pathlib import Path

import pytest

from estimator.cli.main import main
from estimator.locales import LANGUAGES

HEADS = "Pathologie;Lieu;Conventionné;Prix;Tarif;Séances;Début"
ROWS = ("courante;cabinet;oui;40;42;18;05/06/2025", "Fa;domicile;oui;40;42;30;07/06/2025")
ANSWERS = {
    "columns": {"Tarif": "fee"},
    "days": {"Début": "day_first"},
    "everywhere": {"bim": "false"},
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text("\n".join((HEADS, *ROWS)), "utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_open_question_is_named_on_one_line(
    source: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    target = source.with_name("out.csv")
    assert main(["batch", str(source), str(target), "--lang", language]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert not target.exists()
    assert all(name in said for name in ("bim", "fee", "Début", "--columns"))
    assert "courante" not in said
    example = json.loads(said[said.index("{") :])
    assert set(example) == {"columns", "days", "everywhere"}
    mapping = source.with_name("mapping.json")
    mapping.write_text(json.dumps(example), "utf-8")
    assert main(["batch", str(source), str(target), "--columns", str(mapping)]) == 0


def test_the_answers_of_a_file_count(source: Path) -> None:
    target, mapping = source.with_name("out.csv"), source.with_name("mapping.json")
    mapping.write_text(json.dumps(ANSWERS), "utf-8-sig")
    assert main(["batch", str(source), str(target), "--columns", str(mapping)]) == 0
    assert len(target.read_text("utf-8-sig").splitlines()) == 1 + len(ROWS)


@pytest.mark.parametrize("content", ["{", '{"columns": {"Prix": "price"}}', None])
def test_a_bad_file_is_refused(
    source: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    mapping = source.with_name("mapping.json")
    if content:
        mapping.write_text(content, "utf-8")
    target = str(source.with_name("out.csv"))
    assert main(["batch", str(source), target, "--columns", str(mapping)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
