"""The answer in FHIR R4: an estimate as a ClaimResponse, a refusal as an OperationOutcome."""
