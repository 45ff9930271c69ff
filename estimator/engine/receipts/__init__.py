"""Checks receipts: what should have come back, and why it may differ."""
