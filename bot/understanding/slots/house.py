"""The house: who is away and who stands in, which team, and whose portfolio goes to whom."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.understanding.marks import Mark
from bot.understanding.slots.choices import read_choice
from bot.understanding.slots.filling import SPEAKER, Clause
from storage.folding import fold
from storage.people import ROLES

Slots = dict[str, Any]

STANDS_IN = re.compile(
    r"^[\w\s]{0,12}\b(?:stand(?:s|ing)?[ -]in|cover(?:s|ing)?|fill(?:s|ing)? in|deputi[sz]es?|substitutes?|takes? over"
    r"|will (?:take|handle|look)|(?:has|gets|takes|handles) (?:all )?my|is my (?:stand-?in|deputy|backup))\b",
    re.IGNORECASE,
)
"""What follows whoever stands in."""
STAND_IN_IS = re.compile(
    r"\b(?:cover(?:ed)?(?: is| by|:)?|covering(?: is)?|stand-?in(?: is|:| to)?|deputy(?: is|:| to)?|backup(?: is|:)?"
    r"|ask|contact|instead(?: is|:)?|(?:re)?minders? to|in by|can|could|let|make)\s*$",
    re.IGNORECASE,
)
"""What goes before whoever stands in."""
UNTIL = re.compile(
    r"\b(?:un)?(?:till?|'til)\s+(?:at least |about |around )?$|\b(?:through|thru|back|back on|back by|back in|back from"
    r"|return(?:s|ing)?(?: on)?|goes until|here on)\s*$",
    re.IGNORECASE,
)
SINCE = re.compile(r"\b(?:from|starting|beginning|as of|since|leaving|leave)\s*(?:on )?$", re.IGNORECASE)
WITHIN = re.compile(r"^\s*(?:until|till?|through|thru|to)\b", re.IGNORECASE)
ZONE = re.compile(r"\b(?:live in|in|on|use|to|is|zone:?)\s+([A-Za-z/_ ]{2,30}?)\s+time\b", re.IGNORECASE)
TO = re.compile(r"(?:\bto|->|→|=>|\bgets?|\bby)\s*$", re.IGNORECASE)
TAKES = re.compile(
    r"^\s*(?:now |will |can |to )?(?:takes?|taking|gets?|inherits?|succeeds?|replaces?|steps? in|looks?)\b",
    re.IGNORECASE,
)
STRANGER = re.compile(r"\b(?i:to)\s+([A-ZÀ-Þ][\w'-]+(?:\s+[A-ZÀ-Þ][\w'-]+)?)\W*$")
"""A name that is nobody's of the house, to whom things go."""
TO_ME = re.compile(r"\b(?:to me|give me|i take|let me|i am taking|i'm taking)\b", re.IGNORECASE)
FREE = re.compile(r"\b(?:don'?t|doesn'?t|do not|does not|never|no longer|not|off)\b(?!.*\bonly\b)", re.IGNORECASE)
"""With these words days are told that are no working days."""
ASKED = re.compile(
    r"(?:is|are) (?!in\b)\w+|(?:when|how long) (?:is|are|does|will)\b|who(?:'s| is) (?:away|off|out)\b", re.I
)
CALLED_OFF = re.compile(
    r"\b(?:not|isn'?t|no longer)\b.{0,40}\b(?:away|off|out|holiday|leave|vacation)\b.{0,20}\b(?:after all|any ?more)\b",
    re.IGNORECASE,
)
LASTS = re.compile(
    r"\bfor (?:the next |about |at least |another )?(a|an|one|two|three|four|five|six|seven|eight|ten|twelve|\d{1,3}) "
    r"(day|week|fortnight|month)s?\b",
    re.IGNORECASE,
)
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
    "twelve": 12,
}  # fmt: skip
DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}


