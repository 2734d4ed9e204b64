"""The service desk: how soon, when and on which days, as the sentences about it tell them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.understanding.dates.holidays import NAMES
from bot.understanding.dates.moments import find_moments
from bot.understanding.marks import Mark
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.texts import tidy
from skills.durations import NUMBER, UNIT
from skills.weeks import week_said
from storage.folding import fold
from storage.people import Person

SPAN = re.compile(
    rf"(?:(?<=\bin )|(?<=within )|(?<=under )|(?<=after )|(?<=below )|(?<=than )){NUMBER}(?:\s|-)?(?:{UNIT})?"
    rf"|\b(?:half an?\s|{NUMBER})(?:\s|-)?{UNIT}",
    re.IGNORECASE,
)
MORE = re.compile(rf"(?<=[hrs])\s?(?:and )?(?:a half\b|{NUMBER}\s?m(?:in(?:ute)?s?)?\b)", re.IGNORECASE)
ASKS = re.compile(
    r"\W*(?:(?:and|so|pls|please|tell me|remind me),? )*(?:is|are|do|does|did|was|when|what|what's|whats|which|who|how"
    r"|at what|on which|until when|by when|since when)\b",
    re.IGNORECASE,
)
"""How a sentence begins that asks; what it names is not to be set."""
REPLY = re.compile(
    r"\b(?:re-?pl\w*|respon[sd]\w*|answ?er\w*|react\w*|acknowledg\w*|get back|hears? (?:from|back)"
    r"|first (?:contact|touch))",
    re.IGNORECASE,
)
SOLVED = re.compile(
    r"\b(?:solv\w*|re-?sol\w*|fix\w*|clos(?:e|ed|ing|ure)|done|sett?led?|finish\w*|dealt|solution|sorted|complet\w*)",
    re.IGNORECASE,
)
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(NAMES, key=len, reverse=True))})\b", re.IGNORECASE)
NUMBERS = r"\d{1,2}(?:st|nd|rd|th|\.)?"
JOIN = r"\s*(?:,|and|&|\+|/|und)\s*(?:the )?"
BEFORE = re.compile(rf"((?:\b{NUMBERS}(?:{JOIN})+)+)(?:on )?$", re.IGNORECASE)
OTHERWISE = r"(?![\d:]|\.\d|\s?(?:[ap]m|h|hours?|days?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
BEHIND = re.compile(rf"^((?:{JOIN}{NUMBERS}{OTHERWISE})+)", re.IGNORECASE)
DIGITS = re.compile(r"\d{1,2}")


def fill_service_times(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The priority, and how soon such cases are answered and solved: by the word beside each time."""
    spans = [] if ASKS.match(clause.text) else list(_spans(clause.text))
    found = {"priority": slots.get("priority"), "team": team_in(clause)}
    behind = bool(spans) and not _part(clause.text[: spans[0][0]])
    edges = [0, *(end for _, end in spans), len(clause.text)]
    for place, (start, end) in enumerate(spans):
        until = spans[place + 1][0] if place + 1 < len(spans) else len(clause.text)
        near = clause.text[end:until] if behind else clause.text[edges[place] : start]
        part = _part(near, first=behind) or ("resolution" if "first_reply" in found else "")
        part = part or ("first_reply" if len(spans) > 1 else "resolution")
        found.setdefault(part, clause.text[start:end].strip())
    return {name: value for name, value in found.items() if value}, ""


def _spans(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in SPAN.finditer(text):
        if found.start() >= at:
            more = MORE.match(text, found.end())
            at = more.end() if more else found.end()
            yield found.start(), at


def _part(words: str, first: bool = False) -> str:
    """What the words speak of: the reply or the solution, the last of them named, or the first."""
    reply, solved = list(REPLY.finditer(words)), list(SOLVED.finditer(words))
    named = sorted(
        [(each.start(), "first_reply") for each in reply] + [(each.start(), "resolution") for each in solved]
    )
    return named[0 if first else -1][1] if named else ""


def fill_working_hours(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The words that tell days and hours, whole, and whose they are."""
    told = not ASKS.match(clause.text) and week_said(clause.text).days
    hours = clause.said.typed.strip() if told else None
    found = {"hours": hours, "team": team_in(clause)}
    return {name: value for name, value in found.items() if value}, ""


def fill_holiday(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The days told, be they one, several or a span, their name and whose they are."""
    if ASKS.match(clause.text):
        return {}, ""
    days = sorted(set(_days(clause)))
    period = next((mark.value for mark in clause.marks if mark.kind == "period" and _is_long(mark)), None)
    found = {"period": period} if period else {"day": days[0] if days else None, "more": ", ".join(days[1:])}
    found |= {"team": team_in(clause), "name": _name(clause)}
    return {name: value for name, value in found.items() if value}, ""


def _days(clause: Clause) -> Iterator[str]:
    """Each day as ISO 8601, those of "25 and 26 December" too."""
    for mark in clause.marks:
        if mark.kind != "moment":
            continue
        told = date.fromisoformat(str(mark.value)[:10])
        yield told.isoformat()
        if DIGITS.search(mark.text):
            yield from _beside(clause.text, mark, told)
    for named in NAMED.finditer(clause.text):
        read = find_moments(f"on {named[0]}", clause.context.now)
        yield from (moment.day.isoformat() for moment in read[:1])


def _beside(text: str, mark: Mark, told: date) -> Iterator[str]:
    """The days of the same month that are named beside a day by their numbers alone."""
    ahead, behind = BEFORE.search(text[: mark.start]), BEHIND.search(text[mark.end :])
    numbers = " ".join(each[1] for each in (ahead, behind) if each)
    for number in map(int, DIGITS.findall(numbers)):
        try:
            yield told.replace(day=number).isoformat()
        except ValueError:
            continue


def _is_long(mark: Mark) -> bool:
    return bool(mark.value["from"] and mark.value["to"] and mark.value["from"] != mark.value["to"])


def _name(clause: Clause) -> str | None:
    """What the day is called: marked, or a feast that has a name."""
    marked = clause.tagged("name")
    if marked:
        return tidy(clause.words(marked[0]))
    named = NAMED.search(clause.said.typed)
    return named[0] if named else None


def team_in(clause: Clause) -> str | None:
    """The team of the house that is named, as the records write it."""
    teams = {each.team for each in clause.context.crm.people.where(Person.team.is_not(None)) if each.team}
    words = f" {re.sub(r'[^a-z0-9]+', ' ', fold(clause.text))} "
    named = [team for team in sorted(teams, key=len, reverse=True) if f" {fold(team)} " in words]
    unknown = [clause.words(span) for span in clause.tagged("team") if re.search(r"\bteam\b", clause.text, re.I)]
    return next(iter([*named, *unknown]), None)
