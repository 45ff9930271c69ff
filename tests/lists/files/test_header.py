"""The header is found among titles, groups and rows; every column has a name of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.lists.columns.normal import normal_head
from estimator.lists.layout.asked import CONTRACT_HEADS
from estimator.lists.layout.header import FIGURE, header_of, header_place
from estimator.lists.layout.names import column_letters, unique_names

KNOWN = frozenset({"bim", "fee", "sessions", "start", "pathology", "seances"})

HEADS = {
    "Prix (€)": "prix",
    " SÉANCES ": "seances",
    "Début_de  soins": "debut de soins",
    "N° dossier": "n dossier",
    "prior_sessions": "prior sessions",
    "(C)": "",
    "fee (2)": "fee",
    "Straße [m²": "strasse",
    "Prix\n€": "prix",
}


@pytest.mark.parametrize("text", HEADS)
def test_a_head_without_what_people_write_differently(text: str) -> None:
    assert normal_head(text) == HEADS[text]


@given(st.text())
def test_a_normal_head_stays_as_it_is(text: str) -> None:
    assert normal_head(normal_head(text)) == normal_head(text)


PLACES: dict[str, tuple[list[list[str]], int, list[str]]] = {
    "plain": ([["fee", "bim"], ["40", "true"]], 0, ["fee", "bim"]),
    "title": ([["Liste 2025", "", ""], ["Fee", "BIM", "x"], ["1", "", ""]], 1, ["Fee", "BIM", "x"]),
    "group above": ([["Kiné", "", "Cas"], ["fee", "bim", "x"]], 1, ["fee", "bim", "x"]),
    "head merged downwards": (
        [["bim", "Kiné", "", "sessions"], ["", "fee", "start", ""], ["true", "1", "2", "3"]],
        1,
        ["bim", "fee", "start", "sessions"],
    ),
    "known head above": ([["bim", "", ""], ["", "fee", "start"]], 1, ["bim", "fee", "start"]),
    "unknown above": ([["Titre", "", ""], ["", "fee", "start"]], 1, ["", "fee", "start"]),
    "none known": ([["Titel", "", "", ""], ["", "a", "b", "c"], ["1", "2", "3", "4"]], 1,
                   ["", "a", "b", "c"]),
    "one column": ([["fee"], ["40"]], 0, ["fee"]),
    "words of rows": ([["a", "b", "c"], ["bim", "fee", "18"]], 0, ["a", "b", "c"]),
    "year as head": ([["a", "2025"], ["b", "c"]], 0, ["a", "2025"]),
}  # fmt: skip


@pytest.mark.parametrize("what", PLACES)
def test_where_the_header_stands(what: str) -> None:
    lines, place, heads = PLACES[what]
    assert header_of(lines, KNOWN) == (place, heads)


CELLS = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=8)
LINES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8).filter(
    lambda lines: all(any(map(str.strip, line)) for line in lines)
)


@given(LINES)
def test_the_header_is_one_of_the_lines(lines: list[list[str]]) -> None:
    assert 0 <= header_place(lines, KNOWN) < len(lines)


@given(LINES, LINES, st.permutations(["Fee (€)", "SESSIONS", "start"]))
def test_known_heads_are_found_below_any_title(
    titles: list[list[str]], rows: list[list[str]], heads: list[str]
) -> None:
    def plain(lines: list[list[str]]) -> list[list[str]]:
        return [
            [cell for cell in line if normal_head(cell) not in KNOWN] or ["x"] for line in lines
        ]

    assert header_place([*plain(titles), heads, *plain(rows)], KNOWN) == len(titles)


@pytest.mark.parametrize("text", ["40,00 €", "18", "05/05/2025", "2025-05-05", "12 %", "08:30"])
def test_a_figure_is_no_head(text: str) -> None:
    assert FIGURE.fullmatch(text)


@pytest.mark.parametrize("text", ["Prix 2025", "fee", "€", "-", ""])
def test_a_text_may_be_one(text: str) -> None:
    assert not FIGURE.fullmatch(text)


def test_names() -> None:
    heads = ["fee", "", "fee", "fee (2)", "", "(E)", "fee"]
    assert unique_names(heads) == ["fee", "(B)", "fee (3)", "fee (2)", "(E) (2)", "(E)", "fee (4)"]
    assert unique_names(["", "a"], 26) == ["(AA)", "a"]


@given(st.lists(st.sampled_from(["", "a", "a (2)", "(A)", "(C)", "b"]), max_size=12))
def test_every_name_stands_once_and_heads_stay(heads: list[str]) -> None:
    names = unique_names(heads)
    assert len(set(names)) == len(names) == len(heads)
    assert set(filter(None, heads)) <= set(names)
    assert all(name.startswith(head) for name, head in zip(names, heads, strict=True))


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_letters_of_columns(place: int, letters: str) -> None:
    assert column_letters(place) == letters


def test_the_contract_is_known() -> None:
    assert {"prior sessions", "plan", "bim", "person"} <= CONTRACT_HEADS
