"""Leaving and improving: whom to win back, which customers are meant, and which team is."""

import re
from dataclasses import replace
from datetime import date
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

SHORT = 14
"""Fewer days ahead than this are those of a meeting, not of what is to be better."""

MINE = re.compile(r"\b(?:my|mine|our) team\b", re.IGNORECASE)


TELLS = re.compile(r"\W*(?:i|i'm|i've|we|we're|we've|my|our|the|it|it's|he|she|they|there|this|that)\b", re.IGNORECASE)
"""How a sentence begins that tells why, and asks for nothing."""
SENTENCE = re.compile(r"[^.!?]+(?:[.](?=\S)[^.!?]*)*[.!?]*\s*")
WANTS = re.compile(
    r"\s*(?:wants?|needs?|asks?|asked|says?|said|thinks?|told|tells|would like|is planning|plans"
    r"|is asking|is (?:off|out|ill)|is preparing|prepares)\b",
    re.IGNORECASE,
)
"""Behind a colleague who wants to know, and need not own what is asked for."""


def asking_part(text: str) -> str:
    """The text with those sentences blanked that only tell why it is asked, its places as they were."""
    parts = [match[0] for match in SENTENCE.finditer(text)]
    if len(parts) < 2 or all(TELLS.match(part) for part in parts):
        return text
    return "".join(" " * len(part) if TELLS.match(part) else part for part in parts)


def fill_leaving(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `find_churn_risks`: which kind, which customers, whose, and how many."""
    text = LEAVING.sub(lambda match: " " * len(match[0]), asking_part(clause.text))
    marks = tuple(mark for mark in clause.marks if text[mark.start : mark.end].strip(" ,"))
    sheet = replace(sheet_of(replace(clause, text=text, marks=marks)), entity="customer", narrowing=True)
    asked = compile_find(text, sheet).slots
    filters = [each for each in asked.get("filters") or [] if each[0] not in UNMEANT or _numbered(each)]
    owners = [value for name, op, value in filters if (name, op) == ("owner", "=")]
    owner = slots.get("owner") or (owners[0] if len(owners) == 1 else None)
    found: dict[str, Any] = {"kind": "winback"} if WINBACK.search(clause.text) else {}
    left = [each for each in filters if not (owner and each[0] == "owner")]
    owner = None if _only_wants(owner, clause) else owner
    found |= {"filters": left} if left else {}
    found |= {"owner": owner} if owner else {}
    limit = slots.get("limit") or asked.get("limit")
    told = limit and not any(limit == value for _, _, value in filters)
    return found | ({"limit": limit} if told else {}), ""


def _only_wants(owner: Any, clause: Clause) -> bool:
    """Whether the colleague is named as the one who wants to know."""
    people = [mark for mark in clause.marks if mark.is_one("person")]
    wanted = owner.get("id") if isinstance(owner, dict) else None
    named = [mark for mark in people if wanted and mark.as_record("person").get("id") == wanted]
    return bool(named) and all(WANTS.match(clause.text[mark.end :]) for mark in named)


def _numbered(filter: list[Any]) -> bool:
    """Whether a worth was told: "worth over 10k"."""
    return filter[0] == "lifetime_value" and isinstance(filter[2], int | float)


COMPARED = re.compile(r"\b(?:compared (?:with|to)|against|than|versus|vs\.?|instead of) (?:in |the )?$", re.IGNORECASE)
OURSELVES = re.compile(
    r"\bmy (?:own )?(?:weak\w*|gaps?|soft|sore|short\w*|figures|numbers|results|performance|goals|targets"
    r"|biggest|worst)|\b(?:am|are|do|did|should|could|can|must|have) i (?:\w+ )?"
    r"(?:improv\w*|better|get|fall\w*|slip\w*|work|lag\w*"
    r"|los\w+|weak\w*|behind|under\w*|lack\w*|change|fix|worse)"
    r"|\bhow can i (?:do|be|get|improve)\b",
    re.IGNORECASE,
)
"""Words with which the speakers ask of themselves."""


def fill_improvements(slots: dict[str, Any], clause: Clause) -> tuple[dict[str, Any], str]:
    """The slots of `suggest_improvements`; a team is known by its name, and "my team" is the speaker's."""
    teams = {each.team for each in clause.context.crm.people.all() if each.team}
    said = f" {fold(clause.text)} "
    named = next((team for team in sorted(teams) if f" {fold(team)} " in said), None)
    if MINE.search(clause.text):
        named = clause.context.speaker.team
    found = {name: value for name, value in slots.items() if name not in ("team", "period")}
    if not named and not found.get("owner") and OURSELVES.search(clause.text):
        speaker = clause.context.speaker
        found["owner"] = {"kind": "person", "id": speaker.id, "name": speaker.name}
    if period := _improved(clause):
        found["period"] = period
    return found | ({"team": named} if named else {}), ""


def _improved(clause: Clause) -> Any:
    """The time looked at: not what it is compared with, nor the day or week ahead in which it is spoken of."""
    periods = [mark for mark in clause.marks if mark.kind == "period" and not _is_occasion(mark.value, clause)]
    plain = [mark for mark in periods if not COMPARED.search(clause.text[: mark.start])]
    return next((mark.value for mark in plain or periods), None)


def _is_occasion(period: dict[str, Any], clause: Clause) -> bool:
    """Whether a span is ahead and too short to be improved in: "the review is next week"."""
    if not (period["from"] and period["to"]):
        return False
    first, last = (date.fromisoformat(period[name][:10]) for name in ("from", "to"))
    return first > clause.context.now.date() and (last - first).days < SHORT
