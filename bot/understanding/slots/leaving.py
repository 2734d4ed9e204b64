"""Leaving and improving: whom to win back, which customers are meant, and which team is."""

import re
from dataclasses import replace
from typing import Any

from bot.understanding.questions.asking import sheet_of
from bot.understanding.questions.compiler import compile_find
from bot.understanding.slots.filling import Clause
from storage.folding import fold

WINBACK = re.compile(
    r"\bwin(?:ning)?(?:[ -]?backs?\b| \w+ back\b| back\b)|\bre-?activat\w*|\b(?:bring|get|want|wake|call)\w*\b.{0,30}\b"
    r"(?:back|again|up)\b|\b(?:lapsed|dormant|inactive|sleeping|asleep|former|ex[- ]|old) ?(?:customers?|clients?"
    r"|accounts?|buyers?)?|\bstopped (?:buying|ordering)|\bused to (?:buy|order)|\bbought before|\bdried up"
    r"|\b(?:have|did) we (?:lost|lose)\b|\blost (?:customers|clients|accounts)|\bbest lost\b|\bafter buying\b"
    r"|\bbut used to\b|\bwent (?:quiet|silent)\b",
    re.IGNORECASE,
)
"""Words for those who have left already."""

LEAVING = re.compile(
    r"\b(?:at|in) (?:high |some )?(?:risks?|danger|jeopardy)\b(?: of \w+(?: us)?)?|\b(?:churn|chrun)\w*"
    r"|\b(?:about|likely|going|gonna|ready) to \w+(?: us)?"
    r"|\b(?:may|might|could|will|would|should|can) (?:\w+ )?(?:be )?"
    r"(?:leave|lose|churn|quit|cancel|go|win|jump|call|try)\b"
    r"|\bleav(?:e|ing)\b|\blo+s(?:e|ing)\b|\bwin[- ]?backs?\b|\bwho(?:m|se|'s| is| are)?\b|\bwhy\b.*"
    r"|\bwith (?:the )?(?:reasons?|evidence)\b|\bby (?:worth|name)\b|\bgravest first\b|\b(?:stopped|used to) \w+"
    r"|\b(?:risks?|win|back|we|us|signs?|candidates?|retention|list|most|high|flight|danger|silent|quiet|bought|before"
    r"|buying|lapsed|dormant|inactive|sleeping|former|old|lost|ex|first|any(?:body|one)?)\b",
    re.IGNORECASE,
)
"""Words that ask for those who leave, and say nothing of which customers are meant."""

UNMEANT = ("health", "churn_risk", "last_contacted_at", "last_ordered_on", "created_at", "lifetime_value", "name")
"""Fields that such words are easily taken for."""

MINE = re.compile(r"\b(?:my|mine|our) team\b", re.IGNORECASE)


def fill_leaving(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `find_churn_risks`: which kind, which customers, whose, and how many."""
    text = LEAVING.sub(lambda match: " " * len(match[0]), clause.text)
    marks = tuple(mark for mark in clause.marks if text[mark.start : mark.end].strip(" ,"))
    sheet = replace(sheet_of(replace(clause, text=text, marks=marks)), entity="customer", narrowing=True)
    asked = compile_find(text, sheet).slots
    filters = [each for each in asked.get("filters") or [] if each[0] not in UNMEANT or _numbered(each)]
    owners = [value for name, op, value in filters if (name, op) == ("owner", "=")]
    owner = slots.get("owner") or (owners[0] if len(owners) == 1 else None)
    found: dict[str, Any] = {"kind": "winback"} if WINBACK.search(clause.text) else {}
    left = [each for each in filters if not (owner and each[0] == "owner")]
    found |= {"filters": left} if left else {}
    found |= {"owner": owner} if owner else {}
    limit = slots.get("limit") or asked.get("limit")
    return found | ({"limit": limit} if limit else {}), ""


def _numbered(filter: list[Any]) -> bool:
    """Whether a worth was told: "worth over 10k"."""
    return filter[0] == "lifetime_value" and isinstance(filter[2], int | float)


def fill_improvements(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `suggest_improvements`; a team is known by its name, and "my team" is the speaker's."""
    teams = {each.team for each in clause.context.crm.people.all() if each.team}
    said = f" {fold(clause.text)} "
    named = next((team for team in sorted(teams) if f" {fold(team)} " in said), None)
    if MINE.search(clause.text):
        named = clause.context.speaker.team
    found = {name: value for name, value in slots.items() if name != "team"}
    return found | ({"team": named} if named else {}), ""
