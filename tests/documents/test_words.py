"""Every sentence of the paper and of the table is used."""

import re

from estimator.engine.model.result import Item
from estimator.locales import DEFAULT_LANGUAGE, catalogues
from tests.locales.test_catalogues import strings_in_code


def test_no_sentence_is_unused() -> None:
    used = [re.compile(pattern) for pattern in set(strings_in_code()) if "." in pattern]
    ids = (message.id for message in catalogues(DEFAULT_LANGUAGE)["keep"] if message.id)
    keys = [key if isinstance(key, str) else key[0] for key in ids]
    assert [key for key in keys if not any(it.fullmatch(key) for it in used)] == []


def test_every_column_of_the_table_has_a_name_and_no_other() -> None:
    assert set(words_of("keep.column.")) == set(Item._fields)


def words_of(start: str) -> list[str]:
    ids = [message.id for message in catalogues(DEFAULT_LANGUAGE)["keep"] if message.id]
    return [
        key.removeprefix(start) for key in ids if isinstance(key, str) and key.startswith(start)
    ]
