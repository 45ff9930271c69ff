"""Who pays: what a person tells about third-party payment, an insurance, and another payer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from estimator.engine.model.case import FIELDS
from estimator.engine.model.errors import InvalidAnswer
from estimator.engine.model.fields import DAY, EUROS, TRUTH, Choice, Count, Field, fields_of

WHOLE_PERCENT = 100


class Payer(StrEnum):
    """Who pays in place of the mutuality."""

    NONE = "none"
    WORK_ACCIDENT = "work_accident"
    ARMY = "army"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How a course is paid for. It changes no tariff, only who hands over what, and when.

    `third_party`: whoever reimburses pays the kiné directly, so that the patient hands over only
    what is left; None: not known. An insurance of the patient's own pays `insurance_percent` of
    what is left, up to `insurance_cap` euros a calendar year (None: no cap), for the sessions from
    `insurance_from` until `insurance_until`, both days included. Raises `InvalidAnswer`.
    """

    third_party: Annotated[bool | None, TRUTH] = None
    insurance_percent: Annotated[int, Count(0, WHOLE_PERCENT)] = 0
    insurance_cap: Annotated[Decimal | None, EUROS] = None
    insurance_from: Annotated[date | None, DAY] = None
    insurance_until: Annotated[date | None, DAY] = None
    other_payer: Annotated[Payer, Choice(Payer)] = Payer.NONE

    def __post_init__(self) -> None:
        for field in PAYMENT_FIELDS.values():
            field.kind.check(field.name, getattr(self, field.name))
        check_percent_known(self)
        check_window(self)

    @property
    def another_pays(self) -> bool:
        """The mutuality pays nothing: somebody else does."""
        return self.other_payer is not Payer.NONE

    def insured_on(self, day: date) -> bool:
        """Whether the insurance covers a session on a day."""
        first, last = self.insurance_from or date.min, self.insurance_until or date.max
        return self.insurance_percent > 0 and first <= day <= last


PAYMENT_FIELDS = fields_of(Payment)
#: All answers: those of a case, then those about the payment.
ASKED: Mapping[str, Field] = MappingProxyType({**FIELDS, **PAYMENT_FIELDS})


def check_percent_known(payment: Payment) -> None:
    """A cap or a window says nothing without the percentage that the insurance pays."""
    limits = (payment.insurance_cap, payment.insurance_from, payment.insurance_until)
    if payment.insurance_percent == 0 and limits != (None, None, None):
        raise InvalidAnswer(
            "insurance_percent", given="", reason="percent_missing", allowed=(1, WHOLE_PERCENT)
        )


def check_window(payment: Payment) -> None:
    """The insurance doesn't end before it begins."""
    first, last = payment.insurance_from, payment.insurance_until
    if first and last and last < first:
        raise InvalidAnswer("insurance_until", given=last, reason="before_from", allowed=(first,))
