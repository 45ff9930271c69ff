"""A plan in words: its sentences, and the rows of its tables."""

from collections.abc import Iterator

from estimator.engine.model.plan import Costs, CourseRefused, PlanResult
from estimator.engine.model.result import Result, Totals
from estimator.locales import Words
from estimator.wording.amounts import amount, total, within
from estimator.wording.comparison import TOTALS
from estimator.wording.notices import notice_sentence
from estimator.wording.plan.courses import span_of
from estimator.wording.refusals import engine_refusal

Row = list[str]


def course_refusal(words: Words, refused: CourseRefused) -> str:
    """Which course of a plan can't be priced, and why."""
    sentence = engine_refusal(words, refused.refusal)
    return words("plan.course", n=refused.number, sentence=sentence)


def plan_sentence(words: Words, result: PlanResult) -> str:
    """What is left to pay for all courses, and its parts."""
    sessions = sum(planned.case.sessions for planned in result.planned)
    amounts = {name: within(words, span_of(result.costs, name)) for name in Totals._fields}
    return f"{words('cli.sentence', n=sessions, **amounts)} {words('cli.parts', **amounts)}"


def course_columns(result: PlanResult) -> Iterator[str]:
    """The columns that tell the courses apart; names that nobody gave have none."""
    yield "course"
    yield from (
        name
        for name in ("condition", "person")
        if any(getattr(planned, name) for planned in result.planned)
    )
    yield from ("group", "sessions", "dates")


def course_head(words: Words, result: PlanResult) -> Row:
    """The heads of the table of courses."""
    of_plan = {"course", "condition", "person", "group"}
    heads = {name: f"plan.column.{name}" for name in of_plan}
    names = [heads.get(name, f"cli.column.{name}") for name in course_columns(result)]
    return [*map(words, names), *totals_head(words)]


def terminal_rows(words: Words, result: PlanResult) -> Iterator[Row]:
    """Each course with its totals, then the plan with its own."""
    columns = tuple(course_columns(result))
    for n, (planned, found) in enumerate(zip(result.planned, result.courses, strict=True), 1):
        cells = {
            "course": str(n),
            "condition": planned.condition or "",
            "person": planned.person,
            "group": words(f"pathology.{planned.case.pathology}"),
            "sessions": str(planned.case.sessions),
            "dates": dates_of(found),
        }
        yield [
            *(cells[column] for column in columns),
            *(total(words, found, name) for name in TOTALS),
        ]
    yield [words("cli.total"), *[""] * (len(columns) - 1), *totals_cells(words, result.costs)]


def dates_of(result: Result) -> str:
    """The first and the last day of a course."""
    first, last = result.items[0].date, result.items[-1].date
    return str(first) if first == last else f"{first} … {last}"


def part_tables(words: Words, result: PlanResult) -> Iterator[tuple[Row, list[Row]]]:
    """What the plan costs by month, by year, and by person where persons have names: heads and
    rows."""
    months = {f"{day:%Y-%m}": costs for day, costs in result.by_month.items()}
    years = {str(year): costs for year, costs in result.by_year.items()}
    persons = {name or words("plan.unnamed"): it for name, it in result.by_person.items()}
    parts = {"month": months, "year": years} | (
        {"person": persons} if any(result.by_person) else {}
    )
    for part, named in parts.items():
        head = [words(f"plan.column.{part}"), *totals_head(words)]
        yield head, [[name, *totals_cells(words, costs)] for name, costs in named.items()]


def totals_head(words: Words) -> Row:
    """The heads of the amounts."""
    return [words(f"cli.column.{name}") for name in TOTALS]


def totals_cells(words: Words, costs: Costs) -> Row:
    """The amounts of a part of a plan, as ranges while something is open."""
    return [amount(words, span_of(costs, name)) for name in TOTALS]


def plan_notes(words: Words, result: PlanResult) -> Iterator[str]:
    """The notices: about what the courses share, then about some of the courses, which are named,
    or about all."""
    yield from (notice_sentence(words, notice) for notice in result.shared)
    about: dict[str, list[int]] = {}
    for number, course in enumerate(result.courses, 1):
        for sentence in dict.fromkeys(notice_sentence(words, it) for it in course.notices):
            about.setdefault(sentence, []).append(number)
    for sentence, numbers in about.items():
        if len(numbers) == len(result.courses):
            yield sentence
        else:
            courses = ", ".join(map(str, numbers))
            yield words("plan.about", n=len(numbers), courses=courses, sentence=sentence)
