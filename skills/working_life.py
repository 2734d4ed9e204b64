"""Where and when colleagues work: time zones by their cities, and the days of the week."""

import re
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from skills.turn import Refused
from storage.folding import fold
from storage.people import USUAL, WEEKDAYS

CLOSE = 88
PLACES = {
    "munich": "Europe/Berlin", "hamburg": "Europe/Berlin", "cologne": "Europe/Berlin", "germany": "Europe/Berlin",
    "frankfurt": "Europe/Berlin", "german": "Europe/Berlin", "barcelona": "Europe/Madrid", "spain": "Europe/Madrid",
    "milan": "Europe/Rome", "italy": "Europe/Rome", "france": "Europe/Paris", "lyon": "Europe/Paris",
    "uk": "Europe/London", "britain": "Europe/London", "england": "Europe/London", "ireland": "Europe/Dublin",
    "geneva": "Europe/Zurich", "switzerland": "Europe/Zurich", "portugal": "Europe/Lisbon", "porto": "Europe/Lisbon",
    "boston": "America/New_York", "washington": "America/New_York", "miami": "America/New_York",
    "atlanta": "America/New_York", "eastern": "America/New_York", "et": "America/New_York", "est": "America/New_York",
    "central": "America/Chicago", "dallas": "America/Chicago", "houston": "America/Chicago", "cst": "America/Chicago",
    "austin": "America/Chicago", "mountain": "America/Denver", "mst": "America/Denver",
    "pacific": "America/Los_Angeles", "pst": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "san francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles", "california": "America/Los_Angeles",
    "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata", "bangalore": "Asia/Kolkata", "india": "Asia/Kolkata",
    "beijing": "Asia/Shanghai", "china": "Asia/Shanghai", "japan": "Asia/Tokyo", "osaka": "Asia/Tokyo",
    "cet": "Europe/Berlin", "central european": "Europe/Berlin", "gmt": "Etc/GMT", "bst": "Europe/London",
    "wet": "Europe/Lisbon", "eet": "Europe/Helsinki", "rio": "America/Sao_Paulo", "kyiv": "Europe/Kiev",
}  # fmt: skip
"""Places and short names of zones that the time zone database does not know as its own."""
AROUND = re.compile(r"\b(?:the|time|times|timezone|zone|hours|clock|live|on|in|to)\b")
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = re.compile(r"\b(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?s?\b", re.I)
SPAN = re.compile(r"^\s*(?:-|–|—|to|till?|until|through|thru)\s*$", re.IGNORECASE)
ALL_DAYS = re.compile(r"\b(?:every day|all week|seven days|7 days|daily)\b", re.IGNORECASE)
WEEK = re.compile(r"\b(?:weekdays|working week|full[- ]time|(?:five|5) days)\b", re.IGNORECASE)
BUT = re.compile(r"\b(?:but|except|not|without|off|never|no longer|don'?t work)\b", re.IGNORECASE)


def zone_called(spoken: str) -> str:
    """The name of the time zone of a place: `Europe/Lisbon` for “Lisbon time”. Raises Refused."""
    words = " ".join(AROUND.sub(" ", fold(spoken.replace("/", " ").replace("_", " "))).split())
    known = _places()
    if spoken.strip() in available_timezones():
        return spoken.strip()
    if words in known:
        return known[words]
    near = process.extractOne(words, known.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
    if not near:
        raise Refused(f"I know no time zone “{spoken}”. Name a large city in it, such as Lisbon or New York.")
    return known[near[0]]


@cache
def _places() -> dict[str, str]:
    """Zones by the folded names of their cities, and by their own."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc", "posix")))
    cities = {fold(zone.rpartition("/")[2].replace("_", " ")): zone for zone in reversed(zones)}
    whole = {fold(zone.replace("/", " ").replace("_", " ")): zone for zone in zones}
    return cities | whole | PLACES | {"utc": "UTC"}


def days_called(spoken: str, before: str | None = None) -> str:
    """Days of the week as `MO,TU,WE`: of “Monday to Wednesday”, “mon-wed”, “all but Fridays”. Raises Refused.

    Where only free days are told, they are taken from the days `before`, or from Monday to Friday.
    """
    usual = set(before.split(",")) if before else set(USUAL)
    exception = BUT.search(spoken)
    kept, left = (spoken[: exception.start()], spoken[exception.end() :]) if exception else (spoken, "")
    days = _days(kept) or (set(WEEKDAYS) if ALL_DAYS.search(kept) else usual if exception else set())
    days |= set(USUAL) if WEEK.search(kept) else set()
    found = [day for day in WEEKDAYS if day in days - _days(left)]
    if not found:
        raise Refused(f"I read no days in “{spoken}”. Say for example “Monday to Thursday”.")
    return ",".join(found)


def _days(text: str) -> set[str]:
    """The days named in a text, spans filled."""
    found, last, end = set(), -1, 0
    for match in DAY.finditer(text):
        place = next(index for index, name in enumerate(NAMES) if name.startswith(match[1].casefold()[:3]))
        if last >= 0 and SPAN.match(text[end : match.start()]):
            found |= {WEEKDAYS[(last + step) % 7] for step in range((place - last) % 7 + 1)}
        found.add(WEEKDAYS[place])
        last, end = place, match.end()
    return found


def days_said(days: str) -> str:
    """`MO,TU,WE,TH` in words: `Monday to Thursday`; others one by one; as they are where they were imported
    in other words."""
    if not set(days.split(",")) <= set(WEEKDAYS):
        return days
    places = [WEEKDAYS.index(day) for day in days.split(",")]
    names = [NAMES[place].capitalize() for place in places]
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def zone_said(zone: str) -> str:
    """A time zone in words: `Lisbon time`."""
    return f"{ZoneInfo(zone).key.rpartition('/')[2].replace('_', ' ')} time"
