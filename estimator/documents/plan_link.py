"""The link that holds a whole plan, shown only on request: the plan's file, made short."""

from typing import Any
from urllib.parse import urlencode

from estimator.documents.link import LANGUAGE
from estimator.documents.plan_file import Told, UnreadablePlan, plan_document
from estimator.engine.plan.answers import MOST_BYTES_OF_PLAN
from estimator.links.packing import json_in, packed

PLAN = "plan"
#: A longer address may be cut off on its way, as by a mail program; the page's own stands before.
MOST_SIGNS = 1_800


def plan_query(told: Told, language: str) -> str:
    """The query of an address: the language, and the plan. Raises `UnreadablePlan` if it would be
    too long for a link."""
    plan = packed(told)
    if len(plan) > MOST_SIGNS:
        raise UnreadablePlan("too_long")
    return urlencode([(LANGUAGE, language), (PLAN, plan)])


def unpacked(plan: str) -> dict[str, Any]:
    """What a link says, not yet read as a plan. Raises `UnreadablePlan`."""
    try:
        content = json_in(plan, MOST_BYTES_OF_PLAN)
    except ValueError as fault:
        raise UnreadablePlan("damaged") from fault
    return plan_document(content)
