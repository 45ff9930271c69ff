"""A receipt checked: what should have come back, and why it may differ."""
