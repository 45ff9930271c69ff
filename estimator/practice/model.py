"""A practice: its kinés, each with a status and prices of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from estimator.engine.model.case import Pathology, Setting
from estimator.engine.model.errors import InvalidAnswer
from estimator.locales import LANGUAGES

#: More kinés than a practice has; a form with more helps nobody.
MOST_KINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a non-conventioned kiné asks per session, in euros.

    `pathology`: the group it holds for; None for every group that has no price of its own.
    `at_home`: at the patient's home, or everywhere else. `first_fee`: the first session of a
    course, if it differs; the intake is not in it, as it is billed apart.
    """

    pathology: Pathology | None = None
    at_home: bool = False
    fee: Decimal
    first_fee: Decimal | None = None

    @property
    def scope(self) -> tuple[Pathology | None, bool]:
        """What it holds for: at most one price of a kiné has it."""
        return self.pathology, self.at_home


@dataclass(frozen=True, slots=True, kw_only=True)
class Kine:
    """One kiné. `special_hours`: euros more per session at unusual hours, at the patient's request.
    `missed`: euros for an appointment that was not cancelled in time; nobody reimburses it."""

    name: str = ""
    conventioned: bool
    prices: tuple[Price, ...] = ()
    special_hours: Decimal | None = None
    missed: Decimal | None = None

    def __post_init__(self) -> None:
        if self.conventioned and self.prices:
            raise InvalidAnswer("prices", given=self.name, reason="only_not_conventioned")
        scopes = [price.scope for price in self.prices]
        if twice := next((scope for scope in scopes if scopes.count(scope) > 1), None):
            raise InvalidAnswer("prices", given=twice[0] or "", reason="repeated")

    def price(self, pathology: Pathology, setting: Setting) -> Price | None:
        """What this kiné asks for a session of a group at a place; None if they don't say. The
        price elsewhere is never taken for that at home, nor the other way round."""
        at_home = setting is Setting.HOME
        by_scope = {price.scope: price for price in self.prices}
        return by_scope.get((pathology, at_home)) or by_scope.get((None, at_home))

    @property
    def price_missing(self) -> bool:
        """Whether this kiné may set prices and tells none."""
        return not self.conventioned and not self.prices


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What a practice says; None or empty if it says nothing.

    `setting`: the only place of care. `languages`: those offered; `lang` the one to open in;
    `accent` (#rrggbb) and `theme` how the embed looks.
    """

    practice_name: str = ""
    kines: tuple[Kine, ...] = ()
    setting: Setting | None = None
    languages: tuple[str, ...] = LANGUAGES
    lang: str | None = None
    accent: str | None = None
    theme: str | None = None

    def __post_init__(self) -> None:
        if len(self.kines) > MOST_KINES:
            raise InvalidAnswer(
                "kines", given=len(self.kines), reason="number", allowed=(0, MOST_KINES)
            )

    @property
    def statuses(self) -> frozenset[bool]:
        """Whether its kinés are conventioned: one value if all are alike."""
        return frozenset(kine.conventioned for kine in self.kines)

    def names(self) -> Iterator[str]:
        """The names of its kinés, empty for one who has none."""
        return (kine.name for kine in self.kines)
