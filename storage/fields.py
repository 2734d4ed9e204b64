"""What each kind of record is made of: the names of its fields, and what may stand in them."""

from dataclasses import dataclass
from typing import Literal

FieldKind = Literal[
    "text", "record", "money", "percent", "number", "date", "moment", "choice", "flag", "email", "phone"
]


@dataclass(frozen=True)
class Field:
    """One field of a noun, by the name people use for it.

    `of` is the kind of record that a record field points to; the attribute is then `name` and its
    key `name_id`. A derived field is computed from other records and can be asked for, not set.
    Beside the choices of one that is `own` a workspace may have words of its own.
    """

    name: str
    kind: FieldKind = "text"
    of: str = ""
    choices: tuple[str, ...] = ()
    derived: bool = False
    own: bool = False


CHANNELS = ("call", "meeting", "email", "chat", "visit", "social", "survey", "note")
SENTIMENTS = ("positive", "neutral", "negative")
SOURCES = ("website", "referral", "event", "social", "survey", "campaign", "cold", "other")
LEAD_STATUSES = ("open", "contacted", "qualified", "unqualified", "converted")
PROBABILITIES = {"prospecting": 10, "engaging": 30, "proposal": 50, "negotiation": 70, "won": 100, "lost": 0}
"""The stages that every workspace begins with, in their order, with how likely a deal is won from there, in percent."""
STAGES = tuple(PROBABILITIES)
PRIORITIES = ("low", "normal", "high", "urgent")
CASE_STATUSES = ("new", "working", "waiting", "closed")
RESPONSES = ("opened", "clicked", "replied", "signed_up", "bought", "unsubscribed")
SCALES = ("csat", "nps")
