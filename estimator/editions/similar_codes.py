"""New codes: which known one each is like, and so what it stands for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from estimator.editions.circular.headings import GROUPS, SETTINGS, TRAVEL
from estimator.editions.circular.model import Entry
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.tariff_book import Code


def likes_of(
    known: Mapping[str, Code], entries: Sequence[Entry], settled: Mapping[str, str | None]
) -> dict[str, str | None]:
    """For each new code the known one it is like: the one told, or the only one it can replace."""
    present = {entry.code for entry in entries}
    gone = Counter(kind_of(code) for code in known.values() if code.code not in present)
    named = {kind_of(code): code.code for code in known.values() if code.code not in present}
    new = [entry for entry in entries if entry.code not in known]
    come = Counter(kind_printed(entry) for entry in new)
    found: dict[str, str | None] = {}
    for entry in new:
        kind = kind_printed(entry)
        alone = gone[kind] == come[kind] == 1
        like = settled.get(entry.code) or (named[kind] if alone else None)
        found[entry.code] = None if is_travel(entry) else like
    if unknown := [like for like in found.values() if like and like not in known]:
        raise InvalidAnswer("settle", given=unknown[0], reason="unknown_code")
    return found


def is_travel(entry: Entry) -> bool:
    """A travel indemnity: which groups it serves stands in no circular."""
    return entry.row.place.article == TRAVEL


def kind_of(code: Code) -> tuple[object, ...]:
    """What makes one code take the place of another."""
    return code.setting, code.group, code.patient, code.coefficient


def kind_printed(entry: Entry) -> tuple[object, ...]:
    """The same, of a row."""
    place = entry.row.place
    return (
        SETTINGS[place.chapter],
        GROUPS[place.article],
        entry.patient,
        entry.row.coefficient,
    )


def like_code(like: Code, entry: Entry, source: str) -> Code:
    """A new code with the meaning of a known one, at the place where it is printed."""
    setting, group, patient = map(str, kind_printed(entry)[:3])
    return like._replace(
        code=entry.code,
        patient=patient,
        setting=setting,
        group=group,
        coefficient=entry.row.coefficient,
        meaning="inferred",
        source=source,
    )
