"""The answers that stand on the page before anybody has touched it, so that it shows a result.

They are texts, as a person would type them; the engine reads them. The commonest case in Belgium:
a current pathology, seen at the practice, a full series of 18 normal sessions.
"""

from collections.abc import Mapping
from types import MappingProxyType

# A round answer to begin with, no fact: what kinés were seen to ask stands in usual_fees.csv.
FIRST_FEE = "40"

#: In an ordinary bed of a rest home its own codes are billed wherever care is given, a day hospital
#: apart; in a nursing bed nothing is.
NO_REST_HOME, ORDINARY_BED, NURSING_BED = REST_HOMES = ("no", "rob", "rvt")

FIRST_ANSWERS: Mapping[str, str | int | None] = MappingProxyType(
    {
        "pathology": "current",
        "rest_home": NO_REST_HOME,
        "setting": "practice",
        "service": "session",
        "bim": "false",
        "conventioned": "true",
        "fee": FIRST_FEE,
        "sessions": 18,
        "prior_sessions": 0,
        "first_session": None,
        "per_week": "2",
        "travel": "unknown",
        "intake": "unknown",
        "report": "unknown",
        "overrun_fee": "",
        "surcharge": "",
        "maf_band": "2",
        "maf_counted": "",
    }
)
