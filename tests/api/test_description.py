"""Whatever fits the description gets an answer that fits it too, and nothing breaks the server."""

import schemathesis
from hypothesis import HealthCheck, settings

from estimator.api.server import MOUNT
from tests.api.conftest import mounted
from tests.engine.cases import IN_CI

schema = schemathesis.openapi.from_asgi(f"{MOUNT}/openapi.json", mounted())


@schema.parametrize()
@settings(
    max_examples=60,
    deadline=None,
    derandomize=IN_CI,
    suppress_health_check=list(HealthCheck),
)
def test_any_request(case: schemathesis.Case) -> None:
    answer = case.call()
    case.validate_response(
        answer,
        checks=[
            schemathesis.checks.not_a_server_error,
            schemathesis.checks.CHECKS.get_one("response_schema_conformance"),
            schemathesis.checks.CHECKS.get_one("status_code_conformance"),
            schemathesis.checks.CHECKS.get_one("content_type_conformance"),
        ],
    )
