"""The cases of Recognizers-Text for dates in English, in the words that SKILLS.md prints.

In are the results with one definite value of a kind we print: `date`, `datetime`, `daterange` and `set`. Out are by
their type times, durations and ranges of hours; by their value what the data leave unresolved ("this summer") or
undefined ("that weekend", "around May"); and named holidays, whose tables differ, and days that the
calendar does not have. Which of their
own languages support a case is no matter.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FILES = ("DateParser", "DatePeriodParser", "DateTimeParser", "SetParser", "DateTimeModel")
KINDS = ("date", "datetime", "daterange", "set")
CODES = {"1": "MO", "2": "TU", "3": "WE", "4": "TH", "5": "FR", "6": "SA", "7": "SU", "WE": "SA,SU"}
UNITS = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
HOLIDAYS = re.compile(
    r"christmas|easter|thanks\s?giving|halloween|new year'?s?( eve| day)|\b(yuandan|mlk|ramad?[zth]+an|eid|hijri)|"
    r"(father|mother|valentine|patrick|president|martin luther king|labou?r|earth|may|workers|memorial|"
    r"independence|freedom|jubilee|columbus|veterans|black|good|cyber)('?s?'?) (friday|monday|day)|islamic new|"
    r"arabic new|festival|juneteenth|saint patrick",
    re.IGNORECASE,
)
ENDS = r"\b(?:to|till|until|til|through|thru|and|rest|remaining)\b|[-–~]"
DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
STEP = r"(?:next|last|past|previous|coming|following|upcoming|prior)"
CONVENTIONS = (
    ("both ends named are included, whole", "daterange", ENDS),  # of those only ranges of months and years, see below
    ("today counts among the next and the last days", "daterange",
     rf"\b{STEP}\s+\S+.*\b(?:day|week|month|year|fortnight)s?\b|\b\d+ {STEP} \w+|"
     r"\b(?:earlier|later)\b(?! than)|to date|past fortnight"),
    ("since: until today", "daterange", r"\bsince\b"),
    ("until a day includes it", "daterange", r"\b(?:until|till|no later than)\b"),
    ("the edge of a period is a day", "daterange", r"\b(?:start|beginning|middle|mid|end|early|late)\b|\beo[wmqy]\b"),
    ("a week of a month or year is seven days", "daterange",
     r"\b(?:\w+(?:st|nd|rd|th)|second|last)\s+(?:\d\s+)?weeks?\b"),
    ("the end of a day is 17:00", "datetime", r"\bend of\b|\beod\b"),
    ("last and previous mean the one just past", "date", rf"\b(?:last|previous|following)\s+{DAY}"),
    ("every other is every second", "set", r"\bevery other\b"),
)  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """What the data find at characters `start` to `end`: any of the `values` is right."""

    start: int
    end: int
    text: str
    kind: str
    values: frozenset[str]
    convention: str


@dataclass(frozen=True)
class Case:
    """A sentence said at a time, what we should find in it, and all the spans of time that the data see in it."""

    text: str
    now: datetime
    expected: tuple[Expected, ...]
    spans: tuple[tuple[int, int], ...]


def read_cases(folder: Path) -> list[Case]:
    """Every sentence of the files once, with the results that are in."""
    found: dict[tuple[str, str], Case] = {}
    for name in FILES:
        for row in json.loads((folder / "DateTime" / f"{name}.json").read_text("utf-8-sig")):
            said = str(row.get("Context", {}).get("ReferenceDateTime", "2016-11-07T00:00:00"))[:19]
            now = datetime.fromisoformat(said).replace(tzinfo=ZoneInfo("UTC"))
            expected = tuple(each for result in row["Results"] if (each := _expected(result, now)))
            spans = tuple((result["Start"], _end(result)) for result in row["Results"])
            found.setdefault((row["Input"], said), Case(row["Input"], now, expected, spans))
    return list(found.values())


def _end(result: dict[str, Any]) -> int:
    return int(result["Start"] + result["Length"] if "Length" in result else result["End"] + 1)


def _expected(result: dict[str, Any], now: datetime) -> Expected | None:
    kind = (result.get("TypeName") or result.get("Type") or "").removeprefix("datetimeV2.")
    if kind not in KINDS or HOLIDAYS.search(result["Text"]):
        return None
    values = frozenset(value for each in _resolutions(result) if (value := _printed(kind, each, result["Text"], now)))
    if not values:
        return None
    return Expected(result["Start"], _end(result), result["Text"], kind, values, _convention(result, kind, now))


def _convention(result: dict[str, Any], kind: str, now: datetime) -> str:
    """Where the data follow another rule than SKILLS.md or ours, its name."""
    text, timex = result["Text"], next((each.get("timex", "") for each in _resolutions(result)), "")
    if kind == "date" and text.lower() == now.strftime("%A").lower():
        return "a weekday said on that day is a week away"
    for name, of, pattern in CONVENTIONS:
        if of != kind or not re.search(pattern, text, re.IGNORECASE):
            continue
        if pattern is not ENDS or re.fullmatch(r"\(.*P[\d.]+[MYW]\)|\(.*-01,.*-01,P\d+D\)", timex):
            return name
    return ""


def _resolutions(result: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The values of a result, with the names that the model's files give them."""
    if "Resolution" in result:
        yield from (result["Resolution"] or {}).get("values", [])
        return
    value = result.get("Value") or {}
    names = {"startDate": "start", "endDate": "end", "date": "value", "dateTime": "value", "set": "value"}
    for side in ("FutureResolution", "PastResolution"):
        resolution = {names.get(name, name): each for name, each in (value.get(side) or {}).items()}
        yield {"timex": value.get("Timex", ""), **({"Mod": value["Mod"]} if value.get("Mod") else {}), **resolution}


