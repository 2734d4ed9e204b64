"""The house: who is away and who stands in, who works where and how, and who is asked about."""

import re
from collections.abc import Sequence

from bot.understanding.marks import Mark
from bot.understanding.slots.choices import find_choices
from bot.understanding.slots.deputies import people_in, stand_in
from bot.understanding.slots.filling import SPEAKER, Clause
from bot.understanding.slots.stretches import Slots, days_away
from skills.working_life import DAY
from storage.folding import fold
from storage.people import ROLES

ZONE = re.compile(r"\b(?:live in|in|on|use|to|is|zone:?)\s+([A-Za-z/_ ]{2,30}?)\s+time\b", re.IGNORECASE)
FREE = re.compile(r"\b(?:don'?t|doesn'?t|do not|does not|never|no longer|not|off)\b(?!.*\bonly\b)", re.IGNORECASE)
"""With these words days are told that are no working days."""
NO_MORE = re.compile(r"\b(?:isn'?t|not|no longer|instead of|from|admin away|was|as) (?:an? |the )?$", re.IGNORECASE)
"""What goes before a role that somebody has no more."""
TEAM = re.compile(
    r"\b(?:belongs? to|join(?:s|ed)?|my team is|team(?: is|:)|moved? (?:in)?to|into|part of) (?:the )?(?:team )?"
    r"([a-z][\w -]+?)(?: team)?(?=\s*(?:$|[,.;:!?]| (?:from|now|please|pls|as|and|today|since|next|with|team)\b))",
    re.IGNORECASE,
)
"""What goes around the name of a team."""
AWAY = re.compile(
    r"^(?:'s)?\W*(?:(?:is|was|has been|were) )?(?:not |no longer )?"
    r"(?:away|out|off|gone|back|ill|sick|on \w+|in hospital|absent|absence|holiday|vacation|leave)\b",
    re.IGNORECASE,
)
"""What follows whoever was away."""
ASKED = re.compile(
    r"(?:is|are) (?!(?:in|it possible|there (?:a|any) way)\b)\w+|"
    r"(?:when|how long) (?:is|are|does|will)\b|who(?:'s| is) (?:away|off|out)\b",
    re.I,
)
CALLED_OFF = re.compile(
    r"\b(?:not|isn'?t|no longer)\b.{0,40}\b(?:away|off|out|holiday|leave|vacation)\b.{0,20}\b(?:after all|any ?more)\b",
    re.IGNORECASE,
)


def fill_absence(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `set_absence`: who stands in told from who is away, the last day from the first."""
    deputy = stand_in(clause)
    person = slots.get("person")
    named = [mark for mark in people_in(clause) if mark is not deputy]
    filled = {name: value for name, value in slots.items() if name not in ("person", "stand_in", "period", "until")}
    if deputy:
        filled["stand_in"] = deputy.as_record("person")
    elif isinstance(slots.get("stand_in"), dict) and len(people_in(clause)) != 1:
        filled["stand_in"] = slots["stand_in"]
    if named and named[0].as_record("person") != filled.get("stand_in"):
        filled["person"] = named[0].as_record("person")
    elif isinstance(person, dict) and person != filled.get("stand_in"):
        filled["person"] = person
    return filled | days_away(clause), ""


def fill_return(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `end_absence`: the colleague named, unless only the stand-in's name is."""
    people = people_in(clause)
    gone = [mark for mark in people if AWAY.match(clause.text[mark.end :])]
    ours = re.search(r"\b(?:i|i'm|im|my)\b", clause.text, re.IGNORECASE)
    return ({"person": (gone or people)[0].as_record("person")} if people and not ours else {}), ""


def fill_team(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `set_team`, with what the tagger left out."""
    found = dict(slots)
    if not isinstance(found.get("person"), dict) and (people := people_in(clause)):
        found["person"] = people[0].as_record("person")
    if not found.get("time_zone") and (said := ZONE.search(clause.text)):
        found["time_zone"] = said[1].strip()
    if found.get("time_zone"):
        found["time_zone"] = _whole_name(str(found["time_zone"]), clause.said.typed)
    role = _role(clause)
    found |= {"role": role, "team": str(found.get("team") or "").rpartition(" to ")[2]}
    if not any(found.get(name) for name in ("team", "time_zone", "working_days")):
        found |= _left_out(clause, role)
    if found.get("working_days") and FREE.search(clause.text):
        found["working_days"] = f"not {found['working_days']}"
    return {name: value for name, value in found.items() if value}, ""


def _role(clause: Clause) -> str | None:
    """The role that is told, and not the one that somebody has no more."""
    spans = [span for span in clause.tagged("role") if not NO_MORE.search(clause.text[: span.start])]
    told = [value for span in spans for _, value in find_choices("role", clause.words(span))]
    if clause.tagged("role") and not spans:
        kept = find_choices("role", clause.text)
        told = [value for match, value in kept if not NO_MORE.search(clause.text[: match.start()])]
    return next((value for value in told if value in ROLES), None)


def _left_out(clause: Clause, role: str | None) -> Slots:
    """The team or the days that the clause names where none were marked."""
    if said := TEAM.search(clause.said.typed):
        return {"team": said[1].strip()}
    if (team := known_team(clause)) and not (role and re.search(rf"\b{team} (?:rep|agent)", clause.text, re.I)):
        return {"team": team}
    days = list(DAY.finditer(clause.text))
    return {"working_days": clause.text[days[0].start() : days[-1].end()]} if days else {}


def _whole_name(place: str, typed: str) -> str:
    """A place with the capitalised words right before it: "New York" of which "York" was marked."""
    found = re.search(
        rf"((?:(?:New|San|Los|Las|Hong|Sao|São|Buenos|Cape|Kuala|Mexico|Tel) )+){re.escape(place)}\b", typed
    )
    return found[1] + place if found else place


def fill_show_team(slots: Slots, clause: Clause) -> tuple[Slots, str]:
    """The slots of `show_team`: the team or the colleague that is asked about."""
    people, span = people_in(clause), _asked_span(clause)
    if people and not slots.get("team"):
        return {"person": people[0].as_record("person")} | span, ""
    told = slots.get("team") or known_team(clause)
    if told and SPEAKER.fullmatch(str(told)):
        told = None
    person = {"person": slots["person"]} if slots.get("person") else {}
    return ({"team": told} if told else {}) | person | span, ""


def _asked_span(clause: Clause) -> Slots:
    """The time that is asked about, a day as much as a period."""
    found = days_away(clause)
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
