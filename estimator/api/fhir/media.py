"""Whether a request prefers FHIR, and how its JSON is written."""

from collections.abc import Mapping
from typing import Any

from mimeparse import MimeTypeParseException, best_match
from msgspec.json import Encoder
from starlette.responses import Response

FHIR = "application/fhir+json"
#: The last is what everybody gets who likes both alike.
FORMS = (FHIR, "application/json")
#: Amounts are numbers in FHIR, with the decimals that they were given: 38.40.
ENCODER = Encoder(decimal_format="number")


def prefers_fhir(accept: str) -> bool:
    """Whether an Accept header asks for FHIR rather than for plain JSON; one that can't be read
    asks for nothing."""
    try:
        return bool(best_match(FORMS, accept.lower()) == FHIR)
    except MimeTypeParseException:
        return False


def fhir_response(
    resource: Mapping[str, Any], headers: Mapping[str, str], status: int = 200
) -> Response:
    """A resource as the body of a response."""
    return Response(ENCODER.encode(resource), status, headers, media_type=FHIR)
