"""What the person tells us: one course of treatment, checked at birth."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from estimator.engine.model.errors import InvalidAnswer

MAX_SESSIONS = 400
MAX_PER_WEEK = 7
MAX_EUROS = Decimal("99999.99")
UNANSWERED = -1
"""A fact, or an amount, that the person doesn't tell, as a number."""


class Pathology(StrEnum):
    """The groups of article 7 § 1 of the nomenclature, as a patient meets them."""

    CURRENT = "current"
    FA = "fa"
    FA_POLYTRAUMA = "fa_polytrauma"
    FB = "fb"
    HEAVY = "heavy"
    PERINATAL = "perinatal"
    PALLIATIVE = "palliative"


class Setting(StrEnum):
    """Where care is given: the chapters of the tariff circular."""

    PRACTICE = "practice"
    PRACTICE_IN_HOSPITAL = "practice_in_hospital"
    MEDICAL_SERVICE = "medical_service"
    HOME = "home"
    DISABILITY_HOME = "disability_home"
    PSYCHIATRIC_HOME = "psychiatric_home"
    ELDERLY_HOME = "elderly_home"
    HOSPITAL = "hospital"
    REHABILITATION_CENTRE = "rehabilitation_centre"
    DAY_HOSPITAL = "day_hospital"


class Service(StrEnum):
    """What is given: an ordinary session, or a special service of the nomenclature."""

    SESSION = "session"
    LYMPHOEDEMA_45 = "lymphoedema_45"
    SPECIFIC_45 = "specific_45"
    CEREBRAL_PALSY_60 = "cerebral_palsy_60"
    RESPIRATORY_60 = "respiratory_60"
    LYMPHOEDEMA_60 = "lymphoedema_60"
    LYMPHOEDEMA_120 = "lymphoedema_120"
    SHORT_SESSION = "short_session"
    SECOND_SESSION = "second_session"


#: The acute F list, whose limits hold for a year from the first session.
FA = (Pathology.FA, Pathology.FA_POLYTRAUMA)
#: Patients lying in a hospital: the convention allows no surcharge there (M/24 art. 4 § 2).
HOSPITALISED = frozenset({Setting.HOSPITAL, Setting.DAY_HOSPITAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One course of treatment, as the person describes it. Amounts are euros, days are dates.

    `travel`, `intake` and `report` may be None: then the usual practice is taken (travel at home,
    intake before the first session of a current pathology, no report). `first_session` (acute F
    list with prior sessions): the day from which the Fa year runs. Raises `InvalidAnswer`.
    """

    pathology: Pathology
    bim: bool
    conventioned: bool
    sessions: int
    start: date
    setting: Setting = Setting.PRACTICE
    service: Service = Service.SESSION
    fee: Decimal | None = None
    overrun_fee: Decimal | None = None
    surcharge: Decimal = Decimal(0)
    prior_sessions: int = 0
    first_session: date | None = None
    per_week: int = 2
    travel: bool | None = None
    intake: bool | None = None
    report: bool | None = None

    def __post_init__(self) -> None:
        check_whole("sessions", self.sessions, 1, MAX_SESSIONS)
        check_whole("prior_sessions", self.prior_sessions, 0, MAX_SESSIONS)
        check_whole("per_week", self.per_week, 1, MAX_PER_WEEK)
        check_euros("fee", self.fee)
        check_euros("overrun_fee", self.overrun_fee)
        check_euros("surcharge", self.surcharge)
        check_fee_known(self)
        check_surcharge_possible(self)
        check_first_session(self)

    @property
    def bound(self) -> bool:
        """Official fees bind the kiné."""
        return bound(self.conventioned, self.bim, self.pathology is Pathology.PALLIATIVE)

    @property
    def travel_charged(self) -> bool:
        """Whether travel is charged: by default it is at home."""
        return travel_charged(as_number(self.travel), self.setting is Setting.HOME)

    @property
    def intake_billed(self) -> bool:
        """Whether the intake is billed: by default at the start of a current pathology."""
        current = self.pathology is Pathology.CURRENT
        return intake_billed(as_number(self.intake), current, self.prior_sessions)

    @property
    def report_billed(self) -> bool:
        """Whether written reports are billed: by default they are not."""
        return bool(self.report)


def as_number(answer: bool | None) -> int:
    """Yes, no, or no answer, as a number."""
    return UNANSWERED if answer is None else int(answer)


def bound(conventioned: bool, bim: bool, palliative: bool) -> bool:
    """Official fees bind the kiné: by convention, or because the patient is protected.

    BIM patients (mutualities and INAMI agree) and palliative patients (assumed, see the register:
    `palliative_full`) pay official fees at a non-conventioned kiné too, and lose nothing.
    """
    return conventioned or bim or palliative


def travel_charged(answer: int, at_home: bool) -> bool:
    """Without an answer travel is charged at home."""
    return at_home if answer == UNANSWERED else answer == 1


def intake_billed(answer: int, current: bool, prior_sessions: int) -> bool:
    """Without an answer the intake is billed at the start of a current pathology."""
    return current and prior_sessions == 0 if answer == UNANSWERED else answer == 1


def check_whole(field: str, given: int, lowest: int, highest: int) -> None:
    """Refuses a number outside its range."""
    if not lowest <= given <= highest:
        raise InvalidAnswer(field, given=given, reason="number", allowed=(lowest, highest))


def check_euros(field: str, given: Decimal | None) -> None:
    """Refuses an amount below zero, above any fee asked in practice, or finer than a cent."""
    if given is None:
        return
    if not given.is_finite():
        raise InvalidAnswer(field, given=given, reason="euros")
    if given < 0:
        raise InvalidAnswer(field, given=given, reason="negative")
    if given > MAX_EUROS:
        raise InvalidAnswer(field, given=given, reason="too_much", allowed=(MAX_EUROS,))
    if given != given.quantize(Decimal("0.01")):
        raise InvalidAnswer(field, given=given, reason="decimals")


def check_fee_known(case: Case) -> None:
    """The fee asked is needed where the kiné is free to set it."""
    if not case.bound and case.fee is None:
        raise InvalidAnswer("fee", given="", reason="fee_missing")


def check_first_session(case: Case) -> None:
    """The day of the very first session matters for an Fa year that has begun before `start`."""
    first = case.first_session
    if first is None or (first == case.start and case.pathology in FA):
        return
    if case.pathology not in FA:
        raise InvalidAnswer("first_session", given=first, reason="only_fa", allowed=tuple(FA))
    if not case.prior_sessions:
        raise InvalidAnswer("first_session", given=first, reason="no_prior", allowed=(case.start,))
    if first > case.start:
        raise InvalidAnswer(
            "first_session", given=first, reason="after_start", allowed=(case.start,)
        )


def check_surcharge_possible(case: Case) -> None:
    """No surcharge for patients in hospital (M/24 art. 4 § 2)."""
    if case.surcharge and case.setting in HOSPITALISED:
        raise InvalidAnswer("surcharge", given=case.surcharge, reason="surcharge_in_hospital")
