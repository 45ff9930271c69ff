"""What a person tells of the columns of a list, one answer after the other."""

from estimator.lists.columns.model import DayOrder, ListColumns


def with_meaning(told: ListColumns, own: str, meaning: str | None) -> ListColumns:
    """A column means this, or is kept as it is (None); no other column means the same any more.
    What was told of its empty cells no longer holds."""
    before = told.columns.get(own)
    others = {
        it: None if meaning and known == meaning else known for it, known in told.columns.items()
    }
    everywhere = {
        name: answer for name, answer in told.everywhere.items() if name not in {before, meaning}
    }
    return told._replace(columns={**others, own: meaning}, everywhere=everywhere)


def with_everywhere(told: ListColumns, name: str, answer: str) -> ListColumns:
    """One answer holds for the whole list: no column says it."""
    others = {own: None if known == name else known for own, known in told.columns.items()}
    return told._replace(columns=others, everywhere={**told.everywhere, name: answer})


def with_empty(told: ListColumns, name: str, answer: str) -> ListColumns:
    """An empty cell means this answer; the column goes on saying the others. Without an answer an
    empty cell stays without one."""
    return told._replace(everywhere={**told.everywhere, name: answer})


def with_days(told: ListColumns, own: str, order: DayOrder) -> ListColumns:
    """The days of a column are read in this order."""
    return told._replace(days={**told.days, own: order})
