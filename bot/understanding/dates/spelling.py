"""Names of days and months, and how people misspell and shorten them."""

from functools import lru_cache

from rapidfuzz.distance import OSA


def vocabulary(text: str) -> frozenset[str]:
    """A vocabulary, written as one text."""
    return frozenset(text.split())


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SHORT_WEEKDAYS = {"mon": "monday", "wed": "wednesday", "sat": "saturday", "sun": "sunday"}
SPELLINGS = {
    "tue": "tuesday", "tues": "tuesday", "weds": "wednesday", "wensday": "wednesday", "wendsday": "wednesday",
    "thu": "thursday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june", "jul": "july",
    "aug": "august", "sep": "september", "sept": "september", "oct": "october", "nov": "november",
    "dec": "december", "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "tmrrw": "tomorrow",
    "tomoz": "tomorrow", "2morrow": "tomorrow", "2moro": "tomorrow", "tonite": "tonight", "2day": "today",
    "oclock": "o'clock", "o’clock": "o'clock", "’s": "'s", "wk": "week", "wks": "weeks",
    "xmas": "christmas", "a.m": "am", "a.m.": "am", "p.m": "pm", "p.m.": "pm",
}  # fmt: skip
MENDABLE = (*WEEKDAYS, *(month for month in MONTHS if len(month) >= 5), "today", "tomorrow", "yesterday", "tonight")
NOT_DATES = frozenset(
    {"sundry", "sundae", "augusta", "auguste", "augusto", "augusts", "thursby", *(f"{day}s" for day in WEEKDAYS)}
)


@lru_cache(maxsize=4096)
def mend(word: str) -> str:
    """The lower-cased word, or the day or month it abbreviates or misspells."""
    if word in SPELLINGS:
        return SPELLINGS[word]
    if len(word) < 5 or word in NOT_DATES or word in MENDABLE:
        return word
    near = [name for name in MENDABLE if name[0] == word[0] and _misspells(word, name)]
    return near[0] if len(near) == 1 else word


def _misspells(word: str, name: str) -> bool:
    distance = OSA.distance(word, name, score_cutoff=2)
    if len(name) == 5:  # "match" and "charm" are no "march"
        return distance == 1 and sorted(word) == sorted(name)
    return distance == 1 or (distance == 2 and len(name) >= 8 and len(word) >= len(name) - 1)
