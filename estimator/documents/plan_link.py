"""The link that holds a whole plan, shown only on request: the plan's file, made short.

Its checksum tells a link that was cut off or changed on the way.
"""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode

from estimator.documents.link import LANGUAGE
from estimator.documents.plan_file import Told, UnreadablePlan, plan_document
from estimator.engine.plan.answers import MOST_BYTES_OF_PLAN

PLAN = "plan"
#: A longer address may be cut off on its way, as by a mail program; the page's own stands before.
MOST_SIGNS = 1_800
#: How many signs base64 writes at a time.
GROUP = 4


def plan_query(told: Told, language: str) -> str:
    """The query of an address: the language, and the plan. Raises `UnreadablePlan` if it would be
    too long for a link."""
    plan = packed(told)
    if len(plan) > MOST_SIGNS:
        raise UnreadablePlan("too_long")
    return urlencode([(LANGUAGE, language), (PLAN, plan)])


def packed(told: Told) -> str:
    """A plan in letters, digits, `-` and `_`."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return urlsafe_b64encode(zlib.compress(written, level=9)).rstrip(b"=").decode()


def unpacked(plan: str) -> dict[str, Any]:
    """What a link says, not yet read as a plan. Raises `UnreadablePlan`."""
    try:
        padded = plan + "=" * (-len(plan) % GROUP)
        reader = zlib.decompressobj()
        content = reader.decompress(urlsafe_b64decode(padded), MOST_BYTES_OF_PLAN)
    except (ValueError, zlib.error) as fault:
        raise UnreadablePlan("damaged") from fault
    if not reader.eof:
        raise UnreadablePlan("damaged")
    return plan_document(content)
