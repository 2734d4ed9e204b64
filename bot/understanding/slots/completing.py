"""Completing: what the words of a clause tell of its slots beside what was marked and recognised in it."""

import re
from collections.abc import Callable, Set
from typing import TYPE_CHECKING, Any

from bot.understanding.dialogue.pointing import points, points_in, subject
from bot.understanding.intents import READING
from bot.understanding.marks import Mark
from bot.understanding.slots.baskets import with_lines
from bot.understanding.slots.checking import checked
from bot.understanding.slots.colleagues import colleague
from bot.understanding.slots.free_texts import LEFT_OVER, left_over
from bot.understanding.slots.locating import located, person_and_company
from bot.understanding.slots.merging import KEEP, kept_and_merged, told_apart
from bot.understanding.slots.parties import without_party
from bot.understanding.slots.texts import PRONOUN, tidy, trimmed

if TYPE_CHECKING:
    from bot.understanding.slots.filling import Clause

Found = dict[str, Any]

ABOUT_THAT = re.compile(r"\b(?:about|of|to do|do) (?:that|this|it)\b", re.IGNORECASE)
TOPIC = re.compile(r"\b(?:help (?:me )?(?:with|on|about)|how (?:do|can|would|should) (?:i|we)|how to) (.{3,80})", re.I)
OWNER_IS_ME = re.compile(
    r"\b(?:i am|i'm|i will be|i'll be|make me|with me as|me as) (?:the |its )?owner\b"
    r"|\bowner(?: is|:)? (?:me|myself)\b|\bowned by me\b",
    re.IGNORECASE,
)
GIVEN = re.compile(r"(?:\bto|->|→|=>)\s*$", re.IGNORECASE)
TAKES_OVER = re.compile(
    r"\b(?:i|let me|i(?:'m|'ll|'d like to| am| will| can| would like to| want to)) (?:just |now )?(?:be )?"
    r"(?:tak(?:e|ing)|took|inherit(?:ed|ing)?|pick(?:ed|ing)? up|adopt(?:ed|ing)?|handl(?:e|ing)) "
    r"(?:care of |over |on )?(?!notes?\b)",
    re.IGNORECASE,
)
"""With these words the speaker takes something: "I'm taking over Kestrel from Tom"."""


def completed(found: Found, names: Set[str], clause: "Clause") -> Found:
    """The slots with what the words of the clause tell besides; `names` are those that the skill has."""
    for step in STEPS:
        found = found | step(found, names, clause)
    return found


def speaker(clause: "Clause") -> Found:
    """Whoever speaks, as a record."""
    who = clause.context.speaker
    return {"kind": "person", "id": who.id, "name": who.name}


def _texts(found: Found, names: Set[str], clause: "Clause") -> Found:
    told: Found = {}
    if (left := next((name for name in LEFT_OVER if name in names), "")) and not found[left]:
        told[left] = left_over(clause, before=left == "preference")
    if "topic" in names and not found["topic"] and (asked := TOPIC.search(clause.said.typed)):
        told["topic"] = trimmed(asked[1])
    about = str(found.get("about") or told.get("about") or "that")
    if "about" in names and (PRONOUN.fullmatch(about) or points(about)):
        told["about"] = _that(clause)
    if found.get("purpose"):
        told["purpose"] = without_party(found["purpose"], clause.marks)
    return told


def _times(found: Found, names: Set[str], clause: "Clause") -> Found:
    told: Found = {}
    if "happened_at" in names and found["happened_at"] in (None, f"{clause.context.now:%Y-%m-%dT%H:%M}"):
        told["happened_at"] = _today(clause)
    if found.get("every") and "due_at" in names and not found["due_at"]:
        told["due_at"] = _first_time(clause)
    return told


def _people(found: Found, names: Set[str], clause: "Clause") -> Found:
    told: Found = {}
    if "contact" in names and not isinstance(found["contact"], dict):
        known = colleague(found["contact"], clause.text, clause.marks, clause.context.crm)
        told["contact"] = known or found["contact"]
    if names >= {"record", "person"} and TAKES_OVER.search(clause.text):
        told["person"] = speaker(clause)
    if names >= {"record", "person"} and (taker := given_to(clause)):
        told["person"] = taker.as_record("person")
    if "owner" in names and OWNER_IS_ME.search(clause.text):
        told["owner"] = speaker(clause)
    if "reminder" in names and not found["reminder"]:
        told["reminder"] = points_in(clause.text, clause.context)
    return told


def given_to(clause: "Clause") -> Mark | None:
    """The colleague to whom something goes, where two are named: "all of Noah's leads to Lena"."""
    people = [mark for mark in clause.marks if mark.is_one("person")]
    given = [mark for mark in people if GIVEN.search(clause.text[: mark.start])]
    return given[0] if len(people) > 1 and len(given) == 1 else None


def _pairs(found: Found, names: Set[str], clause: "Clause") -> Found:
    """Two records that are to be one, or not."""
    if names >= {"keep", "merge"}:
        known = all(isinstance(found[each], dict) and "id" in found[each] for each in ("keep", "merge"))
        return kept_and_merged(clause.text, clause.marks) if KEEP.search(clause.text) or not known else {}
    return told_apart(clause.text, clause.marks) if names >= {"one", "other"} else {}


def _companies(found: Found, names: Set[str], clause: "Clause") -> Found:
    told = checked(found, clause) if "entity" in names and "filters" not in names else {}
    if "company" in names and not found["company"]:
        told = told | person_and_company(found["name"])
    return told | located(found, clause.text) if names >= {"city", "country", "industry"} else told


def _goods(found: Found, names: Set[str], clause: "Clause") -> Found:
    return with_lines(found, clause) if "lines" in names else {}


STEPS: tuple[Callable[[Found, Set[str], "Clause"], Found], ...] = (
    _texts, _times, _people, _pairs, _companies, _goods,
)  # fmt: skip


def _today(clause: "Clause") -> str | None:
    """This day where it is named: what is written down today of today has happened today."""
    today = clause.context.now.date().isoformat()
    return next((today for mark in clause.marks if mark.kind == "moment" and mark.value == today), None)


def _first_time(clause: "Clause") -> str | None:
    """The time of day of what recurs, as a moment of today; what is past by then begins with its next day."""
    clock = next((mark.extra for mark in clause.marks if mark.kind == "recurrence" and mark.extra), None)
    return f"{clause.context.now.date().isoformat()}T{clock:%H:%M}" if clock else None


def _that(clause: "Clause") -> str | None:
    """What "that" is in "remind me about that": the record last shown, or the words of what was last done or asked."""
    last = clause.context.memory.last
    if points_in(clause.text, clause.context):
        return subject(clause.text, clause.context)
    if not last or not ABOUT_THAT.search(clause.text):
        return None
    return (subject(clause.text, clause.context) if last[-1].skill in READING else None) or tidy(last[-1].text)
