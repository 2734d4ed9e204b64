"""Calendar files: reminders as iCalendar (RFC 5545) that any calendar program takes in."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

LASTS = timedelta(minutes=15)


def as_calendar(reminders: Iterable[Mapping[str, Any]], now: datetime) -> bytes:
    """A calendar with an event for each reminder: `id`, `about`, `due_at` in its zone, maybe `every` and `customer`."""
    from icalendar import Calendar, Event, vRecur

    calendar = Calendar()
    calendar.add("prodid", "-//Rapport//reminders//EN")
    calendar.add("version", "2.0")
    for reminder in reminders:
        event = Event()
        event.add("uid", f"reminder-{reminder['id']}@rapport")
        event.add("dtstamp", now)
        event.add("dtstart", reminder["due_at"])
        event.add("dtend", reminder["due_at"] + LASTS)
        event.add("summary", reminder["about"])
        if reminder.get("every"):
            event.add("rrule", vRecur.from_ical(reminder["every"]))
        if reminder.get("customer"):
            event.add("description", reminder["customer"])
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
