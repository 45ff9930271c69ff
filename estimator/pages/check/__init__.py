"""Check a reimbursement."""
