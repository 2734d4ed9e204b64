"""Segments: groups of customers by what holds of them, counted anew each time."""

import re
from datetime import date
from typing import Any

from skills.rereadings import field_named
from skills.turn import Refused, Turn
from storage.campaigns import Campaign, Segment
from storage.contacts import Contact
from storage.folding import fold
from storage.questions import Found, NotUnderstood, Question, find

Filter = list[Any]
ROLLING = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|last|past)\s+"
    r"(?:(?:calendar|working|business|whole|full) )?(?:days?|weeks?|fortnights?|months?|quarters?|years?)\b",
    re.IGNORECASE,
)
"""Spans that are counted back from today, whatever day it is: "in 90 days", "for more than six months"."""
PEOPLE = 2000


def rolling(filters: list[Filter], text: str, today: date) -> list[Filter]:
    """The filters with days that were told from today as so many days ago, so that they move on with it."""
    if not ROLLING.search(text):
        return filters
    rolled = [_rolled(each, today) for each in filters]
    return [each for each in rolled if each[1:] != ["<=", {"days_ago": 0}]]


def _rolled(filter: Filter, today: date) -> Filter:
    name, op, value = filter
    field = field_named("customer", name)
    if field is None or field.kind not in ("date", "moment") or not isinstance(value, str):
        return filter
    return [name, op, {"days_ago": (today - date.fromisoformat(value[:10])).days}]


def members(turn: Turn, filters: list[Filter], limit: int | None = None) -> Found[Any]:
    """The customers that meet the filters today. Raises Refused with a kind sentence."""
    try:
        return find(turn.crm, Question("customer", filters, "name", limit), turn.speaker.zone)
    except NotUnderstood as trouble:
        raise Refused(str(trouble)) from None


def named(turn: Turn, name: str) -> Segment | None:
    """The segment of that name, however it is written."""
    return next((each for each in turn.crm.segments.named(name) if fold(each.name) == fold(name)), None)


def reached(turn: Turn, campaign: Campaign) -> tuple[list[Contact], list[Contact]]:
    """The contacts of a campaign's segment: those who may be written to, and those who wish for no advertising."""
    return reached_in(turn, campaign.segment) if campaign.segment else ([], [])


def reached_in(turn: Turn, segment: str) -> tuple[list[Contact], list[Contact]]:
    """The contacts of a segment: those who may be written to, and those who wish for no advertising."""
    filters = [["customer.segment", "=", segment]]
    found = find(turn.crm, Question("contact", filters, None, PEOPLE), turn.speaker.zone).records
    stopped = [each for each in found if turn.crm.responses.unsubscribed(each.customer, each)]
    return [each for each in found if each not in stopped], stopped
