"""Today's date. Nothing else reads the clock for it; the engine gets it as an argument."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BELGIUM = ZoneInfo("Europe/Brussels")


def today() -> date:
    """The current day in Belgium, whatever the time zone of the server."""
    return datetime.now(BELGIUM).date()
