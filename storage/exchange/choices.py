"""Choices: which word of a field's list is meant by another program's word."""

import re

from storage.exchange.figures import Unreadable
from storage.fields import Field
from storage.folding import fold

OWN = {"stage"}
"""Fields whose list a workspace may have words of its own beside."""

SYNONYMS = {
    "prospecting": "prospect qualification discovery new lead",
    "engaging": "engaged contacted demo meeting",
    "proposal": "quote quoted offer",
    "negotiation": "negotiating contract",
    "closed": "resolved solved done",
    "working": "progress assigned",
    "waiting": "pending hold",
    "new": "open",
    "open": "new",
    "qualified": "sql",
    "unqualified": "disqualified junk",
    "converted": "customer",
    "urgent": "critical p1 blocker",
    "high": "p2 major",
    "normal": "medium p3 moderate",
    "low": "p4 minor",
    "email": "mail",
    "call": "phone telephone",
    "website": "web online form",
    "referral": "referred recommendation",
    "event": "fair conference",
    "positive": "happy good",
    "negative": "unhappy bad",
    "rep": "sales",
    "agent": "support",
    "admin": "administrator",
    "planned": "draft planning",
    "running": "active",
    "finished": "completed done ended",
    "done": "completed finished",
    "cancelled": "canceled",
}  # fmt: skip


def choice(field: Field, text: str) -> tuple[str, str]:
    """The word of the list that is meant, and a doubt where it is a word of the workspace's own. Raises Unreadable."""
    words = fold(re.sub("[-/]", " ", text)).split()
    exact = [word for word in field.choices if fold(word).split() == words]
    meant = exact or [word for word in field.choices if {fold(word), *SYNONYMS.get(word, "").split()} & set(words)]
    meant = [word for word in meant if fold(word) in words] or meant
    if len(meant) == 1:
        return meant[0], ""
    if field.name in OWN:
        return text, f"is none of {', '.join(field.choices)}; kept as it is"
    raise Unreadable(f"is none of {', '.join(field.choices)}")
