"""Marketing: segments, campaigns, what came of them, and drafts of what to write."""

from typing import Annotated

from skills.campaigns import dated, outcome, reach
from skills.cards import card
from skills.drafting import Draft
from skills.growth import measure
from skills.mailing import drafts_for
from skills.reply import Lines, Reply
from skills.rereadings import reading
from skills.segments import members, named, rolling
from skills.skill import skill
from skills.slots import (
    Amount,
    Answer,
    CampaignName,
    ContactName,
    CustomerName,
    Filters,
    LeadName,
    Medium,
    NewName,
    SegmentName,
    Slot,
    Span,
)
from skills.tables import records_table
from skills.turn import Option, Refused, Turn, Unclear, ref
from skills.wording import count_of
from storage.campaigns import Campaign, Segment
from storage.folding import fold
from storage.responses import STOPPED, Response

SHOWN = 5
OFFERED = 8
GroupName = Annotated[str, Slot("name", "What shall the segment be called?")]
Way = Annotated[str, Slot("text", "By which channel?")]
Purpose = Annotated[str, Slot("text", "What is it about?")]


@skill()
def define_segment(turn: Turn, name: GroupName, filters: Filters | None = None) -> Reply:
    """Save a group of customers under a name; who belongs to it is always up to date."""
    if not filters:
        raise Unclear(f"Which customers belong to {name}? For example: retail customers in Berlin.", "filters")
    if any(each[0] == "segment" and fold(str(each[2])) == fold(name) for each in filters):
        raise Refused(f"{name} cannot be part of itself. Tell me what holds of its customers, such as their city.")
    kept = rolling(filters, f"{turn.text} {turn.said}", turn.now.date())
    found = members(turn, kept, SHOWN)
    before = named(turn, name)
    if before and before.filters != kept:
        old, size = reading("customer", before.filters), members(turn, before.filters, 1).total
        turn.confirm(
            f"There is already a segment {before.name}. Shall I define it anew?",
            (("now", f"{old} ({size})"), ("then", f"{reading('customer', kept)} ({found.total})")),
        )
        before.filters = kept
    segment = before or turn.crm.segments.add(Segment(name=name, filters=kept))
    turn.crm.session.flush()
    measure(turn.crm, segment)
    turn.remember(segment)
    turn.show("customer", found.records, entity="customer", filters=[["segment", "=", segment.name]])
    said = f"The segment {segment.name} has {count_of(found.total, 'customer')} today: {reading('customer', kept)}."
    table = (records_table(turn, "customer", found.records),) if found.records else ()
    return Reply(
        said, table, note="Who comes to meet this is in it at once. Ask for “customers in " + f"{segment.name}”."
    )


@skill()
def start_campaign(
    turn: Turn,
    name: NewName,
    segment: SegmentName | None = None,
    channel: Way | None = None,
    budget: Amount | None = None,
    period: Span | None = None,
) -> Reply:
    """Start a campaign, or plan one that begins later, for a segment."""
    if alike := turn.crm.campaigns.named(name):
        question = f"There is already a campaign {alike[0].name}. Shall I create another one?"
        turn.confirm(question, card(turn, alike[0]).pairs)
    campaign = Campaign(name=name, segment=_group(turn, segment), channel=channel and channel.casefold())
    campaign.budget = budget
    dated(campaign, period, turn.now.date())
    turn.crm.campaigns.add(campaign)
    turn.remember(campaign)
    begun = "Started" if campaign.status == "running" else "Planned"
    missing = [word for word, told in (("segment", segment), ("channel", channel), ("budget", budget)) if not told]
    note = (
        f"Still open: {', '.join(missing)}. Tell me, for example “set the budget of {name} to 5k”." if missing else ""
    )
    return Reply(f"{begun} the campaign {name}{reach(turn, campaign)}.", (card(turn, campaign),), note=note)


def _group(turn: Turn, segment: Segment | str | None) -> str | None:
    """The name of a segment, saved or kept with customers as a word. Raises Unclear where it has no members at all."""
    if not isinstance(segment, str):
        return segment.name if segment else None
    if members(turn, [["segment", "=", segment]], 1).total:
        return segment
    options = [Option(each.name, ref(each)) for each in turn.crm.segments.where(limit=OFFERED)]
    how = f"say “define segment {segment}: retail customers in Berlin” first"
    raise Unclear(f"There is no segment “{segment}”. Which one is it? Or {how}.", "segment", options)


@skill()
def record_response(
    turn: Turn,
    campaign: CampaignName,
    response: Answer,
    contact: ContactName | None = None,
    lead: LeadName | None = None,
    customer: CustomerName | None = None,
) -> Reply:
    """Record what somebody did upon a campaign; who unsubscribes gets no advertising any more."""
    whom = contact or lead or customer
    if whom is None:
        raise Unclear(f"Who {response.replace('_', ' ')}?", "contact")
    customer = customer or (contact.customer if contact else None)
    turn.remember(campaign, customer, lead, contact)
    same = [each for each in turn.crm.responses.to(campaign) if (each.contact or each.lead or each.customer) == whom]
    verb = response.replace("_", " ")
    if any(each.response == response for each in same):
        return Reply(f"I know that {whom.name} {verb} on {campaign.name} already.")
    told = Response(campaign=campaign, contact=contact, lead=lead, customer=customer, response=response, at=turn.now)
    turn.crm.responses.add(told)
    stopped = f" {whom.name} gets no advertising any more." if response == STOPPED else ""
    lines = Lines(campaign.name, tuple(f"{key}: {value}" for key, value in outcome(turn, campaign)))
    return Reply(f"Recorded: {whom.name} {verb} on {campaign.name}.{stopped}", (lines,))


@skill()
def draft_message(
    turn: Turn,
    customer: CustomerName | None = None,
    contact: ContactName | None = None,
    purpose: Purpose | None = None,
    channel: Medium | None = None,
    segment: SegmentName | None = None,
    campaign: CampaignName | None = None,
) -> Reply:
    """Draft a message from somebody's history, preferences and orders, or one each for a segment; it sends nothing."""
    if (segment or campaign) and not (customer or contact):
        return drafts_for(turn, segment, campaign, purpose or "", channel)
    customer = customer or (contact.customer if contact else None)
    if customer is None and contact is None:
        raise Unclear("To whom shall it go?", "contact")
    draft = Draft(turn, customer, contact, purpose or "", channel)
    draft.refuse_advertising()
    turn.remember(customer, contact)
    text = Lines(draft.title(), draft.lines())
    parts = (text, Lines("It rests on", rests)) if (rests := draft.grounds()) else (text,)
    return Reply(f"A draft for {draft.name()}. Nothing is sent.", parts, (), draft.citations.all, draft.note())
