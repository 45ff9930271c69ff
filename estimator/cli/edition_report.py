"""A new edition in words and as JSON: what it changes, what is doubtful, what was written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from estimator.cli.text_table import table
from estimator.editions.changes import Changes, FeeChange
from estimator.editions.circular.model import Fault, Value
from estimator.editions.findings import Finding, State
from estimator.editions.table_files import Recounted
from estimator.engine.model.money import euros
from estimator.locales import Words
from estimator.wording.as_json import plain

#: So many faults are shown; a file that isn't the circular has thousands.
MOST_SHOWN = 40


def changes_lines(changes: Changes, first_day: date, words: Words) -> Iterator[str]:
    """What the edition changes, line by line."""
    if changes.since is None:
        yield words("import.first", first_day=first_day)
        return
    yield words("import.title", first_day=first_day, since=changes.since)
    for name, codes in (("import.new", changes.new), ("import.vanished", changes.vanished)):
        if codes:
            yield words(name, codes=", ".join(codes))
    yield from fee_lines(changes.fees, words)
    for share in changes.shares:
        yield words(
            "import.share",
            name=share.copayment_class,
            bim_before=share.before.bim,
            bim=share.after.bim,
            before=share.before.not_bim,
            after=share.after.not_bim,
        )
    for travel in changes.travel:
        yield words("import.travel", code=travel.code, before=travel.before, after=travel.after)


def fee_lines(fees: Sequence[FeeChange], words: Words) -> Iterator[str]:
    """The codes whose multiplier or fee changes, as a table."""
    if not fees:
        yield words("import.same")
        return
    heading = ("m_before", "m_after", "fee_before", "fee_after")
    yield table(
        [words("cli.column.code"), words("cli.column.what")]
        + [words(f"import.column.{column}") for column in heading],
        [fee_cells(change, words) for change in fees],
        right=4,
    )
    yield words("import.fees", n=len(fees))


def fee_cells(change: FeeChange, words: Words) -> list[str]:
    """One code as cells."""
    multipliers = change.multiplier_before, change.multiplier
    fees = change.fee_before, change.fee
    return [
        change.code,
        words(f"service.{change.service}"),
        *(words.number(multiplier) for multiplier in multipliers),
        *(words.euros(euros(fee)) for fee in fees),
    ]


def doubt_lines(doubts: Iterable[Finding], file: str, words: Words) -> Iterator[str]:
    """The doubts with file and line, those to settle last, where the eye falls."""
    found = list(doubts)
    for state in (State.REMARK, State.SETTLED, State.OPEN):
        if of_state := [doubt for doubt in found if doubt.state is state]:
            yield words(f"import.state.{state}")
            for doubt in of_state:
                yield f"{file}:{doubt.line}: {doubt.code}: {sentence(doubt, words)}"


def fault_lines(faults: Sequence[Fault], file: str, words: Words) -> Iterator[str]:
    """Why a file can't be read, with file and line."""
    for fault in faults[:MOST_SHOWN]:
        yield f"{file}:{fault.line}: {sentence(fault, words)}"
    if len(faults) > MOST_SHOWN:
        yield words("import.more", n=len(faults) - MOST_SHOWN)
    yield words("import.refused", n=len(faults))


def sentence(of: Finding | Fault, words: Words) -> str:
    """A doubt or a fault in words."""
    return words(f"circular.{of.reason}", **spoken(of.values, words))


def spoken(values: Mapping[str, Value], words: Words) -> dict[str, Value]:
    """The values of a sentence; a column under its name."""
    if "column" not in values:
        return dict(values)
    return {**values, "column": words(f"circular.column.{values['column']}")}


def outcome_line(doubts: Iterable[Finding], written: Sequence[Path], words: Words) -> str:
    """What was written, or what keeps it from being written."""
    codes = list(dict.fromkeys(doubt.code for doubt in doubts if doubt.state is State.OPEN))
    if codes:
        return words("import.not_written", n=len(codes), codes=" ".join(codes))
    return words("import.written", files=", ".join(map(str, written)))


def recounted_lines(changed: Iterable[Recounted], words: Words) -> Iterator[str]:
    """What changed in the manifest, table by table."""
    found = list(changed)
    for name, *rows in found:
        before, after = ("–" if each is None else words.shown(each) for each in rows)
        yield f"{name}: {before} → {after}"
    yield words("rows.renewed" if found else "rows.same")


def document(
    changes: Changes, doubts: Iterable[Finding], written: Sequence[Path], words: Words
) -> dict[str, Any]:
    """The same as JSON; multipliers keep their six decimals."""
    return {
        "since": plain(changes.since),
        "new": list(changes.new),
        "vanished": list(changes.vanished),
        "fees": [fee_json(change) for change in changes.fees],
        "shares": [
            {
                "class": share.copayment_class,
                "before": plain(share.before._asdict()),
                "after": plain(share.after._asdict()),
            }
            for share in changes.shares
        ],
        "travel": [plain(travel._asdict()) for travel in changes.travel],
        "doubts": [doubt_json(doubt, words) for doubt in doubts],
        "written": [str(path) for path in written],
    }


def fee_json(change: FeeChange) -> dict[str, str]:
    """One code as JSON."""
    return {
        "code": change.code,
        "multiplier_before": str(change.multiplier_before),
        "multiplier": str(change.multiplier),
        "fee_before": plain(euros(change.fee_before)),
        "fee": plain(euros(change.fee)),
    }


def doubt_json(doubt: Finding, words: Words) -> dict[str, Any]:
    """One doubt as JSON, with its sentence."""
    return {**plain(doubt._asdict()), "sentence": sentence(doubt, words)}


def fault_json(fault: Fault, words: Words) -> dict[str, Any]:
    """One fault as JSON, with its sentence."""
    return {**plain(fault._asdict()), "sentence": sentence(fault, words)}