def _printed(kind: str, value: dict[str, str], text: str, now: datetime) -> str | None:
    if value.get("Mod", "") in ("ref_undef", "approx"):
        return None
    if kind == "set":
        return _rule(value.get("timex", ""))
    if kind == "daterange":
        return _range(value, bool(re.search(ENDS, text, re.IGNORECASE)))
    said = value.get("value", "")
    if not re.match(r"\d{4}-\d\d-\d\d", said) or said.startswith("0001"):
        return None
    return said[:10] if kind == "date" else said[:16].replace(" ", "T")


def _range(value: dict[str, str], ends: bool) -> str | None:
    """First and last day. The data write the day after a unit's end, but the very day where one is named.

    After a day begins the day after it.
    """
    first, last = value.get("start"), value.get("end")
    if first and value.get("Mod") == "after" and re.fullmatch(r"[\dX]{4}-[\dX]{2}-\d\d", value.get("timex", "")):
        first = (date.fromisoformat(first) + timedelta(days=1)).isoformat()
    if not first and not last:
        return None
    named = ends and re.fullmatch(r"\(.*P\d+D\)", value.get("timex", ""))
    if last and not named:
        last = (date.fromisoformat(last[:10]) - timedelta(days=1)).isoformat()
    return f"{(first or '')[:10]}..{(last or '')[:10]}"


def _rule(timex: str) -> str | None:
    """The RRULE of a timex, with the hour if it has one: "XXXX-WXX-1T16" -> "FREQ=WEEKLY;BYDAY=MO 16:00"."""
    day, _, hour = timex.partition("T")
    clock = f" {hour if ':' in hour else hour + ':00'}" if hour[:1].isdecimal() else ""
    special = {"": "FREQ=DAILY", "P0.5Y": "FREQ=MONTHLY;INTERVAL=6", "P1WD": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"}
    if day in special:
        return special[day] + clock
    if counted := re.fullmatch(r"P(\d+)(WE|[DWMY])", day):
        interval = f";INTERVAL={counted[1]}" if counted[1] != "1" else ""
        return f"FREQ={UNITS[counted[2][0]]}{interval}{';BYDAY=SA,SU' if counted[2] == 'WE' else ''}{clock}"
    if weekly := re.fullmatch(r"XXXX-WXX-(\d|WE)", day):
        return f"FREQ=WEEKLY;BYDAY={CODES[weekly[1]]}{clock}"
    if dated := re.fullmatch(r"XXXX-(\d\d|XX)-(\d\d)", day):
        month = f"YEARLY;BYMONTH={int(dated[1])}" if dated[1] != "XX" else "MONTHLY"
        return f"FREQ={month};BYMONTHDAY={int(dated[2])}{clock}"
    return None
