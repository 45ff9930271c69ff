"""A refusal as FHIR tells it: an OperationOutcome."""

from collections.abc import Mapping
from typing import Any

#: The kind of issue of a status; a value that can't be used is `invalid`.
KINDS: Mapping[int, str] = {
    404: "not-found",
    405: "not-supported",
    413: "too-long",
    415: "not-supported",
    429: "throttled",
}


def operation_outcome(problem: Mapping[str, Any]) -> dict[str, Any]:
    """A problem document, fault by fault: the sentence, the field, and what would do."""
    kind = KINDS.get(problem["status"], "invalid")
    faults = problem["errors"] or [{"detail": problem["detail"]}]
    return {
        "resourceType": "OperationOutcome",
        "issue": [issue(kind, fault) for fault in faults],
    }


def issue(kind: str, fault: Mapping[str, Any]) -> dict[str, Any]:
    """One fault. `expression` is the name of the answer, as FHIR has none for it."""
    told: dict[str, Any] = {
        "severity": "error",
        "code": kind,
        "details": {"text": fault["detail"]},
    }
    if fault.get("field"):
        told["expression"] = [fault["field"]]
    if fault.get("allowed"):
        told["diagnostics"] = " | ".join(fault["allowed"])
    return told
