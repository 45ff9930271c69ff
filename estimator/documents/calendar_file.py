"""The next steps as a file for a calendar (iCalendar, RFC 5545): whole days, with a reminder.

The title of an event says only that there is something to ask: others may see a calendar. No name
and no problem stands in the file; the same day gives the same bytes.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_OID, uuid5

from icalendar import CLASS, TRANSP, Alarm, Calendar, Event

from estimator.documents.steps import Moment
from estimator.locales import Words

PRODUCT = "-//kine-cost-estimator//next-steps//EN"
#: How long before the day of the session the reminder comes.
BEFORE = timedelta(days=-7)


def calendar_file(words: Words, of: Iterable[Moment], today: date) -> bytes:
    """An event for each moment; dated by the day on which it is made."""
    made = datetime.combine(today, time(), UTC)
    calendar = Calendar({"prodid": PRODUCT, "version": "2.0"})
    for moment in of:
        calendar.add_component(event_of(words, moment, made))
    return bytes(calendar.to_ical())


def event_of(words: Words, of: Moment, made: datetime) -> Event:
    """One event: the whole day of the session, which stays free for other things."""
    title = words("steps.event", session=of.session)
    reminder = Alarm.new(description=title)
    reminder.TRIGGER = BEFORE
    reminder.add("action", "DISPLAY")
    return Event.new(
        uid=uuid5(NAMESPACE_OID, f"{of.day} {of.session}"),
        stamp=made,
        start=of.day,
        end=of.day + timedelta(days=1),
        summary=title,
        description="\n".join([of.when, *of.sentences, words("steps.intro")]),
        classification=CLASS.PRIVATE,
        transparency=TRANSP.TRANSPARENT,
        subcomponents=[reminder],
    )
