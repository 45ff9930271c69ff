"""The file that tells what columns mean: what is written is read again; what is wrong is named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.engine.model.errors import InvalidAnswer
from estimator.lists.columns.model import MEANINGS, DayOrder, ListColumns
from estimator.lists.first_look.mapping_file import columns_in, mapping_bytes
from estimator.locales import LANGUAGES, words
from estimator.wording.refusals import contract_refusal

OWN = st.text(st.characters(exclude_categories=["Cs"]))
ANSWERS = {"bim": "false", "pathology": "fa-5", "sessions": "18", "fee": "40,00", "start": "5/5/25"}


@st.composite
def mappings(draw: st.DrawFn) -> ListColumns:
    """What a file may tell."""
    names = draw(st.lists(OWN, unique=True, max_size=8))
    meanings = draw(st.permutations([*MEANINGS, *[None] * len(names)]))
    everywhere = draw(st.sets(st.sampled_from(sorted(ANSWERS))))
    return ListColumns(
        dict(zip(names, meanings, strict=False)),
        draw(st.dictionaries(OWN, st.sampled_from(DayOrder), max_size=3)),
        {name: ANSWERS[name] for name in everywhere},
        draw(OWN),
    )


@given(mappings(), st.booleans())
def test_what_is_written_is_read_again(told: ListColumns, mark: bool) -> None:
    content = mapping_bytes(told)
    assert columns_in(b"\xef\xbb\xbf" * mark + content) == told


WRONG = {
    "": "mapping_json",
    "[]": "mapping_json",
    "{": "mapping_json",
    "[" * 100_000: "mapping_json",
    '{"columns": []}': "mapping_json",
    '{"columns": {"Prix": 1}}': "mapping_json",
    '{"days": {"Date": null}}': "mapping_json",
    '{"everywhere": {"bim": false}}': "mapping_json",
    '{"sheet": 2025}': "mapping_json",
    '{"column": {"Prix": "fee"}}': "mapping_part",
    '{"$comment": "x"}': "mapping_part",
    '{"columns": {"Prix": "price"}}': "mapping_value",
    '{"days": {"Date": "year_first"}}': "mapping_value",
    '{"everywhere": {"plan": "x"}}': "mapping_value",
    '{"columns": {"Prix": "fee", "Tarif": "fee"}}': "mapping_twice",
    '{"everywhere": {"bim": "peut-être"}}': "one_of",
    '{"everywhere": {"pathology": "zz-5"}}': "group_or_code",
}


@pytest.mark.parametrize(("content", "reason"), WRONG.items(), ids=[it[:40] for it in WRONG])
def test_what_is_wrong_is_named(content: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        columns_in(content.encode())
    assert refused.value.reason == reason
    said = {contract_refusal(words(language), refused.value) for language in LANGUAGES}
    assert len(said) == len(LANGUAGES)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        columns_in(json.dumps({"columns": {"é": None}}, ensure_ascii=False).encode("cp1252"))
    assert refused.value.reason == "mapping_json"


def test_an_empty_cell_that_is_no_answer_comes_back_as_such() -> None:
    told = ListColumns(everywhere={"bim": ""})
    assert columns_in(mapping_bytes(told)) == told
