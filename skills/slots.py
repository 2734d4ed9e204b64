"""Slots: what a skill can be told, with the type of each and how to ask for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_origin
from zoneinfo import ZoneInfo

from storage.campaigns import Campaign, Segment
from storage.cases import Case
from storage.contacts import Contact
from storage.customers import Customer
from storage.deals import Deal
from storage.fields import CHANNELS, PRIORITIES, RESPONSES, SCALES, SENTIMENTS, SOURCES
from storage.leads import Lead
from storage.people import Person
from storage.pipelines import Pipeline
from storage.products import Order as OrderRecord
from storage.products import Product, Quote
from storage.record import Record
from storage.reminders import Reminder

MORNING = time_of_day(9)


@dataclass(frozen=True)
class When:
    """A day, and a time of day if one was said, on the speaker's clock."""

    day: date
    time: time_of_day | None = None

    def at(self, zone: ZoneInfo) -> datetime:
        """The moment; 09:00 where no time was said. A time that a clock change skips moves on by the gap."""
        local = datetime.combine(self.day, self.time or MORNING, zone)
        return local.astimezone(ZoneInfo("UTC")).astimezone(zone)

    def value(self) -> str:
        """ISO 8601: a date, or `2026-11-24T15:00`."""
        return self.day.isoformat() + (f"T{self.time:%H:%M}" if self.time else "")

    @classmethod
    def of(cls, value: str) -> "When":
        """The day and time that `value` told."""
        day, _, clock = value.partition("T")
        return cls(date.fromisoformat(day), time_of_day.fromisoformat(clock[:5]) if clock else None)


@dataclass(frozen=True)
class Period:
    """A span of days, both ends included; an open end is None."""

    first: date | None
    last: date | None

    def starts(self, zone: ZoneInfo) -> datetime | None:
        """The moment it begins."""
        return datetime.combine(self.first, time_of_day(), zone) if self.first else None

    def ends(self, zone: ZoneInfo) -> datetime | None:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time_of_day(), zone) if self.last else None


@dataclass(frozen=True)
class Wanted:
    """So many of a product, at so much off in percent and for so much each, as far as it was said.

    In intents it is `{"product", "quantity", "discount", "price"}`.
    """

    product: Any
    quantity: int | None = None
    discount: Decimal | None = None
    price: Decimal | None = None


SlotKind = Literal[
    "record", "case", "moment", "period", "recurrence", "money", "percent", "number", "choice",
    "text", "name", "filters", "entity", "measure", "field", "value", "order", "lines", "clock", "choices",
]  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """The type of a slot: its kind, the kind of record or the choices it admits, and the question for it.

    `of` is a kind of record, or `any`; where it is `open`, a name that is on no record stands as spoken.
    Texts keep the speaker's words; a name is a text that names something new. Beside the choices of an `own` slot
    a workspace has words of its own, as its `stage`s. What is `unsaid` no words tell, only a button does. A clock is a
    time of day as `07:30`, and `""` where there is to be none; choices are several of those that are admitted.
    """

    kind: SlotKind
    ask: str = ""
    of: str = ""
    choices: tuple[str, ...] = ()
    open: bool = False
    own: str = ""
    unsaid: bool = False


CustomerName = Annotated[Customer, Slot("record", "Which customer is it?", "customer")]
ContactName = Annotated[Contact, Slot("record", "Who is it?", "contact")]
LeadName = Annotated[Lead, Slot("record", "Which lead is it?", "lead")]
DealName = Annotated[Deal, Slot("record", "Which deal is it?", "deal")]
ProductName = Annotated[Product, Slot("record", "Which product is it?", "product")]
QuoteName = Annotated[Quote, Slot("record", "Which quote is it?", "quote")]
OrderName = Annotated[OrderRecord, Slot("record", "Which order is it?", "order")]
PersonName = Annotated[Person, Slot("record", "Which colleague is it?", "person")]
AnyRecord = Annotated[Record, Slot("record", "Which one do you mean?", "any")]
CaseNumber = Annotated[Case, Slot("case", "Which case is it?", "case")]
CampaignName = Annotated[Campaign, Slot("record", "Which campaign is it?", "campaign")]
SegmentName = Annotated[Segment | str, Slot("record", "Which segment is it for?", "segment", open=True)]
PipelineName = Annotated[Pipeline | str, Slot("record", "Which pipeline is it?", "pipeline", open=True)]
ReminderName = Annotated[Reminder, Slot("record", "Which reminder is it?", "reminder")]

