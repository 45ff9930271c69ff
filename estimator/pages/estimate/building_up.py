"""How the cost builds up over the course: the chart, in words, and as a table."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from estimator.engine.both_kinds import BothKinds, EuroRange
from estimator.engine.progress import Point, cumulative, halfway
from estimator.engine.steps import Step, steps
from estimator.locales import Words
from estimator.pages.charts import numbers as chart_numbers
from estimator.pages.charts import specs as charts
from estimator.pages.common.elements import Chart, Part
from estimator.pages.common.html import bullets, folded, heading, paragraph, table
from estimator.pages.estimate.answer import EITHER, KINDS, last_rule
from estimator.wording.certainty import amount

Pair = tuple[Point, Point]
#: A mark of the chart stands for more than it names.
MORE = " …"


def building_up(words: Words, found: BothKinds) -> Iterator[Part]:
    """The chart, its reading, the steps by name, and the figures."""
    least, most = found.least, found.most
    points = cumulative(most)
    pairs = list(zip(points if least == most else cumulative(least), points, strict=True))
    if not pairs[-1][1].non_conventioned:
        return
    kinds = EITHER if found.same else KINDS
    both = found.conventioned, found.non_conventioned
    stepped = steps(result for one in both for result in (one.low, one.high))
    yield (
        heading(words("chart.heading"), "chart")
        + paragraph(reading(words, pairs, kinds))
        + last_rule(words, both)
        + bullets(step_line(words, step) for step in stepped)
    )
    names = {step.session: step_name(words, step) for step in stepped}
    marks = {step.session: step_mark(words, step) for step in stepped}
    yield Chart(
        chart_numbers.cumulative_table(pairs, [words(f"kind.{kind}") for kind in kinds], marks),
        charts.cumulative_spec(words.language, kinds),
        words("chart.alt"),
    )
    figures = points_table(words, pairs, kinds, names)
    yield folded(words("chart.as_table"), figures, "chart-figures")


def step_name(words: Words, step: Step) -> str:
    """What changes there, in two or three words."""
    return " · ".join(words(f"step.{name}") for name in step.ids)


def step_mark(words: Words, step: Step) -> str:
    """The weightiest change, for the mark in the chart: a longer text than the chart is high would
    crush its lines. The list above the chart names them all."""
    return words(f"step.{step.ids[0]}") + (MORE if len(step.ids) > 1 else "")


def step_line(words: Words, step: Step) -> str:
    """A step of the chart in words."""
    name = step_name(words, step)
    return words("chart.step", session=step.session, day=step.day, name=name)


def reading(words: Words, pairs: Sequence[Pair], kinds: Sequence[str]) -> str:
    """What the chart shows, for those who can't or needn't see it."""
    most_of = [most for _, most in pairs]
    middle = halfway(most_of)
    middle_pair, end = pairs[most_of.index(middle)], pairs[-1]
    return words(
        "chart.reading" if len(kinds) > 1 else "chart.reading_either",
        n=end[1].session,
        middle=middle.session,
        conventioned_middle=so_far(words, middle_pair, KINDS[0]),
        non_conventioned_middle=so_far(words, middle_pair, KINDS[1]),
        conventioned=so_far(words, end, KINDS[0]),
        non_conventioned=so_far(words, end, KINDS[1]),
        last_day=end[1].day,
    )


def so_far(words: Words, pair: Pair, kind: str) -> str:
    """What is left to pay up to a session at one kind of kiné."""
    least, most = pair
    one, other = getattr(least, kind), getattr(most, kind)
    return amount(words, EuroRange(min(one, other), max(one, other)))


def points_table(
    words: Words, pairs: Sequence[Pair], kinds: Sequence[str], names: Mapping[int, str]
) -> Markup:
    """The chart as a table."""
    return table(
        words("chart.caption"),
        [words("chart.session"), *(words(f"kind.{kind}") for kind in kinds)],
        [[which(words, most, names), *left(words, (least, most), kinds)] for least, most in pairs],
        kind="amounts",
    )


def which(words: Words, point: Point, names: Mapping[int, str]) -> str:
    """A session: its number, its day, and what changes with it."""
    session = words("chart.point", n=point.session, day=point.day)
    if point.session not in names:
        return session
    return words("chart.point_step", point=session, name=names[point.session])


def left(words: Words, pair: Pair, kinds: Sequence[str]) -> list[str]:
    """The totals up to a session, at each kind of kiné shown."""
    return [so_far(words, pair, kind) for kind in KINDS[: len(kinds)]]
