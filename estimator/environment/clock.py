"""The one place where today's date enters; the engine reads no clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BELGIUM = ZoneInfo("Europe/Brussels")


def today() -> date:
    """The current day in Belgium, wherever the server stands: most servers keep London's time."""
    return datetime.now(BELGIUM).date()
