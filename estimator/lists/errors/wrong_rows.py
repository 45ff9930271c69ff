"""Only the wrong rows of a list, to mend and bring back."""

from collections.abc import Sequence

import pyarrow as pa

#: The heads of the two columns at the end, known again when the rows come back (docs/lists.md):
#: the row's line in the list, and what is wrong with it. No list of people has them of its own.
NUMBER, WHY = "kine_row", "kine_why"


def numbered_errors(own: pa.Table, errors: pa.ChunkedArray, lines: Sequence[int]) -> pa.Table:
    """The rows of a list that have an error, with their own columns as they were, then the number
    of their line and the error. The columns of earlier wrong rows are replaced."""
    kept = own.select([name for name in own.column_names if name not in (NUMBER, WHY)])
    wrong = errors.is_valid()
    texts = errors.cast(pa.string())
    numbers = pa.chunked_array([pa.array(lines, pa.int64())])
    return pa.table(
        [*kept.columns, numbers, texts], names=[*kept.column_names, NUMBER, WHY]
    ).filter(wrong)
