"""What the person tells us: one course of treatment, checked at birth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any

from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import (
    DAY,
    EUROS,
    TRUTH,
    UNANSWERED,
    AnswerKind,
    Choice,
    Count,
    Euros,
    fields_of,
)
from estimator.engine.model.tariff_book import Situation

MAX_SESSIONS = 400
MAX_PER_WEEK = 7
NO_CEILING = 1 << 28
"""An overrun fee that was not given, in cents: the ceiling holds."""


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
    """One course of treatment, as the person describes it: each answer with its kind and default.

    Every way in (lists, API, command line, links, pages) reads the answers declared here, in this
    order, which is the contract's. `travel`, `intake` and `report` may be None: then the usual
    practice is taken (travel at home, intake before the first session of a current pathology, no
    report). `first_session` (acute F list with prior sessions): the day from which the Fa year
    runs. `situation` is no answer of its own: it stands where `pathology` was given as the code of
    a situation, and changes no amount. `first_fee`: the fee of the first session, where it differs;
    it needs the `fee` of the others. Raises `InvalidAnswer`.
    """

    pathology: Annotated[Pathology, Choice(Pathology, reason="group_or_code")]
    setting: Annotated[Setting, Choice(Setting)] = Setting.PRACTICE
    service: Annotated[Service, Choice(Service)] = Service.SESSION
    bim: Annotated[bool, TRUTH]
    conventioned: Annotated[bool, TRUTH]
    fee: Annotated[Decimal | None, EUROS] = None
    first_fee: Annotated[Decimal | None, EUROS] = None
    overrun_fee: Annotated[Decimal | None, Euros(unanswered=NO_CEILING)] = None
    surcharge: Annotated[Decimal, EUROS] = Decimal(0)
    sessions: Annotated[int, Count(1, MAX_SESSIONS)]
    prior_sessions: Annotated[int, Count(0, MAX_SESSIONS)] = 0
    start: Annotated[date, DAY]
    first_session: Annotated[date | None, DAY] = None
    per_week: Annotated[int, Count(1, MAX_PER_WEEK)] = 2
    travel: Annotated[bool | None, TRUTH] = None
    intake: Annotated[bool | None, TRUTH] = None
    report: Annotated[bool | None, TRUTH] = None
    situation: Situation | None = None

    def __post_init__(self) -> None:
        for field in FIELDS.values():
            field.kind.check(field.name, getattr(self, field.name))
        check_fee_known(self)
        check_surcharge_possible(self)
        check_first_session(self)

    @property
    def bound(self) -> bool:
        """Official fees bind the kiné."""
        return bound(self.conventioned, self.bim, self.pathology is Pathology.PALLIATIVE)

    def fee_asked(self, session: int) -> Decimal | None:
        """What a non-conventioned kiné asks for a session (the first is 1), if it is told."""
        first = session == 1 and self.first_fee is not None
        return self.first_fee if first else self.fee

    @property
    def travel_charged(self) -> bool:
        """Whether travel is charged: by default it is at home."""
        return travel_charged(TRUTH.number(self.travel), self.setting is Setting.HOME)

    @property
    def intake_billed(self) -> bool:
        """Whether the intake is billed: by default at the start of a current pathology."""
        current = self.pathology is Pathology.CURRENT
        return intake_billed(TRUTH.number(self.intake), current, self.prior_sessions)

    @property
    def report_billed(self) -> bool:
        """Whether written reports are billed: by default they are not."""
        return bool(self.report)


FIELDS = fields_of(Case)
#: The answers that change if the same course is followed at a conventioned kiné.
AT_A_CONVENTIONED_KINE: Mapping[str, Any] = MappingProxyType(
    {"conventioned": True, "fee": None, "first_fee": None}
)
#: What a person has to answer; a course without a start begins today.
REQUIRED = tuple(it.name for it in FIELDS.values() if it.required and it.name != "start")


def fields_of_kind(*kinds: type[AnswerKind]) -> tuple[str, ...]:
    """The names of the answers of some kinds."""
    return tuple(name for name, field in FIELDS.items() if isinstance(field.kind, kinds))


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


def check_fee_known(case: Case) -> None:
    """The fee asked is needed where the kiné is free to set it, and beside that of the first
    session."""
    if case.fee is None and not (case.bound and case.first_fee is None):
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
