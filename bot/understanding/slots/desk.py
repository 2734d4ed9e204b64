"""The service desk: how soon, when and on which days, as the sentences about it tell them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.understanding.dates.holidays import NAMES
from bot.understanding.dates.moments import find_moments
from bot.understanding.marks import Mark
from bot.understanding.slots.filling import Clause
from bot.understanding.slots.texts import tidy
from skills.durations import NUMBER, UNIT
from skills.inquiry import told
from skills.weeks import week_words
from storage.folding import fold
from storage.people import Person

SPAN = re.compile(
    rf"(?:(?<=\bin )|(?<=within )|(?<=under )|(?<=after )|(?<=below )|(?<=than )){NUMBER}(?:\s|-)?(?:{UNIT})?"
    rf"|\b(?:half an?\s|{NUMBER})(?:\s|-)?{UNIT}",
    re.IGNORECASE,
)
MORE = re.compile(rf"(?<=[hrs])\s?(?:and )?(?:a half\b|{NUMBER}\s?m(?:in(?:ute)?s?)?\b)", re.IGNORECASE)
REPLACED = re.compile(r"\b(?:instead of|rather than|not|no longer|used to be|was|were|from|the old)\s*$", re.IGNORECASE)
TOO_LONG = re.compile(r"\s*(?:is|are|was|were|seems?) (?:\w+ )?(?:too|not)\b", re.IGNORECASE)
"""What stands before and behind a time that holds no more."""
REPLY = re.compile(
    r"\b(?:re-?pl\w*|respon[sd]\w*|answ?er\w*|react\w*|acknowledg\w*|gets? back|hears? (?:from|back)"
    r"|first (?:contact|touch)|writes? back|calls? back|pick(?:s|ed)? up|touch(?:ed)?\b|look(?:s|ed)? at)",
    re.IGNORECASE,
)
SOLVED = re.compile(
    r"\b(?:solv\w*|re-?sol\w*|fix\w*|clos(?:e|ed|ing|ure)|done|sett?led?|finish\w*|dealt|solution|sorted|complet\w*)",
    re.IGNORECASE,
)
NAMED = re.compile(rf"\b(?:{'|'.join(sorted(NAMES, key=len, reverse=True))})\b", re.IGNORECASE)
FEAST = re.compile(
    r"\b(?:epiphany|three kings(?: day)?|whit (?:mon|sun)day|pentecost(?: monday)?|ascension(?: day)?|corpus christi"
    r"|assumption(?: day)?|all (?:saints|souls)(?:['’]? day)?|immaculate conception|reformation day|st\.? \w+['’]s day"
    r"|diwali|eid(?: al[- ]\w+)?|hanukkah|yom kippur|rosh hashanah|passover|chinese new year|lunar new year|golden week"
    r"|midsummer(?: eve| day)?|carnival|(?:labou?r|independence|republic|constitution|national|unity|memorial|veterans"
    r"|liberation|victory|king['’]?s|queen['’]?s|mother['’]?s|women['’]?s|bastille|australia|canada|europe|founders['’]?"
    r"|bridge|(?<=\bour )moving)[ -]day)\b",
    re.IGNORECASE,
)
"""Feasts that are no fixed day to every calendar, which only give a day its name."""
REASON = re.compile(
    r"(?:\bbecause of|\bdue to|\bowing to|(?:closed|shut|shutting|off|closing|close)\b[^,.]{0,30} for)"
    r" (?:the |our |a |an |its |their )?(?P<name>(?!(?:all|every\w*|us|support|sales|marketing|them|that"
    r"|this|it|two|three|whole|team|good|now|day|week|due)\b)[a-z][\w'’ -]{2,30}?)"
    r"(?=$|[,.;:!]| (?:on|from|until|till|and|so|in|at|this|next)\b)",
    re.IGNORECASE,
)
"""Why one is closed, which is what the day is called."""
PLACE = re.compile(r"\b(?:in|at|near)\s+(?:the )?$", re.IGNORECASE)
WIDE = re.compile(r"^(?!.*(?:day|\d)).*\b(?:year|month|quarter)\b", re.IGNORECASE)
"""What is said of more than a day, though it begins with one: "next year"."""
LONGEST = timedelta(days=100)
NUMBERS = r"\d{1,2}(?:st|nd|rd|th|\.)?"
JOIN = r"\s*(?:,|and|&|\+|/|und)\s*(?:the )?"
BEFORE = re.compile(rf"((?:\b{NUMBERS}(?:{JOIN})+)+)(?:on )?$", re.IGNORECASE)
OTHERWISE = r"(?![\d:]|\.\d|\s?(?:[ap]m|h|hours?|days?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
BEHIND = re.compile(rf"^((?:{JOIN}{NUMBERS}{OTHERWISE})+)", re.IGNORECASE)
DIGITS = re.compile(r"\d{1,2}")


def fill_service_times(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The priority, and how soon such cases are answered and solved: by the word beside each time."""
    spans = list(_spans(told(clause.text)))
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
            if not REPLACED.search(text[: found.start()]) and not TOO_LONG.match(text, at):
                yield found.start(), at


