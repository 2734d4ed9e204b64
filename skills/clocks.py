"""Clocks: times of day as people say them, `half past seven` or `7pm`, kept as `07:30` and `19:00`."""

import re

NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
NOON, DAY = 12 * 60, 24 * 60
NAMED = {"noon": NOON, "midday": NOON, "midnight": 0}
PARTS = {"half past": 30, "half": 30, "quarter past": 15, "quarter to": -15, "quarter": 15}
PART = r"(?:(?:a )?(?P<part>half past|quarter past|quarter to|half)\s+)?"
HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(NUMBERS[1:13])})"
MINUTE = r"(?:\s?[:.h]\s?(?P<minute>[0-5]\d)|\s(?P<spoken>thirty|fifteen|forty[- ]five))?"
HALF = r"(?:\s?(?P<half>[ap]\.?m\.?)(?!\w)|\s?(?:o'?clock|uhr|h(?:rs|ours)?)\b)?"
LATER = r"(?P<later>\s(?:in the |at )(?:morning|evening|afternoon|night))?"
CLOCK = re.compile(
    rf"(?<![\w:.])(?:(?P<name>noon|midday|midnight)\b|{PART}\b{HOUR}{MINUTE}{HALF}{LATER})(?![\w:])", re.I
)
SPOKEN = {"fifteen": 15, "thirty": 30, "forty-five": 45, "forty five": 45}


def clocks_in(words: str) -> list[tuple[str, bool]]:
    """The times of day in a text, as `19:00`, each with whether it tells which half of the day is meant."""
    found = (_read(match) for match in CLOCK.finditer(words))
    return [each for each in found if each]


def clock_said(words: str) -> str | None:
    """The one time of day that the words tell, as `07:30`; None where they tell none or several."""
    found = clocks_in(words)
    return found[0][0] if len(found) == 1 else None


def later_half(clock: str) -> str:
    """The time twelve hours later on the same day; as it is where that would be another day."""
    hour = int(clock[:2])
    return f"{hour + 12:02d}{clock[2:]}" if 0 < hour < 12 else clock


def _read(match: re.Match[str]) -> tuple[str, bool] | None:
    if match["name"]:
        return _told(NAMED[match["name"].casefold()]), True
    hour = int(match["hour"]) if match["hour"].isdecimal() else NUMBERS.index(match["hour"].casefold())
    minute = int(match["minute"] or SPOKEN.get((match["spoken"] or "").casefold(), 0))
    half = (match["half"] or "")[:1].casefold() or _half(match["later"] or "")
    if hour > 24 or (half and hour > 12 and not match["later"]):
        return None
    hour = hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour
    at = hour * 60 + minute + PARTS.get((match["part"] or "").casefold(), 0)
    return _told(at), bool(half) or hour > 12 or match["hour"].startswith("0")


def _half(words: str) -> str:
    return "a" if "morning" in words else "p" if words else ""


def _told(minutes: int) -> str:
    minutes %= DAY
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
