"""A list in figures."""
