"""What changes between two tariffs, told briefly: codes whose fee changes alike stand together."""

from collections.abc import Iterable
from typing import NamedTuple

from estimator.engine.differences import Change
from estimator.engine.money import Cents


class ChangedAlike(NamedTuple):
    """The codes of one service that cost the same before, and the same after."""

    service: str
    codes: tuple[str, ...]
    before: Cents | None
    after: Cents | None

    @property
    def difference(self) -> Cents | None:
        """By how much the fee rises; None where a day lacks the codes."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def changed_alike(changes: Iterable[Change]) -> tuple[ChangedAlike, ...]:
    """Changes put together, in the order of the first code of each kind."""
    kinds: dict[tuple[str, Cents | None, Cents | None], list[str]] = {}
    for change in changes:
        kinds.setdefault((change.service, change.before, change.after), []).append(change.code)
    return tuple(
        ChangedAlike(service, tuple(codes), before, after)
        for (service, before, after), codes in kinds.items()
    )
