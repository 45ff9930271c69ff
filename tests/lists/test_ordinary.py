"""Lists as people have them: each goes through, and its totals are those reckoned by hand.

What each file shows stands in `ordinary/README.md`, how it was reckoned in `ordinary/reckoning.md`.
"""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.lists.files.csv_read import SEPARATORS
from estimator.locales import LANGUAGES
from tests.lists.test_files import run

HERE = Path(__file__).parent
ORDINARY, REFUSED = HERE / "ordinary", HERE / "refused"
AMOUNTS = ("patient", "reimbursed", "charged")
Row = dict[str, str]


class Expected(NamedTuple):
    """A line of `expected.csv`: the rows of a list, how many are in error, the questions that it
    leaves open, and the sums of AMOUNTS."""

    rows: int
    errors: int
    questions: int
    sums: dict[str, Decimal]


def expected() -> dict[str, Expected]:
    """What was typed, by the name of the list."""
    with (ORDINARY / "expected.csv").open(encoding="utf-8", newline="") as stream:
        return {
            line["file"]: Expected(
                int(line["rows"]),
                int(line["errors"]),
                int(line["questions"]),
                {name: Decimal(line[name]) for name in AMOUNTS},
            )
            for line in csv.DictReader(stream)
        }


EXPECTED = expected()
#: The lists that leave something open, and a word that the sentence about it has to say.
ASKED = {
    "fr_two_sheets.xlsx": "2026",
    "fr_no_bim.csv": "bim",
    "fr_price_twice.csv": "Prix",
    "fr_days_two_ways.csv": "Début",
    "nl_marks.csv": "VT",
}


def answered(name: str) -> list[str]:
    """The option with the answer to a list's question, if it has one."""
    mapping = ORDINARY / f"{name}.columns.json"
    return ["--columns", str(mapping)] if mapping.exists() else []


def result(path: Path) -> tuple[list[str], list[Row]]:
    """The heads and rows of a result in CSV; amounts with a decimal point, whatever separates."""
    text = path.read_bytes().decode("utf-8-sig")
    head = text.splitlines()[0]
    separator = max(SEPARATORS, key=head.count)
    heads, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    places = {name: heads.index(name) for name in (*AMOUNTS, "error")}
    return heads, [
        {name: row[place].replace(",", ".") for name, place in places.items()} for row in rows
    ]


def sums(rows: list[Row]) -> dict[str, Decimal]:
    """The sums of AMOUNTS over the rows that have them."""
    return {name: sum((Decimal(it[name] or 0) for it in rows), Decimal(0)) for name in AMOUNTS}


def test_every_list_has_its_totals() -> None:
    lists = {
        path.name
        for path in ORDINARY.iterdir()
        if path.suffix not in (".md", ".json") and path.name != "expected.csv"
    }
    assert lists == set(EXPECTED)
    assert {path.name for path in ORDINARY.glob("*.json")} == {
        f"{name}.columns.json" for name in ASKED
    }
    described = (ORDINARY / "README.md").read_text(encoding="utf-8")
    assert [name for name in lists if f"| `{name}` |" not in described] == []


def test_nine_of_ten_need_no_answer() -> None:
    assert {name for name, it in EXPECTED.items() if it.questions} == set(ASKED)
    assert len(EXPECTED) >= 36
    assert max(it.questions for it in EXPECTED.values()) == 1
    assert len(ASKED) * 10 <= len(EXPECTED)


def test_what_was_typed_adds_up() -> None:
    for name, typed in EXPECTED.items():
        assert typed.sums["charged"] == typed.sums["reimbursed"] + typed.sums["patient"], name


@pytest.mark.parametrize("name", EXPECTED)
def test_totals(tmp_path: Path, name: str) -> None:
    assert run(ORDINARY / name, tmp_path / "out.csv", *answered(name), "--lang", "en") == 0
    _, rows = result(tmp_path / "out.csv")
    assert len(rows) == EXPECTED[name].rows
    assert sum(1 for row in rows if row["error"]) == EXPECTED[name].errors, [
        row["error"] for row in rows
    ]
    assert all(bool(row["error"]) != bool(row["charged"]) for row in rows)
    assert sums(rows) == EXPECTED[name].sums


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ASKED)
def test_what_is_open_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, language: str
) -> None:
    assert run(ORDINARY / name, tmp_path / "out.csv", "--lang", language) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert ASKED[name].casefold() in said.casefold()
    assert list(tmp_path.iterdir()) == []


def refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> dict[str, str]:
    """Why a file is refused, by language, without its name."""
    said = {}
    for language in LANGUAGES:
        assert run(REFUSED / name, tmp_path / "out.csv", "--lang", language) == 2
        said[language] = capsys.readouterr().err.replace(name, "…")
    assert list(tmp_path.iterdir()) == []
    return said


