"""History: what happened is written down, shown, recalled, and told before a meeting."""

from datetime import date, datetime
from typing import Any

from knowledge.moods import mood
from knowledge.promises import promise_in
from skills.briefing import Briefing
from skills.caseload import answer_case
from skills.recollection import Recollection
from skills.reply import Offer, Reply, Table
from skills.skill import skill
from skills.slots import (
    Channel,
    ContactName,
    CustomerName,
    Moment,
    Period,
    Promise,
    Sentiment,
    Span,
    Summary,
    Text,
    When,
)  # fmt: skip
from skills.timeline import Timeline
from skills.turn import Refused, Turn, Unclear
from skills.wording import count_of, day, moment
from storage.contacts import Contact
from storage.customers import Customer
from storage.interactions import Interaction

SHOWN = 15
ALWAYS = Period(None, None)
HOW = {"visit": "the visit to", "survey": "the survey of", "note": "a note on", "social": "the social message with"}


@skill()
def log_interaction(
    turn: Turn, customer: CustomerName | None = None, contact: ContactName | None = None, channel: Channel = "note",
    summary: Summary | None = None, happened_at: Moment | None = None, sentiment: Sentiment | None = None,
    promise: Promise | None = None,
) -> Reply:  # fmt: skip
    """Write down what happened with a customer or a contact."""
    customer = customer or (contact.customer if contact else None)
    if not customer and not contact:
        raise Unclear("Who was it with?", "customer")
    told = (summary or turn.text).strip()
    at = _when(turn, happened_at)
    interaction = turn.crm.interactions.add(
        Interaction(
            customer=customer, contact=contact, channel=channel, happened_at=at, by=turn.speaker,
            sentiment=sentiment or mood(told), summary=told, said=turn.said, source=turn.source or None,
        )
    )  # fmt: skip
    answer_case(turn, interaction)
    turn.remember(interaction, customer, contact)
    note, offer = _elsewhere(customer, contact), _offer(turn, interaction, promise)
    return Reply(_logged(turn, interaction), note=note, offer=offer)


def _when(turn: Turn, happened_at: When | None) -> datetime:
    """The moment told, the present one for a day without a time that is today."""
    if happened_at is None or (happened_at.day == turn.now.date() and happened_at.time is None):
        return turn.now
    at = happened_at.at(turn.speaker.zone)
    if at > turn.now:
        raise Refused(
            f"{moment(at, turn.now).capitalize()} is still to come, and I write down what has happened. "
            "Say “remind me …” for what is planned, or tell me when it was."
        )
    return at


def _logged(turn: Turn, interaction: Interaction) -> str:
    names = [each.name for each in (interaction.contact, interaction.customer) if each]
    channel = interaction.channel
    how = HOW.get(channel, f"the {channel} with")
    when = day(interaction.happened_at.astimezone(turn.now.tzinfo).date(), turn.now.date())
    return f"Logged {how} {' at '.join(names)}, {when}: “{interaction.summary}”"


def _elsewhere(customer: Customer | None, contact: Contact | None) -> str:
    if contact and customer and contact.customer and contact.customer is not customer:
        return f"{contact.name} is listed at {contact.customer.name}."
    return ""


def _offer(turn: Turn, interaction: Interaction, promise: dict[str, Any] | None) -> Offer | None:
    """To be reminded of what was promised, if that is still to come."""
    kept = promise_in(interaction.summary, interaction.happened_at.astimezone(turn.now.tzinfo).date())
    if promise is None and kept:
        promise = {"about": kept.about, "due_at": kept.due.isoformat()}
    due = When.of(promise["due_at"]) if promise and promise.get("due_at") else None
    if not promise or due is None or due.day < turn.now.date():
        return None
    customer = {"customer": interaction.customer.name} if interaction.customer else {}
    slots = {"about": promise["about"], "due_at": promise["due_at"], **customer}
    return Offer(f"Shall I remind you {_on(due.day, turn.now.date())}: {promise['about']}?", "remind_me", slots)


def _on(due: date, today: date) -> str:
    said = day(due, today)
    return said if said in ("today", "tomorrow") else f"on {said}"


@skill()
def show_timeline(
    turn: Turn, customer: CustomerName | None = None, contact: ContactName | None = None,
    channel: Channel | None = None, period: Span | None = None,
) -> Reply:  # fmt: skip
    """Show what happened with a customer or a contact, newest first, of every kind."""
    whom = contact or customer
    if whom is None:
        raise Unclear("Whose history would you like to see?", "customer")
    turn.remember(customer, contact)
    timeline = Timeline(turn, whom, period or ALWAYS, channel)
    newest, number = timeline.newest(SHOWN), timeline.count()
    what = count_of(number, channel) if channel else count_of(number, "entry")
    title = f"{whom.name}: {what}{_within(turn, period)}"
    if not newest:
        return Reply(f"{title}. Tell me what happened and I write it down.")
    rows = tuple((_day(turn, each.at), each.what, each.who, each.words) for each in newest)
    note = f"And {number - len(newest)} older ones; name a time to see them." if number > len(newest) else ""
    return Reply(f"{title}, newest first.", (Table(("when", "what", "who", "words"), rows, whom.name),), note=note)


def _day(turn: Turn, at: datetime | date) -> str:
    return day(at.astimezone(turn.now.tzinfo).date() if isinstance(at, datetime) else at, turn.now.date())


def _within(turn: Turn, period: Period | None) -> str:
    if period is None:
        return ""
    first, last = (day(end, turn.now.date()) if end else "" for end in (period.first, period.last))
    if first and last:
        return f" from {first} to {last}" if first != last else f" on {first}"
    return f" since {first}" if first else f" until {last}"


@skill()
def recall_history(
    turn: Turn, question: Text, customer: CustomerName | None = None, contact: ContactName | None = None,
    period: Span | None = None,
) -> Reply:  # fmt: skip
    """Answer a question from what was logged, each statement with its source."""
    turn.remember(customer, contact)
    return Recollection(turn, question, customer, contact, period or ALWAYS).reply()


@skill()
def brief_customer(turn: Turn, customer: CustomerName | None = None, contact: ContactName | None = None) -> Reply:
    """Tell on one page what to know before a meeting, each statement with its source."""
    if not customer and not contact:
        raise Unclear("Whom are you going to see?", "customer")
    customer = customer or (contact.customer if contact else None)
    turn.remember(customer, contact)
    briefing = Briefing(turn, turn.knowledge.brief(turn.crm, customer, contact, turn.now))
    headline, parts = briefing.headline(), briefing.parts()
    return Reply(headline, parts, citations=briefing.citations.all)
