"""What the year costs: the amount first, then by course, month, year and person."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from markupsafe import Markup

from estimator.engine.model.notices import CLIFFS, LEFT_OUT_OF_COMPARISONS
from estimator.engine.model.plan import PlanResult
from estimator.engine.model.tariff_book import TariffBook
from estimator.locales import Words
from estimator.pages.blocks.html import (
    bullets,
    folded,
    heading,
    labelled,
    paragraph,
    sentence_with,
    table,
)
from estimator.pages.common.tariff_pages import source_line
from estimator.wording.amounts import within
from estimator.wording.comparison import TOTALS
from estimator.wording.headline import certainty, why_open
from estimator.wording.notices import notice_sentence
from estimator.wording.plan.courses import (
    cost_cells,
    course_rows,
    month_rows,
    person_name,
    span_of,
)


def headline(words: Words, plan: PlanResult, book: TariffBook) -> Markup:
    """What is left to pay for the whole year, why that may change, and what it rests on."""
    desk = words(
        "answer.at_the_desk",
        charged=within(words, span_of(plan.costs, "charged")),
        reimbursed=within(words, span_of(plan.costs, "reimbursed")),
    )
    return (
        heading(words("year.left_heading"), "left-to-pay")
        + left_to_pay(words, plan)
        + Markup("").join(paragraph(why, "why") for why in why_open(words, book, plan.courses))
        + paragraph(desk, "aside")
        + paragraph(words("year.before_ceiling"), "aside")
        + paragraph(certainty(words, book, plan.courses), "certainty")
    )


def left_to_pay(words: Words, plan: PlanResult) -> Markup:
    """One sentence with the amount."""
    patient, n = span_of(plan.costs, "patient"), len(plan.courses)
    if not patient.high:
        return paragraph(words("year.nothing_left", n=n), "headline")
    left = within(words, patient)
    sentence = words("year.left_to_pay", n=n, amount=left)
    return sentence_with(sentence, left, "" if patient.certain else "range")


def shared(words: Words, plan: PlanResult) -> Iterator[Markup]:
    """What the courses share, and what follows from it."""
    if plan.shared:
        said = (notice_sentence(words, notice) for notice in plan.shared)
        yield heading(words("year.shared"), "shared") + bullets(said)


def tables(words: Words, plan: PlanResult, names: Sequence[str]) -> Iterator[Markup]:
    """The amounts by course; by month, calendar year and person folded away."""
    total = [words("items.total"), *cost_cells(words, plan.costs)]
    yield heading(words("year.by_course"), "by-course") + amounts(
        words, "course", course_rows(words, plan, names), total if len(names) > 1 else ()
    )
    parts = {
        "month": month_rows(words, plan.by_month),
        "year": [[str(year), *cost_cells(words, it)] for year, it in plan.by_year.items()],
        "person": [
            [person_name(words, name), *cost_cells(words, it)]
            for name, it in plan.by_person.items()
        ],
    }
    several = {"month": True, "year": len(plan.by_year) > 1, "person": len(plan.by_person) > 1}
    for part, rows in parts.items():
        if several[part]:
            content = amounts(words, part, rows, total)
            yield folded(words(f"year.by_{part}"), content, f"by-{part}")


def amounts(
    words: Words, part: str, rows: Iterable[Sequence[str]], total: Sequence[str] = ()
) -> Markup:
    """A table of what is paid, what comes back and what is left; on a phone a block a row."""
    heads = [words(f"amount.{name}") for name in TOTALS]
    head = [words(f"year.head.{part}"), *heads]

    def row(cells: Sequence[str]) -> list[str]:
        return [cells[0], *map(labelled, heads, cells[1:])]

    caption = words(f"year.by_{part}.caption")
    return table(caption, head, map(row, rows), row(total) if total else (), kind="labelled")


def notices(
    words: Words, plan: PlanResult, names: Sequence[str], book: TariffBook
) -> Iterator[Markup]:
    """What is good to know about each course, folded away; the warnings are in sight."""
    own = book.assumptions.keys()
    ahead = list(of_courses(words, plan, names, lambda it: it in CLIFFS))
    if ahead:
        yield heading(words("warnings.heading"), "warnings") + bullets(ahead, "warning")
    left_out = CLIFFS | LEFT_OUT_OF_COMPARISONS | own
    if others := list(of_courses(words, plan, names, lambda it: it not in left_out)):
        yield folded(words("notices.heading"), bullets(others), "notices")
    if assumed := list(of_courses(words, plan, names, lambda it: it in own)):
        yield folded(words("assumptions.heading"), bullets(assumed), "assumptions")
    yield folded(
        words("sources.heading"),
        bullets((source_line(words, source) for source in plan.sources), "sources"),
        "sources",
    )


def of_courses(
    words: Words, plan: PlanResult, names: Sequence[str], chosen: Callable[[str], bool]
) -> Iterator[str]:
    """The chosen notices of the courses as sentences, each once, with the courses it is about; one
    that holds for all names none."""
    told: dict[str, list[str]] = {}
    for name, result in zip(names, plan.courses, strict=True):
        for notice in result.notices:
            if chosen(notice.id) and notice not in plan.shared:
                told.setdefault(notice_sentence(words, notice), []).append(name)
    for sentence, about in told.items():
        every = len(about) == len(names)
        yield (
            sentence if every else words("year.about", courses=", ".join(about), sentence=sentence)
        )
