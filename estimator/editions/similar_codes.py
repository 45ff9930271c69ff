"""Which known code a new code resembles, and so what it stands for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from estimator.editions.circular.headings import GROUPS, SETTINGS, TRAVEL
from estimator.editions.circular.model import Entry
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.tariff_book import Code


def similar_codes(
    known: Mapping[str, Code], entries: Sequence[Entry], settled: Mapping[str, str | None]
) -> dict[str, str | None]:
    """The known code that each new code resembles: the settled one, or the only one it can replace.

    Raises `InvalidAnswer` where a code is settled with an unknown one.
    """
    present = {entry.code for entry in entries}
    gone = Counter(slot_of(code) for code in known.values() if code.code not in present)
    named = {slot_of(code): code.code for code in known.values() if code.code not in present}
    new = [entry for entry in entries if entry.code not in known]
    come = Counter(printed_slot(entry) for entry in new)
    found: dict[str, str | None] = {}
    for entry in new:
        kind = printed_slot(entry)
        alone = gone[kind] == come[kind] == 1
        match = settled.get(entry.code) or (named[kind] if alone else None)
        found[entry.code] = None if is_travel(entry) else match
    if unknown := [match for match in found.values() if match and match not in known]:
        raise InvalidAnswer("settle", given=unknown[0], reason="unknown_code")
    return found


def is_travel(entry: Entry) -> bool:
    """Whether a code is a travel indemnity; no circular says which groups it serves."""
    return entry.row.place.article == TRAVEL


def slot_of(code: Code) -> tuple[object, ...]:
    """What two codes share when one can replace the other."""
    return code.setting, code.group, code.patient, code.coefficient


def printed_slot(entry: Entry) -> tuple[object, ...]:
    """The same for a row of the circular."""
    place = entry.row.place
    return (
        SETTINGS[place.chapter],
        GROUPS[place.article],
        entry.patient,
        entry.row.coefficient,
    )


def taken_over(match: Code, entry: Entry, source: str) -> Code:
    """A new code with the meaning of a known one, in the place where it is printed."""
    setting, group, patient = map(str, printed_slot(entry)[:3])
    return match._replace(
        code=entry.code,
        patient=patient,
        setting=setting,
        group=group,
        coefficient=entry.row.coefficient,
        meaning="inferred",
        source=source,
    )