@pytest.mark.parametrize("path", sorted(REFUSED.iterdir()), ids=lambda path: path.name)
def test_what_is_no_list_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    said = refusals(tmp_path, capsys, path.name)
    assert {len(sentence.splitlines()) for sentence in said.values()} == {1}
    assert not any("Traceback" in sentence for sentence in said.values())
    assert len(set(said.values())) == len(LANGUAGES)
    if path.suffix == ".xls":
        assert all(".xlsx" in sentence for sentence in said.values())


def test_each_refusal_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("empty.csv", "head_only.csv", "pdf.csv", "old.xls")
    said = [refusals(tmp_path, capsys, name) for name in names]
    for language in LANGUAGES:
        assert len({each[language] for each in said}) == len(names)


HEADS = ["Dossier", "Pathologie", "Lieu", "BIM", "Conventionné", "Prix (€)", "Séances", "Début"]
PRICE = HEADS.index("Prix (€)")
#: Rows of some courses of `reckoning.md`, and what each leaves for the patient.
GOOD = {
    "A": (["courante", "cabinet", "non", "oui", "", "18", "16/06/2025"], "112.50"),
    "B": (["courante", "cabinet", "oui", "non", "40,00", "18", "16/06/2025"], "45.00"),
    "C": (["courante", "cabinet", "non", "non", "40,00 €", "18", "16/06/2025"], "390.23"),
    "E": (["Fa", "domicile", "non", "oui", "", "30", "16/06/2025"], "193.80"),
    "G": (["liste E", "cabinet", "non", "non", "38,50", "40", "16/06/2025"], "732.40"),
}
#: What nobody can read, by the place of its column in HEADS.
WRONG = [
    (1, "inconnue"), (1, ""), (1, "liste F"), (2, "la lune"), (3, "peut-être"), (3, ""),
    (4, "parfois"), (5, "-1"), (5, "gratuit"), (6, "0"), (6, "401"), (6, "dix-huit?"), (6, ""),
    (7, "31/02/2025"), (7, "bientôt"), (8, "une case de trop"),
]  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> tuple[list[str], str | None]:
    """A row, and what it leaves for the patient, or None where a cell of it can't be read."""
    cells, left = draw(st.sampled_from([*GOOD.values()]))
    row = ["14", *cells]
    wrong = draw(st.one_of(st.none(), st.sampled_from(WRONG)))
    if wrong is None:
        return row, left
    place, cell = wrong
    # The price counts in some rows only.
    row = ["14", *GOOD["C"][0]] if place == PRICE else row
    row[place : place + 1] = [cell]
    return row, None


@settings(max_examples=15)
@given(rows=st.lists(lines(), min_size=1, max_size=40))
def test_a_row_in_error_costs_the_others_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[list[str], str | None]]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        # A first row that can be read makes the list a list, whatever follows.
        writer.writerows([HEADS, ["1", *GOOD["A"][0]], *(row for row, _ in rows)])
    assert run(folder / "in.csv", folder / "out.csv", "--lang", "en") == 0
    _, (first, *found) = result(folder / "out.csv")
    assert first["patient"] == "112.50"
    assert [row["patient"] or None for row in found] == [left for _, left in rows]
    assert [bool(row["error"]) for row in found] == [left is None for _, left in rows]


def texts(path: Path) -> list[list[str]]:
    """The cells of a list or result as texts."""
    if path.suffix == ".csv":
        text = path.read_bytes().decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    # Whatever Excel would compute has a kind of its own.
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.values]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_formulas_are_harmless(tmp_path: Path, ending: str) -> None:
    source = ORDINARY / "fr_formulas.csv"
    target = tmp_path / f"out.{ending}"
    assert run(source, target, "--lang", "en") == 0
    found = texts(target)
    if ending == "csv":
        assert [
            cell for row in found for cell in row if cell.startswith(("=", "+", "@", "-"))
        ] == []
    for before, after in zip(texts(source), found, strict=True):
        assert [after[place].removeprefix("'") for place in (0, 8)] == [before[0], before[8]]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_other_columns_are_kept(tmp_path: Path, ending: str) -> None:
    source = ORDINARY / "fr_extra_columns.csv"
    target = tmp_path / f"out.{ending}"
    assert run(source, target, "--lang", "en") == 0
    before, after = texts(source), texts(target)
    assert after[0][: len(before[0])] == before[0]
    places = [before[0].index(name) for name in ("Dossier", "NISS", "Nom", "Facturé en 2024")]
    places += [before[0].index(name) for name in ("Téléphone", "Remarques")]
    assert [[row[place] for place in places] for row in after] == [
        [row[place] for place in places] for row in before
    ]
