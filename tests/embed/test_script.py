"""embed.js as served: small, alone, and speaking of the presets that the server reads."""

import gzip
import json
import re

from estimator.embed.presets import PRESETS
from estimator.embed.served import SOURCE, embed_script
from estimator.locales import LANGUAGES, words

MOST_BYTES = 3 * 1024


def test_it_is_small() -> None:
    assert len(gzip.compress(embed_script())) <= MOST_BYTES


def test_it_knows_the_title_in_every_language() -> None:
    titles = embed_script().decode().partition("const TITLES = ")[2].partition("; //")[0]
    assert json.loads(titles) == {it: words(it)("page.title") for it in LANGUAGES}


def test_it_passes_on_the_presets_that_are_read_and_no_other() -> None:
    listed = re.search(r'PRESETS =\s*"([^"]+)"', SOURCE.read_text("utf-8"))
    assert listed
    snake = {re.sub("[A-Z]", lambda m: "_" + m[0].lower(), name) for name in listed[1].split()}
    assert snake == PRESETS.keys() - {"theme"}
