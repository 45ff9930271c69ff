"""The tariffs: every code of a day."""
