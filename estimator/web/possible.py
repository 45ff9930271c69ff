"""Which questions make sense and which options exist, as the nomenclature has it."""

from dataclasses import dataclass
from datetime import date

from estimator.engine.case import HOSPITALISED, Pathology, Service, Setting
from estimator.engine.schedules import Counter, extra_code, kind_of
from estimator.engine.sheet import Sheet


@dataclass(frozen=True)
class Possible:
    """What can be asked about a course for one problem in one place."""

    sheet: Sheet
    pathology: Pathology
    setting: Setting
    on: date

    @property
    def services(self) -> tuple[Service, ...]:
        """The kinds of session to choose from."""
        return self.sheet.services_of(self.pathology, self.setting)

    @property
    def extras(self) -> tuple[str, ...]:
        """What may be billed beside the sessions."""
        return tuple(extra for extra in ("travel", "intake", "report") if self._billed(extra))

    @property
    def palliative(self) -> bool:
        """Official fees bind every kiné for these patients."""
        return self.pathology is Pathology.PALLIATIVE

    @property
    def counted_by_year(self) -> bool:
        """Earlier sessions count from 1 January; else from the first session of the treatment."""
        return kind_of(self.pathology, self.setting).counter is Counter.CALENDAR_YEAR

    @property
    def overrun(self) -> bool:
        """Sessions beyond the normal number have a code, and a fee, of their own."""
        serving = self.sheet.book.nomenclature(self.on).serving
        return bool(serving(self.setting, self._group, "overrun"))

    @property
    def surcharge(self) -> bool:
        """A conventioned kiné may add something outside normal hours."""
        return self.setting not in HOSPITALISED

    @property
    def _group(self) -> str:
        return kind_of(self.pathology, self.setting).group

    def _billed(self, extra: str) -> bool:
        return extra_code(self.sheet.book, self.setting, self._group, extra, self.on) is not None
