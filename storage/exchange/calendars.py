"""Calendars: events and tasks of an iCalendar file (RFC 5545), past ones as meetings, coming ones as reminders."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from storage.exchange.report import CannotImport, ImportReport, Problem
from storage.exchange.tables import SAMPLE, Row, Table

KINDS = {"VEVENT": "event", "VTODO": "task", "VJOURNAL": "journal"}
TOLD = {"SUMMARY", "DTSTART", "DUE", "RRULE", "DESCRIPTION", "COMPLETED"}
"""Properties that fill fields of ours; the others become custom fields."""
FORMAL = {"DTSTAMP", "SEQUENCE", "BEGIN", "END"}
LONGEST = 4000


class Guest(NamedTuple):
    """A contact who took part: the name, and the customer they are at, as the directory spells them."""

    contact: str
    customer: str


Guests = dict[str, Guest]
"""The contacts by their e-mail address in small letters."""


def calendar_tables(
    path: Path, report: ImportReport, now: datetime, zone: ZoneInfo, owner: str, guests: Guests
) -> list[Table]:
    """The interactions and the reminders of an iCalendar file. Raises CannotImport.

    What lies before `now` has happened, what comes is a reminder for `owner`, an e-mail address. A time without a zone
    is one of `zone`. An event with a contact among those invited is with that contact.
    """
    found = [Entry(component, zone, guests) for component in _components(path)]
    for place, entry in enumerate(found, 1):
        if entry.at is None:
            report.warnings.append(
                Problem(path.name, place, "start", entry.title, "has no time; kept as a note of today")
            )
    past = [entry for entry in found if not entry.comes(now)]
    coming = [entry for entry in found if entry.comes(now)]
    happened = [entry.happened(now) for entry in past]
    due = [entry.due(owner) for entry in coming]
    tables = [(kind, rows) for kind, rows in (("interaction", happened), ("reminder", due)) if rows]
    if not tables:
        raise CannotImport(f"There is no event and no task in {path.name}.")
    return [_table(path, kind, rows) for kind, rows in tables]


def _components(path: Path) -> list[Any]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(path.read_bytes(), multiple=True)
        return [part for calendar in calendars for part in calendar.walk() if part.name in KINDS]
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise CannotImport(f"{path.name} is no calendar that I can read ({error}). Export it as .ics again.") from error


def _table(path: Path, kind: str, rows: Sequence[dict[str, str]]) -> Table:
    header = list(dict.fromkeys(column for row in rows for column in row))
    cells = [Row(place, [row.get(column, "") for column in header]) for place, row in enumerate(rows, 1)]
    return Table(path.name, kind, header, iter(cells), len(cells), sample=[row.cells for row in cells[:SAMPLE]])


class Entry:
    """One event, task or journal entry."""

    def __init__(self, component: Any, zone: ZoneInfo, guests: Guests) -> None:
        self.component, self.zone, self.guests = component, zone, guests
        self.title = _words(component.get("SUMMARY")) or KINDS[component.name].capitalize()
        self.about = _words(component.get("DESCRIPTION"))
        self.rule = component["RRULE"].to_ical().decode() if "RRULE" in component else ""
        self.at = self._moment("DTSTART") or self._moment("DUE")

    def comes(self, now: datetime) -> bool:
        """Whether it is still to happen or to be done."""
        if self.component.name == "VTODO":
            return _words(self.component.get("STATUS")).upper() not in ("COMPLETED", "CANCELLED")
        return self.at is not None and (self.at > now or self._recurs_after(now))

    def happened(self, now: datetime) -> dict[str, str]:
        """The cells of an interaction."""
        summary = f"{self.title}: {self.about}" if self.about else self.title
        meeting = {"channel": "note" if self.component.name != "VEVENT" else "meeting", "summary": summary[:LONGEST]}
        guest = next(self._known(), None)
        whom = {"customer": guest.customer, "contact": guest.contact} if guest else {}
        return {"happened_at": (self.at or now).isoformat()} | meeting | whom | self._rest(len(summary) > LONGEST)

    def due(self, owner: str) -> dict[str, str]:
        """The cells of a reminder."""
        guest = next(self._known(), None)
        whom = {"customer": guest.customer} if guest and guest.customer else {}
        when = {"due_at": self.at.isoformat()} if self.at else {}
        return (
            {"about": self.title, "person": owner} | when | {"every": self.rule} | whom | self._rest(bool(self.about))
        )

    def _known(self) -> Iterator[Guest]:
        """Who of those invited is a contact."""
        return (self.guests[address] for address in self._addresses() if address in self.guests)

    def _addresses(self) -> list[str]:
        told = [self.component.get("ORGANIZER"), *_several(self.component.get("ATTENDEE"))]
        return [re.sub(r"^mailto:", "", str(each), flags=re.IGNORECASE).strip().casefold() for each in told if each]

    def _rest(self, with_description: bool) -> dict[str, str]:
        """Everything else under its own name, so that nothing is lost."""
        cells = {"description": self.about} if with_description and self.about else {}
        if people := self._addresses():
            cells["attendees"] = ", ".join(dict.fromkeys(people))
        for name in dict.fromkeys(self.component):
            if name not in TOLD | FORMAL | {"ATTENDEE", "ORGANIZER"}:
                words = "; ".join(filter(None, (_words(one) for one in _several(self.component[name]))))
                cells[f"calendar {name.casefold().removeprefix('x-').replace('-', ' ')}"] = words
        return {name: words for name, words in cells.items() if words}

    def _moment(self, name: str) -> datetime | None:
        told = getattr(self.component.get(name), "dt", None)
        if isinstance(told, datetime):
            return (told if told.tzinfo else told.replace(tzinfo=self.zone)).astimezone(UTC)
        return datetime.combine(told, time(9), self.zone).astimezone(UTC) if isinstance(told, date) else None

    def _recurs_after(self, now: datetime) -> bool:
        from dateutil.rrule import rrulestr

        if not self.rule or self.at is None:
            return False
        try:
            return rrulestr(self.rule, dtstart=self.at).after(now) is not None
        except (ValueError, TypeError):
            return False


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "dt"):
        return str(value.dt)
    if hasattr(value, "cats"):
        return ", ".join(str(each) for each in value.cats)
    raw = value.to_ical().decode() if hasattr(value, "to_ical") and not isinstance(value, str) else str(value)
    return raw.replace("\r\n", "\n").strip()
