"""Which column of a list means what."""
