"""A plan of several courses in words."""
