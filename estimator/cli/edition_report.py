"""A new edition in words and as JSON: what it changes, what is doubtful, what was written."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from estimator.cli.output import table
from estimator.editions.changes import Changes, FeeChange
from estimator.editions.circular.model import Fault
from estimator.editions.findings import Finding, State
from estimator.editions.nomensoft.model import XmlFault
from estimator.editions.table_files import Recounted
from estimator.engine.model.money import euros
from estimator.locales import Words
from estimator.wording.as_json import plain

#: How many faults to print; a file that is not the circular has thousands.
MOST_FAULTS = 40


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
    rows = [
        [
            change.code,
            words(f"service.{change.service}"),
            *(words.number(it) for it in (change.multiplier_before, change.multiplier)),
            *(words.euros(euros(fee)) for fee in (change.fee_before, change.fee)),
        ]
        for change in fees
    ]
    titles = [words("cli.column.code"), words("cli.column.what")]
    titles += [words(f"import.column.{column}") for column in heading]
    yield table(titles, rows, right=4)
    yield words("import.fees", n=len(fees))


def doubt_lines(doubts: Sequence[Finding], file: str, words: Words) -> Iterator[str]:
    """The doubts with file and line, the open ones last."""
    for state in (State.REMARK, State.SETTLED, State.OPEN):
        if of_state := [doubt for doubt in doubts if doubt.state is state]:
            yield words(f"import.state.{state}")
            for doubt in of_state:
                yield f"{file}:{doubt.line}: {doubt.code}: {sentence(doubt, words)}"


def fault_lines(faults: Sequence[Fault], file: str, words: Words) -> Iterator[str]:
    """Why a file can't be read, with file and line."""
    for fault in faults[:MOST_FAULTS]:
        yield f"{file}:{fault.line}: {sentence(fault, words)}"
    if len(faults) > MOST_FAULTS:
        yield words("import.more", n=len(faults) - MOST_FAULTS)
    yield words("import.refused", n=len(faults))


def xml_fault_lines(faults: Sequence[XmlFault], words: Words) -> Iterator[str]:
    """Why NomenSoft's files can't be used, each fault with its file and line."""
    for fault in faults[:MOST_FAULTS]:
        yield f"{fault.file}:{fault.line}: {xml_sentence(fault, words)}"
    if len(faults) > MOST_FAULTS:
        yield words("import.more", n=len(faults) - MOST_FAULTS)
    yield words("nomensoft.refused", n=len(faults))


def xml_sentence(fault: XmlFault, words: Words) -> str:
    """A fault in words, a kind of fee by its name."""
    values = dict(fault.values)
    if "kind" in values:
        values["kind"] = words(f"nomensoft.kind.{values['kind']}")
    return words(f"nomensoft.fault.{fault.reason}", **values)


def xml_fault_json(fault: XmlFault, words: Words) -> dict[str, Any]:
    """A fault as JSON."""
    return {**plain(fault._asdict()), "sentence": xml_sentence(fault, words)}


def sentence(of: Finding | Fault, words: Words) -> str:
    """A doubt or a fault in words, a column by its name."""
    values = dict(of.values)
    if "column" in values:
        values["column"] = words(f"circular.column.{values['column']}")
    return words(f"circular.{of.reason}", **values)


def outcome_line(doubts: Iterable[Finding], written: Sequence[Path], words: Words) -> str:
    """What was written, or which codes must be settled first."""
    codes = list(dict.fromkeys(doubt.code for doubt in doubts if doubt.state is State.OPEN))
    if codes:
        return words("import.not_written", n=len(codes), codes=" ".join(codes))
    return words("import.written", files=", ".join(map(str, written)))


def recounted_lines(changed: Sequence[Recounted], words: Words) -> Iterator[str]:
    """What changed in the manifest, table by table."""
    for name, *rows in changed:
        before, after = ("–" if each is None else words.shown(each) for each in rows)
        yield f"{name}: {before} → {after}"
    yield words("rows.renewed" if changed else "rows.same")


def document(
    changes: Changes, doubts: Iterable[Finding], written: Sequence[Path], words: Words
) -> dict[str, Any]:
    """The same as JSON; multipliers keep their six decimals."""
    return {
        "since": plain(changes.since),
        "new": list(changes.new),
        "vanished": list(changes.vanished),
        "fees": [
            {
                "code": change.code,
                "multiplier_before": str(change.multiplier_before),
                "multiplier": str(change.multiplier),
                "fee_before": plain(euros(change.fee_before)),
                "fee": plain(euros(change.fee)),
            }
            for change in changes.fees
        ],
        "shares": [
            {
                "class": share.copayment_class,
                "before": plain(share.before._asdict()),
                "after": plain(share.after._asdict()),
            }
            for share in changes.shares
        ],
        "travel": [plain(travel._asdict()) for travel in changes.travel],
        "doubts": [with_sentence(doubt, words) for doubt in doubts],
        "written": [str(path) for path in written],
    }


def with_sentence(of: Finding | Fault, words: Words) -> dict[str, Any]:
    """A doubt or a fault as JSON."""
    return {**plain(of._asdict()), "sentence": sentence(of, words)}