def fill_absence(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `set_absence`: who stands in told from who is away, the last day from the first."""
    stand_in = _stand_in(clause)
    person = slots.get("person") if stand_in else slots.get("person") or None
    named = [mark for mark in _people(clause) if mark is not stand_in]
    filled = {name: value for name, value in slots.items() if name not in ("person", "stand_in", "period", "until")}
    if stand_in:
        filled["stand_in"] = stand_in.as_record("person")
    elif isinstance(slots.get("stand_in"), dict) and len(_people(clause)) != 1:
        filled["stand_in"] = slots["stand_in"]
    if named and named[0].as_record("person") != filled.get("stand_in"):
        filled["person"] = named[0].as_record("person")
    elif isinstance(person, dict) and person != filled.get("stand_in"):
        filled["person"] = person
    return filled | _span(clause), ""


def _stand_in(clause: Clause) -> Mark | None:
    """The colleague who is said to stand in."""
    for mark in _people(clause):
        before, after = clause.text[: mark.start], clause.text[mark.end :]
        if STANDS_IN.match(after) or STAND_IN_IS.search(before):
            return mark
    return None


def _people(clause: Clause) -> list[Mark]:
    return [mark for mark in clause.marks if mark.is_one("person")]


def _span(clause: Clause) -> Slots:
    """The days: a period, or a first day and an `until`."""
    period = next((mark for mark in clause.marks if mark.kind == "period"), None)
    moments = [mark for mark in clause.marks if mark.kind == "moment"]
    last = next((mark for mark in moments if _ends(mark, clause)), None)
    if period and last and _meet(period, last):
        spans = period.value["from"] not in (None, period.value["to"])
        period, last = (period, None) if spans else (None, last)
    free = [mark for mark in moments if mark is not last]
    found: Slots = {"until": last.value[:10]} if last else {}
    if lasting := _lasting(clause, free):
        return found | {"period": lasting}
    if period:
        return found | {"period": period.value}
    return found | _first(free, clause, is_open=last is not None)


def _first(free: Sequence[Mark], clause: Clause, *, is_open: bool) -> Slots:
    """The period that days without an end of their own make."""
    if not free:
        return {}
    first, to = free[0].value[:10], free[-1].value[:10]
    is_open = len(free) == 1 and (is_open or bool(SINCE.search(clause.text[: free[0].start])))
    return {"period": {"from": first, "to": None if is_open else to}}


def _lasting(clause: Clause, free: Sequence[Mark]) -> Slots | None:
    """The period of “for two weeks”, from the day named or from today."""
    said = LASTS.search(clause.text)
    covered = any(m.kind == "period" and said and m.start <= said.end() and said.start() <= m.end for m in clause.marks)
    if said is None or covered:
        return None
    number = NUMBERS.get(said[1].casefold()) or int(said[1])
    first = date.fromisoformat(free[0].value[:10]) if free else clause.context.now.date()
    last = first + timedelta(days=number * DAYS[said[2].casefold()] - 1)
    return {"from": first.isoformat(), "to": last.isoformat()}


def _meet(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _ends(mark: Mark, clause: Clause) -> bool:
    return bool(UNTIL.search(clause.text[: mark.start]) or WITHIN.match(mark.text))


def fill_return(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `end_absence`: the colleague named, unless only the stand-in's name is."""
    people = _people(clause)
    ours = re.search(r"\b(?:i|i'm|im|my)\b", clause.text, re.IGNORECASE)
    return ({"person": people[0].as_record("person")} if people and not ours else {}), ""


def fill_team(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `set_team`, with what the tagger left out."""
    found = dict(slots)
    if not isinstance(found.get("person"), dict) and (people := _people(clause)):
        found["person"] = people[0].as_record("person")
    if not found.get("time_zone") and (said := ZONE.search(clause.text)):
        found["time_zone"] = said[1].strip()
    if not any(found.get(name) for name in ("team", "time_zone", "working_days")) and (team := known_team(clause)):
        found["team"] = team
    if found.get("working_days") and FREE.search(clause.text):
        found["working_days"] = f"not {found['working_days']}"
    role = next((read_choice("role", clause.words(span)) for span in clause.tagged("role")), None)
    found["role"] = role if role in ROLES else None
    return {name: value for name, value in found.items() if value}, ""


def fill_show_team(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `show_team`: the team or the colleague that is asked about."""
    people, span = _people(clause), _asked_span(clause)
    if people and not slots.get("team"):
        return {"person": people[0].as_record("person")} | span, ""
    told = slots.get("team") or known_team(clause)
    if told and SPEAKER.fullmatch(str(told)):
        told = None
    person = {"person": slots["person"]} if slots.get("person") else {}
    return ({"team": told} if told else {}) | person | span, ""


def _asked_span(clause: Clause) -> Slots:
    """The time that is asked about, a day as much as a period."""
    found = _span(clause)
    return {"period": found["period"]} if "period" in found else {}


def meant_instead(name: str, text: str, marks: Sequence[Mark]) -> str:
    """The skill meant where one is away or back: asking for it shows it, a customer's person is but noted down."""
    if name not in ("set_absence", "end_absence", "show_team"):
        return name
    if CALLED_OFF.search(text):
        return "end_absence"
    if ASKED.match(text):
        return "show_team"
    kinds = {candidate.kind for mark in marks[:1] for candidate in mark.candidates}
    outsider = bool(kinds & {"contact", "lead"}) and not any(mark.is_one("person") for mark in marks)
    return "log_interaction" if outsider and name != "show_team" else name


def known_team(clause: Clause) -> str | None:
    """A team of the house that is named in the clause."""
    teams = {person.team for person in clause.context.crm.people.all() if person.team}
    words = f" {fold(clause.text)} "
    return next((team for team in sorted(teams, key=len, reverse=True) if f" {fold(team)} " in words), None)


def fill_handover(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `hand_over`: whose things they are, and to whom they go."""
    people = _people(clause)
    speaker = {"kind": "person", "id": clause.context.speaker.id, "name": clause.context.speaker.name}
    taker = next((mark for mark in people if _takes(mark, clause)), None)
    found: Slots = {"until": slots["until"]} if slots.get("until") else _span(clause) and _until(clause)
    givers = [mark for mark in people if mark is not taker]
    if taker is None and len(people) == 2:
        taker, givers = people[1], people[:1]
    if taker is None and len(people) == 1 and TO_ME.search(clause.text):
        return found | {"to": speaker, "person": people[0].as_record("person")}, ""
    stranger = STRANGER.search(clause.text)
    if taker is None and len(people) == 1 and stranger:
        return found | {"to": stranger[1], "person": people[0].as_record("person")}, ""
    if taker is None and len(people) == 1:
        taker, givers = people[0], []
    if taker:
        found["to"] = taker.as_record("person")
    if givers:
        found["person"] = givers[0].as_record("person")
    return found, ""


def _takes(mark: Mark, clause: Clause) -> bool:
    return bool(TO.search(clause.text[: mark.start]) or TAKES.match(clause.text[mark.end :]))


def _until(clause: Clause) -> Slots:
    moments: Sequence[Mark] = [mark for mark in clause.marks if mark.kind == "moment" and _ends(mark, clause)]
    return {"until": moments[0].value[:10]} if moments else {}
