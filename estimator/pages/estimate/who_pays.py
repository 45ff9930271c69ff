"""Who pays what: the mutuality's part and the patient's, at both kinds of kiné."""

from collections.abc import Iterator

from estimator.engine.both_kinds import BothKinds, CostRange
from estimator.engine.model.result import Totals
from estimator.locales import Words
from estimator.pages.charts import numbers as chart_numbers
from estimator.pages.charts import specs as charts
from estimator.pages.charts.specs import PAID
from estimator.pages.common.elements import Chart, Part
from estimator.pages.common.html import bullets, folded, heading, table
from estimator.pages.estimate.answer import KINDS

Bar = tuple[str, Totals]


def who_pays(words: Words, found: BothKinds) -> Iterator[Part]:
    """A bar for each kind of kiné, its reading, and the figures."""
    bars = list(bars_of(words, found))
    parts = [part for part in PAID if any(getattr(totals, part) for _, totals in bars)]
    yield heading(words("who.heading"), "who-pays") + bullets(reading(words, it) for it in bars)
    yield Chart(
        chart_numbers.who_pays_table(bars, words.language),
        charts.who_pays_spec(words.language, len(bars)),
        words("who.alt"),
    )
    head = [words("compare.amounts"), *(name for name, _ in bars)]
    rows = [
        [words(f"payer.{part}"), *(words.euros(getattr(it, part)) for _, it in bars)]
        for part in parts
    ]
    figures = table(words("who.caption"), head, rows, kind="amounts")
    yield folded(words("chart.as_table"), figures, "who-pays-figures")


def bars_of(words: Words, found: BothKinds) -> Iterator[Bar]:
    """The bars by name: one where every kiné costs the same, two ends where a range."""
    if found.same:
        yield from ends(words, "either", found.own)
        return
    for kind, prospect in zip(KINDS, found[:2], strict=True):
        yield from ends(words, kind, prospect)


def ends(words: Words, kind: str, prospect: CostRange) -> Iterator[Bar]:
    """The course where it leaves the least, and where it leaves the most."""
    name = words(f"kind.{kind}")
    if prospect.span("patient").certain:
        yield name, prospect.least
        return
    for key, totals in (("who.least", prospect.least), ("who.most", prospect.most)):
        yield words(key, kind=name), totals


def reading(words: Words, bar: Bar) -> str:
    """A bar in a sentence."""
    name, totals = bar
    return words("who.reading", kind=name, **totals._asdict())
