"""Promises: what somebody is to get by a day, read off the words of an interaction."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FRIDAY = 4

SENTENCE = re.compile(r"[^.!?\n]+")
OURS = re.compile(r"\b(?:will|i['’]ll|we['’]ll|promised|wants?|needs?|expects?|asked for|going to|owe|have to)\b", re.I)
THEIRS = re.compile(
    r"\b(?:[Ss]he|[Hh]e|[Tt]hey|(?!We\b|I\b)[A-Z]\w+)(?:['’]ll| will)\b|\bus\b|\bsent\b|\bas promised\b"
)
UNDERTAKING = re.compile(r"^.*?\b(?:I|[Ww]e)(?:['’]ll| will| promised to| have to| am going to| are going to)\s+")
DEADLINE = re.compile(
    rf"""\b(?:(?:by|until|till|before|on)\s+(?:the\s+)?(?:(?P<weekday>{"|".join(WEEKDAYS)})
      |(?P<iso>\d{{4}}-\d\d-\d\d)
      |(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{"|".join(MONTHS)})\w*
      |(?P<month_first>{"|".join(MONTHS)})\w*\s+(?P<day_last>\d{{1,2}})(?:st|nd|rd|th)?\b
      |(?P<near>end\s+of\s+(?:the\s+)?(?:week|month)))
      |(?P<bare>tomorrow|next\s+week))""",
    re.I | re.X,
)


@dataclass(frozen=True)
class Promise:
    """Something promised or asked for, in the words that said so, and the day it is due."""

    text: str
    due: date

    @property
    def about(self) -> str:
        """What is to be done, without the day and without who said that they would."""
        bare = " ".join(DEADLINE.sub("", self.text).split()).strip(" ,;:-")
        return UNDERTAKING.sub("", bare) or self.text


def promise_in(text: str, said_on: date) -> Promise | None:
    """The first promise of ours in a text, such as “will send the quote by Friday”; None without a day."""
    for sentence in SENTENCE.findall(text):
        deadline = DEADLINE.search(sentence)
        if deadline and OURS.search(sentence) and not THEIRS.search(sentence):
            due = _day(deadline, said_on)
            if due:
                return Promise(sentence.strip(), due)
    return None


def _day(deadline: re.Match[str], said_on: date) -> date | None:
    told = {name: value.casefold() for name, value in deadline.groupdict().items() if value}
    if weekday := told.get("weekday"):
        return _coming(said_on, WEEKDAYS.index(weekday))
    if iso := told.get("iso"):
        return date.fromisoformat(iso)
    if near := told.get("near") or told.get("bare"):
        return _near(near, said_on)
    month = told.get("month") or told["month_first"]
    return _dated(said_on, MONTHS.index(month) + 1, int(told.get("day") or told["day_last"]))


def _coming(said_on: date, weekday: int) -> date:
    return said_on + timedelta(days=(weekday - said_on.weekday() - 1) % 7 + 1)


def _near(words: str, said_on: date) -> date:
    if words == "tomorrow":
        return said_on + timedelta(days=1)
    if words.endswith("month"):
        return said_on.replace(day=monthrange(said_on.year, said_on.month)[1])
    friday = said_on + timedelta(days=(FRIDAY - said_on.weekday()) % 7)
    return friday + timedelta(days=7) if words.startswith("next") else friday


def _dated(said_on: date, month: int, day: int) -> date | None:
    year = said_on.year if (month, day) >= (said_on.month, said_on.day) else said_on.year + 1
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