def _part(words: str, first: bool = False) -> str:
    """What the words speak of: the reply or the solution, the last of them named, or the first."""
    reply, solved = list(REPLY.finditer(words)), list(SOLVED.finditer(words))
    named = sorted(
        [(each.start(), "first_reply") for each in reply] + [(each.start(), "resolution") for each in solved]
    )
    return named[0 if first else -1][1] if named else ""


def fill_working_hours(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The words that tell days and hours, and whose they are."""
    found = {"hours": week_words(told(clause.said.typed)), "team": team_in(clause)}
    return {name: value for name, value in found.items() if value}, ""


def fill_holiday(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The days told, be they one, several or a span, their name and whose they are."""
    kept = told(clause.text)
    if not kept.strip():
        return {}, ""
    clause = replace(
        clause, text=kept, marks=tuple(mark for mark in clause.marks if kept[mark.start : mark.end].strip())
    )
    days = sorted(set(_days(clause)))
    period = next((mark.value for mark in clause.marks if mark.kind == "period" and _is_span(mark)), None)
    found = {"period": period} if period else {"day": days[0] if days else None, "more": ", ".join(days[1:])}
    found |= {"team": team_in(clause), "name": _name(clause)}
    return {name: value for name, value in found.items() if value}, ""


def _days(clause: Clause) -> Iterator[str]:
    """Each day as ISO 8601, those of "25 and 26 December" too."""
    for mark in clause.marks:
        if mark.kind != "moment" or WIDE.search(mark.text):
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


def _is_span(mark: Mark) -> bool:
    """Whether the period can be a closure: it has two ends, and a whole year is none."""
    first, last = mark.value["from"], mark.value["to"]
    if not first or not last:
        return False
    return timedelta() < date.fromisoformat(last[:10]) - date.fromisoformat(first[:10]) <= LONGEST


def _name(clause: Clause) -> str | None:
    """What the day is called: marked, or told as the reason, or a feast that has a name."""
    marked = [span for span in clause.tagged("name") if not PLACE.search(clause.text[: span.start])]
    if marked:
        return tidy(clause.words(marked[0]))
    typed = told(clause.said.typed)
    for form in (FEAST, REASON, NAMED):
        if found := form.search(typed):
            return tidy(found["name"] if "name" in form.groupindex else found[0])
    return None


def team_in(clause: Clause) -> str | None:
    """The team of the house that is named, as the records write it; not one that only wants it so."""
    teams = {each.team for each in clause.context.crm.people.where(Person.team.is_not(None)) if each.team}
    words = f" {re.sub(r'[^a-z0-9]+', ' ', fold(clause.text))} "
    named = [team for team in sorted(teams, key=len, reverse=True) if _holds_for(fold(team), words)]
    unknown = [clause.words(span) for span in clause.tagged("team") if re.search(r"\bteam\b", clause.text, re.I)]
    return next(iter([*named, *unknown]), None)


def _holds_for(team: str, words: str) -> bool:
    return bool(
        re.search(
            rf" {re.escape(team)} (?!(?:just |really )?(?:want|ask|say|said|need|told|think|keep|complain))", words
        )
    )


def fill_answer(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """What is asked, and the customer it is for: the one named, or where the contact works who is."""
    homes = [
        candidate.within
        for mark in clause.marks
        for candidate in mark.candidates[:1]
        if len(mark.candidates) == 1 and candidate.kind == "contact" and candidate.within
    ]
    customer = clause.context.crm.customers.get(homes[0]) if homes and not slots.get("customer") else None
    home = {"kind": "customer", "id": customer.id, "name": customer.name} if customer else None
    return (slots | {"customer": home} if home else slots), ""
