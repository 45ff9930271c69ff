"""Who pays what: the mutuality's part and the patient's, at both kinds of kiné."""

from collections.abc import Iterator

from estimator.engine.model.result import Totals
from estimator.engine.ranges import BothKinds
from estimator.locales import Words
from estimator.pages.blocks import chart_numbers
from estimator.pages.blocks import chart_specs as charts
from estimator.pages.blocks.chart_specs import PAID
from estimator.pages.blocks.elements import Chart, Part
from estimator.pages.blocks.html import bullets, heading
from estimator.pages.estimate.answer import figures
from estimator.wording.comparison import EITHER, KINDS


def who_pays(words: Words, found: BothKinds) -> Iterator[Part]:
    """A bar for each kind of kiné, the bars in sentences, and the figures."""
    bars = list(bars_of(words, found))
    sentences = (words("who.reading", kind=name, **it._asdict()) for name, it in bars)
    yield heading(words("who.heading"), "who-pays") + bullets(sentences)
    yield Chart(
        chart_numbers.who_pays_table(bars, words.language),
        charts.who_pays_spec(words.language, len(bars)),
        words("who.alt"),
    )
    head = [words("compare.amounts"), *(name for name, _ in bars)]
    rows = [
        [words(f"payer.{part}"), *(words.euros(getattr(it, part)) for _, it in bars)]
        for part in PAID
        if any(getattr(it, part) for _, it in bars)
    ]
    yield figures(words, "who", "who-pays-figures", head, rows)


def bars_of(words: Words, found: BothKinds) -> Iterator[tuple[str, Totals]]:
    """The bars by name: one if every kiné costs the same, two for a range."""
    kinds = {EITHER: found.own} if found.same else dict(zip(KINDS, found[:2], strict=True))
    for kind, prospect in kinds.items():
        name = words(f"kind.{kind}")
        if prospect.span("patient").certain:
            yield name, prospect.least
        else:
            yield words("who.least", kind=name), prospect.least
            yield words("who.most", kind=name), prospect.most
