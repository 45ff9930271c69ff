"""Which questions make sense and which options exist, as the nomenclature has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from estimator.engine.model.case import HOSPITALISED, Pathology, Service, Setting
from estimator.engine.model.schedules import Counter, counting_rule, extra_code
from estimator.engine.numbers.tables import Sheet


@dataclass(frozen=True)
class Possible:
    """What can be asked about a course in one place; for several problems, what any of them has."""

    sheet: Sheet
    pathologies: tuple[Pathology, ...]
    setting: Setting
    on: date

    @property
    def services(self) -> tuple[Service, ...]:
        """The kinds of session to choose from; the ordinary one while the problem isn't known."""
        if len(self.pathologies) > 1:
            return (Service.SESSION,)
        return self.sheet.services_of(self.pathologies[0], self.setting)

    @property
    def extras(self) -> tuple[str, ...]:
        """What may be billed beside the sessions."""
        return tuple(extra for extra in ("travel", "intake", "report") if self._billed(extra))

    @property
    def palliative(self) -> bool:
        """Official fees bind every kiné for these patients."""
        return self.pathologies == (Pathology.PALLIATIVE,)

    @property
    def counted_by_year(self) -> bool:
        """Earlier sessions count from 1 January; else from the first session of the treatment."""
        return counting_rule(self.pathologies[0], self.setting).counter is Counter.CALENDAR_YEAR

    @property
    def overrun(self) -> bool:
        """Sessions beyond the normal number have a code, and a fee, of their own."""
        serving = self.sheet.book.nomenclature(self.on).serving
        return any(serving(self.setting, group, "overrun") for group in self._groups())

    @property
    def surcharge(self) -> bool:
        """A conventioned kiné may add something outside normal hours."""
        return self.setting not in HOSPITALISED

    def _groups(self) -> Iterator[str]:
        return (counting_rule(pathology, self.setting).group for pathology in self.pathologies)

    def _billed(self, extra: str) -> bool:
        book = self.sheet.book
        codes = (extra_code(book, self.setting, group, extra, self.on) for group in self._groups())
        return any(code is not None for code in codes)
