"""How the year builds up: the chart, in words, its steps by name, and as a table."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from string import ascii_uppercase

from markupsafe import Markup

from estimator.engine.model.plan import PlanResult
from estimator.engine.progress import PlanPoint, PlanStep, plan_points, plan_steps
from estimator.locales import Words
from estimator.pages.blocks.elements import Chart, Part
from estimator.pages.blocks.html import bullets, folded, heading, labelled, paragraph, table
from estimator.pages.blocks.year_chart import MOST_LINES, lines_of, year_spec, year_table
from estimator.pages.estimate.answer import reading_note
from estimator.pages.estimate.building_up import step_name
from estimator.wording.amounts import prospect_of

Steps = Mapping[date, Sequence[PlanStep]]


def building_up(words: Words, plan: PlanResult, names: Sequence[str]) -> Iterator[Part]:
    """The chart, its reading, the steps, the figures; nothing where nothing is left to pay."""
    if not plan.totals.patient:
        return
    points, steps = plan_points(plan), plan_steps(plan)
    letters = dict(zip(steps, ascii_uppercase, strict=False))
    yield (
        heading(words("year.chart"), "chart")
        + paragraph(reading(words, points))
        + reading_note(words, [prospect_of(*plan.courses)])
        + bullets(step_line(words, letters.get(day, ""), day, steps[day], names) for day in steps)
        + (paragraph(words("year.too_many"), "aside") if len(names) >= MOST_LINES else Markup(""))
    )
    lines = lines_of(names, words("year.head.together"))
    numbers = year_table(points, lines, letters)
    yield Chart(numbers, year_spec(words.language, len(lines)), words("year.chart_alt"))
    yield figures(words, points, steps, names)


def reading(words: Words, points: Sequence[PlanPoint]) -> str:
    """What the chart shows, as text."""
    middle, last = points[(len(points) - 1) // 2], points[-1]
    return words(
        "year.reading",
        middle_day=middle.day,
        middle=middle.together,
        last_day=last.day,
        last=last.together,
    )


def step_line(
    words: Words, letter: str, day: date, steps: Sequence[PlanStep], names: Sequence[str]
) -> str:
    """What changes on a day, behind the letter that marks it in the chart."""
    said = "; ".join(
        words(
            "year.step_of",
            course=names[it.course],
            session=it.step.session,
            name=step_name(words, it.step),
        )
        for it in steps
    )
    return words("year.step", letter=letter, day=day, said=said)


def figures(
    words: Words, points: Sequence[PlanPoint], steps: Steps, names: Sequence[str]
) -> Markup:
    """The chart as a table: each day with a session, and what is left to pay up to there."""
    changes = {
        (day, it.course): step_name(words, it.step)
        for day, all_of in steps.items()
        for it in all_of
    }
    head = [words(f"year.head.{it}") for it in ("day", "course", "so_far", "together")]

    def row(point: PlanPoint) -> list[str]:
        name, change = names[point.course], changes.get((point.day, point.course))
        if change:
            name = words("chart.point_step", point=name, name=change)
        cells = (name, words.euros(point.so_far), words.euros(point.together))
        return [words.day(point.day), *map(labelled, head[1:], cells)]

    rows = table(words("year.chart_caption"), head, map(row, points), kind="labelled")
    return folded(words("chart.as_table"), rows, "chart-figures")
