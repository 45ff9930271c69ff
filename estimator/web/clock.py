"""The one place where today's date enters; the engine reads no clock."""

from datetime import date


def today() -> date:
    """The current day, where the server stands."""
    return date.today()
