"""How the cost builds up over the course: the chart, in words, and as a table."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from estimator.engine.progress import Point, Step, cumulative, halfway, steps
from estimator.engine.ranges import BothKinds, EuroRange
from estimator.locales import Words
from estimator.pages.blocks import chart_numbers
from estimator.pages.blocks import chart_specs as charts
from estimator.pages.blocks.elements import Chart, Part
from estimator.pages.blocks.html import bullets, heading, paragraph
from estimator.pages.estimate.answer import figures, reading_note
from estimator.wording.amounts import amount
from estimator.wording.comparison import EITHER, KINDS

Pair = tuple[Point, Point]


def building_up(words: Words, found: BothKinds) -> Iterator[Part]:
    """The chart, its summary, the steps by name, and the figures."""
    least, most = found.least, found.most
    points = cumulative(most)
    pairs = list(zip(points if least == most else cumulative(least), points, strict=True))
    if not pairs[-1][1].non_conventioned:
        return
    kinds = (EITHER,) if found.same else KINDS
    both = found.conventioned, found.non_conventioned
    stepped = steps(result for one in both for result in (one.low, one.high))
    yield (
        heading(words("chart.heading"), "chart")
        + paragraph(chart_summary(words, pairs, kinds))
        + reading_note(words, both)
        + bullets(step_line(words, step) for step in stepped)
        + (Markup("") if least == most else paragraph(words("chart.band"), "aside"))
    )
    names = {step.session: step_name(words, step) for step in stepped}
    yield Chart(
        chart_numbers.cumulative_table(pairs, [words(f"kind.{kind}") for kind in kinds], [*names]),
        charts.cumulative_spec(words.language, kinds),
        words("chart.alt"),
    )
    yield points_table(words, pairs, kinds, names)


def step_name(words: Words, step: Step) -> str:
    """What changes with that session, in two or three words."""
    return " · ".join(words(f"step.{name}") for name in step.ids)


def step_line(words: Words, step: Step) -> str:
    """A step of the chart in words."""
    name = step_name(words, step)
    return words("chart.step", session=step.session, day=step.day, name=name)


def chart_summary(words: Words, pairs: Sequence[Pair], kinds: Sequence[str]) -> str:
    """What the chart shows, as text."""
    most_of = [most for _, most in pairs]
    middle = halfway(most_of)
    middle_pair, end = pairs[most_of.index(middle)], pairs[-1]
    return words(
        "chart.reading" if len(kinds) > 1 else "chart.reading_either",
        n=end[1].session,
        middle=middle.session,
        last_day=end[1].day,
        **{f"{kind}_middle": so_far(words, middle_pair, kind) for kind in KINDS},
        **{kind: so_far(words, end, kind) for kind in KINDS},
    )


def so_far(words: Words, pair: Pair, kind: str) -> str:
    """What is left to pay up to a session at one kind of kiné."""
    low, high = sorted(getattr(point, kind) for point in pair)
    return amount(words, EuroRange(low, high))


def points_table(
    words: Words, pairs: Sequence[Pair], kinds: Sequence[str], names: Mapping[int, str]
) -> Markup:
    """The chart as a table: each session with its day and what changes, and the totals."""

    def row(pair: Pair) -> Iterator[str]:
        point = pair[1]
        session = words("chart.point", n=point.session, day=point.day)
        name = names.get(point.session)
        yield words("chart.point_step", point=session, name=name) if name else session
        yield from (so_far(words, pair, kind) for kind in KINDS[: len(kinds)])

    head = [words("chart.session"), *(words(f"kind.{kind}") for kind in kinds)]
    rows = [list(row(pair)) for pair in pairs]
    return figures(words, "chart", "chart-figures", head, rows)