Moment = Annotated[When, Slot("moment", "When?")]
Span = Annotated[Period, Slot("period", "For which time?")]
Recurrence = Annotated[str, Slot("recurrence", "How often?")]
Amount = Annotated[Decimal, Slot("money", "How much?")]
Number = Annotated[int, Slot("number", "How many?")]
From = Annotated[int, Slot("number", "From which one on?", unsaid=True)]
"""How many of a list are passed over, as when its next page is asked for."""
ProductLines = Annotated[list[Wanted], Slot("lines", "Which products, and how many of each?")]
Discount = Annotated[Decimal, Slot("percent", "How much off, in percent?")]

Channel = Annotated[
    Literal["call", "meeting", "email", "chat", "visit", "social", "survey", "note"],
    Slot("choice", "How did you talk?", choices=CHANNELS),
]
Sentiment = Annotated[
    Literal["positive", "neutral", "negative"],
    Slot("choice", "How was the mood?", choices=SENTIMENTS),
]
Priority = Annotated[
    Literal["low", "normal", "high", "urgent"],
    Slot("choice", "How urgent is it?", choices=PRIORITIES),
]
CaseStatus = Annotated[
    Literal["new", "working", "waiting"], Slot("choice", "Which status?", choices=("new", "working", "waiting"))
]
LeadSource = Annotated[
    Literal["website", "referral", "event", "social", "survey", "campaign", "cold", "other"],
    Slot("choice", "How did they find us?", choices=SOURCES),
]
LeadStatus = Annotated[
    Literal["open", "contacted", "qualified", "unqualified"],
    Slot(
        "choice",
        "Is it open, contacted, qualified or unqualified?",
        choices=("open", "contacted", "qualified", "unqualified"),
    ),
]
Stage = Annotated[
    str,
    Slot(
        "choice",
        "To which stage?",
        choices=("prospecting", "engaging", "proposal", "negotiation", "next", "previous"),
        own="stage",
    ),
]
"""A stage of the workspace's own pipelines, which begin with these; `next` and `previous` from where a deal stands."""
Grouping = Annotated[
    Literal["month", "owner", "team"],
    Slot("choice", "By month, by owner or by team?", choices=("month", "owner", "team")),
]
Outcome = Annotated[Literal["won", "lost"], Slot("choice", "Was it won or lost?", choices=("won", "lost"))]
Answer = Annotated[
    Literal["opened", "clicked", "replied", "signed_up", "bought", "unsubscribed"],
    Slot("choice", "What did they do: opened, clicked, replied, signed up, bought or unsubscribed?", choices=RESPONSES),
]
Medium = Annotated[
    Literal["email", "chat", "social", "letter"],
    Slot("choice", "How shall it reach them?", choices=("email", "chat", "social", "letter")),
]
Scale = Annotated[Literal["csat", "nps"], Slot("choice", "CSAT or NPS?", choices=SCALES)]

Text = Annotated[str, Slot("text", "What about?")]
Summary = Annotated[str, Slot("text", "What happened?")]
Subject = Annotated[str, Slot("text", "What is the problem?")]
About = Annotated[str, Slot("text", "What should I remind you of?")]
NewName = Annotated[str, Slot("name", "What is the name?")]
FieldName = Annotated[str, Slot("field", "Which field?")]
FieldValue = Annotated[Any, Slot("value", "What should it be?")]
Promise = Annotated[dict[str, Any], Slot("value")]
"""What was promised, and until when: `{"about", "due_at"}`, the moment as `When.value` writes it."""
Entity = Annotated[str, Slot("entity", "What are you looking for?")]
Measure = Annotated[str, Slot("measure", "Which figure?")]
Filters = Annotated[list[Any], Slot("filters", "Which ones?")]
Order = Annotated[str, Slot("order", "In which order?")]


def slot_of(annotation: Any) -> Slot:
    """The Slot in a parameter's annotation, optional or not. Raises TypeError when there is none."""
    if get_origin(annotation) is Annotated:
        return next(note for note in reversed(get_args(annotation)[1:]) if isinstance(note, Slot))
    for part in get_args(annotation):
        if get_origin(part) is Annotated:
            return slot_of(part)
    raise TypeError(f"{annotation!r} is not the type of a slot")
