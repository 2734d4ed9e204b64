"""Overhearing: what was said in a channel, made into an entry of the history on request."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

from knowledge.essence import Remark, essence
from skills.customers import linked_customer
from skills.reply import Lines, Offer, Reply
from skills.skill import skill
from skills.slots import CustomerName, Period, Slot, Span
from skills.turn import Refused, Turn, Unclear, Utterance, ref
from skills.wording import count_of, day
from storage.customers import Customer
from storage.interactions import Interaction

Upto = Annotated[str, Slot("value", "Up to which message?")]
A_DAY = timedelta(days=1)
MARK = "Channel summary"
"""How the words kept with a summary begin, so that the next one goes on where it ends."""
NOWHERE = "I can only sum up a channel that I am in. Say it in the channel that is meant."


@skill()
def summarise_channel(
    turn: Turn, customer: CustomerName | None = None, period: Span | None = None, upto: Upto | None = None
) -> Reply:
    """Sum up what was said in this channel, show it, and log it with a customer on a yes."""
    if turn.channel[:1] not in ("C", "G"):
        raise Refused(NOWHERE)
    heard = [each for each in _within(turn, period) if not upto or _stamp(each.source) <= _stamp(upto)]
    if not heard:
        raise Refused(f"Nothing was said in this channel {_since(turn, period)}.")
    remarks = essence([Remark(each.by, each.text, each.source) for each in heard])
    if not remarks:
        raise Refused(f"I read {count_of(len(heard), 'message')} and found nothing that is worth keeping.")
    customer = customer or linked_customer(turn)
    if customer is None:
        raise Unclear("With which customer shall I log it?", "customer")
    turn.remember(customer)
    if upto not in [each.source for each in heard]:
        return _shown(turn, customer, period, heard, remarks)
    turn.remember(_kept(turn, customer, heard, remarks), customer)
    return Reply(f"Logged what was said here with {customer.name}: {count_of(len(remarks), 'remark')} kept.")


def _shown(
    turn: Turn, customer: Customer, period: Period | None, heard: Sequence[Utterance], remarks: Sequence[Remark]
) -> Reply:
    """The summary, to be logged as it is: what is said until the yes does not come in."""
    lines = tuple(f"{each.by}: {each.text}" for each in remarks)
    slots: dict[str, Any] = {"customer": ref(customer), "upto": heard[-1].source}
    if period:
        ends = (("from", period.first), ("to", period.last))
        slots["period"] = {name: each.isoformat() if each else None for name, each in ends}
    said = f"What matters of {count_of(len(heard), 'message')} {_since(turn, period)}:"
    offer = Offer(f"Shall I log that with {customer.name}?", "summarise_channel", slots, "Log it")
    return Reply(said, (Lines("", lines),), offer=offer, note="Private talk and courtesies are left out.")


def _within(turn: Turn, period: Period | None) -> list[Utterance]:
    """What was said in the time that is asked for; without one since the last summary, or for a day."""
    zone = turn.speaker.zone
    heard = [each for each in turn.overheard() if each.text.strip()]
    if period:
        first, end = period.starts(zone), period.ends(zone)
        return [each for each in heard if (not first or each.at >= first) and (not end or each.at < end)]
    last = _last(turn)
    return [each for each in heard if (_stamp(each.source) > _stamp(last) if last else each.at > turn.now - A_DAY)]


def _last(turn: Turn) -> str:
    """Up to which message the channel was summed up, empty where it was not."""
    here = (Interaction.source.startswith(f"{turn.channel}:"), Interaction.said.startswith(MARK))
    found = turn.crm.interactions.where(*here, newest=Interaction.id, limit=1)
    return found[0].source or "" if found else ""


def _stamp(source: str) -> str:
    """The time stamp of a message in Slack, `channel:ts`; those of one length are in the order of time."""
    return source.split(":")[1] if ":" in source else ""


def _since(turn: Turn, period: Period | None) -> str:
    if period and period.first:
        return f"since {day(period.first, turn.now.date())}"
    return "since it was last summed up" if _last(turn) else "within a day"


def _kept(turn: Turn, customer: Customer, heard: Sequence[Utterance], remarks: Sequence[Remark]) -> Interaction:
    """The entry: what matters, who said what, and where the last of it was said."""
    summary = " ".join(f"{each.by}: {each.text}" for each in remarks)
    span = (
        f"{heard[0].at.astimezone(turn.now.tzinfo):%Y-%m-%d %H:%M} to {heard[-1].at.astimezone(turn.now.tzinfo):%H:%M}"
    )
    told = Interaction(customer=customer, channel="chat", happened_at=min(heard[-1].at, turn.now), by=turn.speaker)
    told.summary, told.source = summary, heard[-1].source or None
    told.said = f"{MARK}, {span}, {count_of(len(heard), 'message')}"
    return turn.crm.interactions.add(told)
