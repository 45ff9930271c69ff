"""The numbers of the charts, a column a field; exact amounts become floats here and only here."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa

from estimator.engine.fee_curve import FeeCurve
from estimator.engine.model.money import euros
from estimator.engine.model.result import Totals
from estimator.engine.progress import Point
from estimator.lists.summary.before_after import Ends
from estimator.locales import words
from estimator.pages.blocks.chart_specs import LINES, PAID, ROWS, letter, payer_name

Pair = tuple[Point, Point]
Bar = tuple[str, Totals]
#: From this share of the bar on, a part is wide enough to bear a letter.
WIDE = Decimal("0.06")


def cumulative_table(
    pairs: Sequence[Pair], names: Sequence[str], stepped: Sequence[int]
) -> pa.Table:
    """One row a session and kind: the least and the most up to there, and its number, to stand
    above the chart, where something changes from that session on."""
    kinds = LINES[: len(names)]
    sessions = [most.session for _, most in pairs]
    rows = {session: place % ROWS for place, session in enumerate(stepped)}
    others = [None] * len(pairs) * (len(names) - 1)
    marked = [str(session) if session in rows else None for session in sessions] + others
    return pa.table(
        {
            "session": sessions * len(names),
            "kind": [name for name in names for _ in pairs],
            "least": [float(getattr(least, kind)) for kind in kinds for least, _ in pairs],
            "euros": [float(getattr(most, kind)) for kind in kinds for _, most in pairs],
            "step": pa.array(marked, pa.string()),
            "row": [rows.get(session, 0) for session in sessions * len(names)],
            "side": [side(session, sessions[0], sessions[-1]) for session in sessions] * len(names),
        }
    )


def side(at: Decimal | int, first: Decimal | int, last: Decimal | int) -> str:
    """How a name above the lines is aligned with its mark, so that it doesn't leave the chart."""
    if 3 * (at - first) < last - first:
        return "left"
    return "right" if 3 * (last - at) < last - first else "center"


def who_pays_table(bars: Sequence[Bar], language: str, words_of: str = "payer") -> pa.Table:
    """One row a bar and payer; a letter where the part is wide enough to bear it."""
    say = words(language)
    parts = [(getattr(totals, part), totals) for _, totals in bars for part in PAID]
    places = list(range(len(PAID)))
    letters = zip(parts, places * len(bars), strict=True)
    return pa.table(
        {
            "kind": [name for name, _ in bars for _ in PAID],
            "payer": [payer_name(say, place, words_of) for place in places] * len(bars),
            "order": places * len(bars),
            "euros": [float(amount) for amount, _ in parts],
            "letter": [
                letter(at) if part > of.charged * WIDE else "" for (part, of), at in letters
            ],
        }
    )


def fees_table(fees: FeeCurve, conventioned: Decimal, language: str) -> pa.Table:
    """One row a fee at a non-conventioned kiné; the two ends of the line of the other kind."""
    say = words(language)
    bound, free = (say(f"kind.{kind}") for kind in LINES)
    marks = {fees.asked: say("fees.mark.asked"), fees.official: say("fees.mark.official")}
    above = {fees.asked: 1}
    ends = (fees.points[0].fee, fees.points[-1].fee)
    level = [(bound, fee, conventioned, None, 0) for fee in ends]
    rising = [
        (free, point.fee, point.patient, marks.get(point), above.get(point, 0))
        for point in fees.points
    ]
    columns = zip(*level, *rising, strict=True)
    kinds, asked, left, names, rows = (list(column) for column in columns)
    return pa.table(
        {
            "kind": kinds,
            "fee": [float(fee) for fee in asked],
            "euros": [float(amount) for amount in left],
            "mark": pa.array(names, pa.string()),
            "row": rows,
            "side": [side(fee, *ends) for fee in asked],
        }
    )


class NamedEnds(NamedTuple):
    """A bar of a list: its name, the least and the most that it stands for, and whether it is after
    a change."""

    name: str
    ends: Ends
    after: bool


def change_numbers(bars: Sequence[NamedEnds]) -> pa.Table:
    """The numbers of `list_charts.change_spec`, in euros."""
    return pa.table(
        {
            "name": [bar.name for bar in bars],
            "place": list(range(len(bars))),
            "least": [float(euros(bar.ends.least)) for bar in bars],
            "most": [float(euros(bar.ends.most)) for bar in bars],
            "after": [bar.after for bar in bars],
        }
    )
