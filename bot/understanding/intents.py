"""Intents: what a message asks for, before its slots are turned into records."""

from dataclasses import dataclass, field
from typing import Any

READING = frozenset(
    "show_timeline recall_history brief_customer show_record find_records report list_reminders suggest_action "
    "show_changes help show_forecast show_product show_goals find_opportunities show_team show_health "
    "find_churn_risks suggest_improvements find_duplicates check_data quote_document answer_customer".split()
)
"""Skills that write nothing, and may be tried on less evidence."""


@dataclass(frozen=True)
class Intent:
    """A skill and its slots, as JSON values.

    Dates, periods, numbers and texts are as SKILLS.md prints them. A record is `{"kind", "id", "name"}` where it was
    recognised, `{"several": [...], "spoken": str}` where several fit, and plain words where none did. `unread` are
    words of a question that nothing was made of.
    """

    skill: str
    slots: dict[str, Any] = field(default_factory=dict)
    confidence: float = 1.0
    text: str = ""
    unread: str = ""


def reads_only(reading: "Reading") -> bool:
    """Whether all that the message asks for only reads."""
    return bool(reading.intents) and all(intent.skill in READING for intent in reading.intents)


@dataclass(frozen=True)
class Reading:
    """How a message was understood: its intents in the order spoken, or none.

    `nearest` are the skills it came closest to, best first; `doubtful` tells that they should be offered
    instead of acting. `note` is something the speaker should know about how it was read. `named` are the records that
    the message names beyond doubt, for "she" and "it" to mean.
    """

    intents: tuple[Intent, ...] = ()
    nearest: tuple[str, ...] = ()
    doubtful: bool = False
    note: str = ""
    named: tuple[dict[str, Any], ...] = ()
