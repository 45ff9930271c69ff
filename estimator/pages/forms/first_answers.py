"""The answers that stand on the page before anybody has touched it, so that it shows a result.

They are texts, as a person would type them; the engine reads them. The commonest case in Belgium:
a current pathology, seen at the practice, a full series of 18 normal sessions.
"""

from collections.abc import Mapping
from types import MappingProxyType

from estimator.embed.presets import SPECIAL_HOURS, WHO
from estimator.engine.model.case import FIELDS
from estimator.engine.model.fields import Choice, Euros, Field, Truth
from estimator.engine.model.payment import ASKED

# A round answer to begin with, no fact: what kinés were seen to ask stands in usual_fees.csv.
FIRST_FEE = "40"

#: Who bills. In an ordinary bed of a rest home its own codes are billed wherever care is given, a
#: day hospital apart. The others bill nothing, or by a tariff that isn't ours.
BILLERS = KINE, REST_HOME, *ELSEWHERE = (
    "kine", "rest_home", "nursing_bed", "hospital_outpatient", "rehabilitation", "medical_house",
)  # fmt: skip


#: The words that the person searches the condition with, and which of the situations found it is.
SEARCH, FOUND = "condition", "found"


def untouched(field: Field) -> str | int | None:
    """What a question holds where the contract needs no answer: its default, no amount."""
    if isinstance(field.kind, Truth | Euros):
        return "unknown" if isinstance(field.kind, Truth) else ""
    return str(field.default) if isinstance(field.kind, Choice) else field.default


FIRST_ANSWERS: Mapping[str, str | int | None] = MappingProxyType(
    {
        **{name: untouched(field) for name, field in ASKED.items() if not field.required},
        SEARCH: "",
        FOUND: "unknown",
        WHO: "unknown",
        SPECIAL_HOURS: "false",
        "pathology": "current",
        "biller": KINE,
        "bim": "false",
        "conventioned": "true",
        "fee": FIRST_FEE,
        "sessions": 18,
        "per_week": str(FIELDS["per_week"].default),  # one of seven choices, no typed number
        "maf_band": "2",
        "maf_counted": "",
    }
)
