"""The numbers of the charts, a column a field; exact amounts become floats here and only here."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pyarrow as pa

from estimator.engine.fees_asked import FeesAsked
from estimator.engine.result import Totals
from estimator.engine.series import Point, wide_enough
from estimator.locales import words
from estimator.web.charts import LINES, PAID, letter, payer_name

Pair = tuple[Point, Point]
Bar = tuple[str, Totals]


def cumulative_table(
    pairs: Sequence[Pair], names: Sequence[str], steps: Mapping[int, str]
) -> pa.Table:
    """One row a session and kind: the least and the most up to there, and the step by name."""
    rows = [
        {
            "session": most.session,
            "kind": name,
            "least": float(getattr(least, kind)),
            "euros": float(getattr(most, kind)),
            "step": steps.get(most.session) if kind == LINES[0] else None,
        }
        for kind, name in zip(LINES, names, strict=False)
        for least, most in pairs
    ]
    kinds = [("session", pa.int64()), ("kind", pa.string()), ("least", pa.float64())]
    return pa.Table.from_pylist(
        rows, pa.schema([*kinds, ("euros", pa.float64()), ("step", pa.string())])
    )


def who_pays_table(bars: Sequence[Bar], language: str, words_of: str = "payer") -> pa.Table:
    """One row a bar and payer; a letter where the part is wide enough to bear it."""
    say = words(language)
    rows = [
        {
            "kind": name,
            "payer": payer_name(say, place, words_of),
            "order": place,
            "euros": float(getattr(totals, part)),
            "letter": letter(place) if wide_enough(getattr(totals, part), totals) else "",
        }
        for name, totals in bars
        for place, part in enumerate(PAID)
    ]
    return pa.Table.from_pylist(rows)


def fees_table(fees: FeesAsked, conventioned: Decimal, language: str) -> pa.Table:
    """One row a fee at a non-conventioned kiné; the two ends of the line of the other kind."""
    say = words(language)
    bound, free = (say(f"kind.{kind}") for kind in LINES)
    marks = {fees.asked: say("fees.mark.asked"), fees.official: say("fees.mark.official")}
    ends = (fees.points[0].fee, fees.points[-1].fee)
    level = [(bound, fee, conventioned, None) for fee in ends]
    rising = [(free, point.fee, point.patient, marks.get(point)) for point in fees.points]
    columns = zip(*level, *rising, strict=True)
    kinds, asked, left, names = (list(column) for column in columns)
    return pa.table(
        {
            "kind": kinds,
            "fee": [float(fee) for fee in asked],
            "euros": [float(amount) for amount in left],
            "mark": pa.array(names, pa.string()),
        }
    )
