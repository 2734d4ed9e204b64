"""Campaigns in words: when they run, whom they reach, and what came of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from skills.growth import growth
from skills.rereadings import reading
from skills.segments import members, reached
from skills.slots import Period
from skills.turn import Turn
from skills.wording import count_of, money
from storage.campaigns import Campaign, Segment
from storage.fields import RESPONSES
from storage.returns import TAKERS, earned_by

Pair = tuple[str, str]
SHOWN = 5


def dated(campaign: Campaign, period: Period | None, today: date) -> None:
    """Set when the campaign runs and how it stands: from today on where no day is told."""
    campaign.starts_on = (period.first if period else None) or today
    campaign.ends_on = period.last if period else None
    over = campaign.ends_on is not None and campaign.ends_on < today
    campaign.status = "finished" if over else "planned" if campaign.starts_on > today else "running"


def reach(turn: Turn, campaign: Campaign) -> str:
    """Whom it goes to, as a sentence's end."""
    if not campaign.segment:
        return ""
    size = members(turn, [["segment", "=", campaign.segment]], 1).total
    people, stopped = reached(turn, campaign)
    left_out = f", {len(stopped)} left out who unsubscribed" if stopped else ""
    return f" for {campaign.segment}: {count_of(size, 'customer')}, {count_of(len(people), 'contact')}{left_out}"


def outcome(turn: Turn, campaign: Campaign) -> Iterator[Pair]:
    """What came of it: responses, conversion, cost per lead, and what it brought in."""
    given = turn.crm.responses.to(campaign)
    if not given:
        return
    counts = Counter(each.response for each in given)
    told = [f"{counts[each]} {each.replace('_', ' ')}" for each in RESPONSES if counts[each]]
    yield "responses", ", ".join(told)
    people = {(each.contact or each.lead or each.customer) for each in given}
    taken = {(each.contact or each.lead or each.customer) for each in given if each.response in TAKERS}
    yield "conversion", f"{counts['bought']} of {len(people)} who responded bought"
    if taken:
        yield "leads won", str(len(taken))
    if campaign.budget and taken:
        yield "cost per lead", money(round(campaign.budget / len(taken), 2))
    yield from _returns(turn, campaign)


def _returns(turn: Turn, campaign: Campaign) -> Iterator[Pair]:
    earned, cost = earned_by(turn.crm, campaign), campaign.budget
    if earned:
        yield "orders of those who bought", money(earned)
    if cost and earned:
        yield "return on investment", f"{round((earned - cost) * 100 / cost, 1)} %"


def of_campaign(turn: Turn, campaign: Campaign) -> Iterator[Pair]:
    """Whom a campaign reaches, and what came of it."""
    if whom := reach(turn, campaign):
        yield "reaches", whom.partition(": ")[2] or whom
    told = list(outcome(turn, campaign))
    yield from told or [("responses", "none yet")]


def of_segment(turn: Turn, segment: Segment) -> Iterator[Pair]:
    """The size of a segment today, how it moved, and the first of its members."""
    found = members(turn, segment.filters, SHOWN)
    yield "who", reading("customer", segment.filters)
    yield "customers today", str(found.total)
    yield from growth(turn.crm, segment)
    names = ", ".join(each.name for each in found.records)
    if names:
        yield "such as", names + (" …" if found.total > len(found.records) else "")
