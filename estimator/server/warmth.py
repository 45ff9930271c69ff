"""What the first visitor would wait for otherwise, and what mustn't change beneath a page."""

import pandas as pd
from altair.utils.schemapi import debug_mode

from estimator.environment.tariffs_in_use import tariffs
from estimator.locales import LANGUAGES, words
from estimator.pages import navigation as pages
from estimator.pages.blocks import chart_specs as charts
from estimator.wording.comparison import EITHER, KINDS

#: One kind of kiné or two, each with one amount or the two ends of a range.
BARS = (1, 2, 3, 4)


def warm() -> None:
    """Reads every file that holds tariffs or words, and builds what is built once per language.

    From here on the process needs none of these files: they can be replaced beneath it, and it
    goes on with what it has until another process takes over.
    """
    tariffs()
    # Whether the specs follow their schema, the tests have seen; looking again takes seconds.
    with debug_mode(False):
        for language in LANGUAGES:
            words(language)
            for kinds in ((EITHER,), KINDS):
                charts.cumulative_spec(language, kinds)
            charts.fees_spec(language)
            for bars in BARS:
                charts.who_pays_spec(language, bars)
    # Charts hand their numbers over by way of pandas, which is slow to come up.
    pd.DataFrame({"euros": [0]})
    assert pages.PAGES  # noqa: S101 - all of them imported, with what they use
