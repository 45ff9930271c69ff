"""All that a written estimate says, as plain texts for its layout."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from estimator.engine.model.notices import CLIFFS, LEFT_OUT_OF_COMPARISONS
from estimator.engine.model.result import Notice
from estimator.wording.amounts import billed, compared, headline
from estimator.wording.as_json import notice_sentence
from estimator.wording.certainty import source_about
from estimator.wording.paper import EITHER, Paper
from estimator.wording.situation import situation

#: A cliff comes back year by year; from here on its like is told of online.
MOST_ALIKE = 2
#: How many rows and notes to show, from everything down; the layout takes the first that fits.
ROOM = (
    *((None, notes) for notes in (None, 8, 6, 4, 2, 0)),
    *((rows, 0) for rows in (14, 11, 8, 6, 4)),
)
Texts = dict[str, object]


def content(paper: Paper, address: str, today: date) -> Texts:
    """The page from its title to its limits."""
    words = paper.words
    return {
        "title": words("page.title"),
        "made": words("keep.made", day=today),
        "headline": headline(paper),
        "range": not paper.prospect.span("patient").certain,
        "situation": {"heading": words("keep.situation"), "rows": situation(paper)},
        "compared": compared(paper),
        "billed": words("items.heading"),
        "warnings": {"heading": words("warnings.heading"), "lines": told(paper, warning=True)},
        "notes": words("notices.heading"),
        "sources": {"heading": words("sources.heading"), "lines": list(grounds(paper))},
        "again": {"text": words("keep.again"), "address": address, "alt": words("keep.qr")},
        "limits": words("page.limits"),
        "shapes": list(shapes(paper)),
    }


def shapes(paper: Paper) -> Iterator[Texts]:
    """The parts that can be shortened, from the fullest to the shortest."""
    notes = told(paper, warning=False)
    for most_rows, most_notes in ROOM:
        shown = notes[:most_notes]
        left_out = len(notes) - len(shown)
        yield {
            "tables": billed(paper, most_rows),
            "notes": shown,
            "more": paper.words("keep.more_notes", n=left_out) if left_out else None,
        }


def told(paper: Paper, *, warning: bool) -> list[str]:
    """The warnings, or the other notices, the weightiest first."""
    chosen = [
        (kind, notice_sentence(paper.words, notice))
        for kind, notice in (first_of_each(paper.notices) if warning else paper.notices)
        if notice.id not in LEFT_OUT_OF_COMPARISONS and (notice.id in CLIFFS) is warning
    ]
    return [sentence_at(paper, kind, sentence, chosen) for kind, sentence in dict_of(chosen)]


def first_of_each(notices: Sequence[tuple[str, Notice]]) -> Iterator[tuple[str, Notice]]:
    """The first few notices of each id, at each kind of kiné."""
    seen: Counter[tuple[str, str]] = Counter()
    for kind, notice in notices:
        seen[kind, notice.id] += 1
        if seen[kind, notice.id] <= MOST_ALIKE:
            yield kind, notice


def dict_of(chosen: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each sentence once, under the first kind of kiné that it stands for."""
    first: dict[str, str] = {}
    for kind, sentence in chosen:
        first.setdefault(sentence, kind)
    return [(kind, sentence) for sentence, kind in first.items()]


def sentence_at(paper: Paper, kind: str, sentence: str, chosen: Sequence[tuple[str, str]]) -> str:
    """A sentence; with the kind of kiné where it holds for one of two only."""
    everywhere = len(paper.own) == sum(said == sentence for _, said in chosen)
    if kind == EITHER or everywhere:
        return sentence
    return paper.words("keep.at", kind=paper.words(f"kind.{kind}"), sentence=sentence)


def grounds(paper: Paper) -> Iterator[list[str]]:
    """The tariffs used with their status, then every text with what was read of it."""
    words = paper.words
    for first_day in sorted({item.edition for item in paper.items}):
        status = words(f"status.{paper.book.editions[first_day].status}")
        yield ["", words("keep.tariff", day=first_day, status=status)]
    for source in paper.sources:
        yield [source.title, source_about(words, source)]
