"""Time zones said behind a time of day: "3pm CET", "5 o'clock Berlin time", "10:00 UTC"."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.understanding.dates.tokens import Line

ABBREVIATIONS = {
    "utc": "UTC", "gmt": "Etc/GMT", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "wet": "Europe/Lisbon",
    "eet": "Europe/Helsinki", "eest": "Europe/Helsinki", "bst": "Europe/London", "et": "America/New_York",
    "est": "America/New_York", "edt": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago",
    "cdt": "America/Chicago", "mst": "America/Denver", "mdt": "America/Denver", "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "jst": "Asia/Tokyo", "sgt": "Asia/Singapore",
    "hkt": "Asia/Hong_Kong", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
}  # fmt: skip
SMALL = frozenset({"utc", "gmt", "cet", "cest"})
REGIONS = {
    "eastern": "America/New_York", "central european": "Europe/Berlin", "central": "America/Chicago",
    "mountain": "America/Denver", "pacific": "America/Los_Angeles", "uk": "Europe/London", "german": "Europe/Berlin",
    "indian": "Asia/Kolkata", "india": "Asia/Kolkata", "japan": "Asia/Tokyo", "beijing": "Asia/Shanghai",
    "china": "Asia/Shanghai", "boston": "America/New_York", "washington": "America/New_York",
    "san francisco": "America/Los_Angeles", "seattle": "America/Los_Angeles", "munich": "Europe/Berlin",
    "hamburg": "Europe/Berlin", "mumbai": "Asia/Kolkata",
}  # fmt: skip
AREAS = ("Europe", "America", "Asia", "Australia", "Africa", "Pacific")


def zone_at(line: Line, index: int) -> tuple[ZoneInfo, int] | None:
    """The time zone named at `index` and the index after it; a capital tells "PT" and "IST" from other words."""
    word = line.word(index)
    name = ABBREVIATIONS.get(word)
    if name and (word in SMALL or line.token(index).text.isupper()):
        return ZoneInfo(name), index + 1 + (line.word(index + 1) == "time")
    for length in (2, 1):
        if line.word(index + length) == "time":
            words = " ".join(line.word(index + offset) for offset in range(length))
            zone = _region(words) if line.capital(index) or words in REGIONS else None
            return (zone, index + length + 1) if zone else None
    return None


@lru_cache(maxsize=256)
def _region(words: str) -> ZoneInfo | None:
    """The zone of a region or of a city that the time zone database knows."""
    if words in REGIONS:
        return ZoneInfo(REGIONS[words])
    if not words.replace(" ", "").isascii() or not words.replace(" ", "").isalpha():
        return None
    for area in AREAS:
        try:
            return ZoneInfo(f"{area}/{words.title().replace(' ', '_')}")
        except (KeyError, ValueError, OSError):
            continue
    return None
