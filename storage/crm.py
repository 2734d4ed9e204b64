"""The records as one person may see them, within one turn and one transaction."""

from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from storage.absences import Absence, Absences
from storage.campaigns import Campaign, Goal, Segment
from storage.case_clock import CaseClock
from storage.cases import Case, Cases, Comment
from storage.collection import Collection
from storage.contacts import Contact, Contacts
from storage.customers import Customer, Customers
from storage.deals import Deal, Deals
from storage.distinctions import Distinction, Distinctions
from storage.documents import Document
from storage.feedback import Feedback, Preference
from storage.holding import hold
from storage.interactions import Interaction, Interactions
from storage.leads import Lead, Leads
from storage.lessons import Lessons
from storage.lines import Line
from storage.mask import Mask
from storage.people import Person
from storage.pipelines import Pipeline, Pipelines, Stage
from storage.products import Order, Product, Quote
from storage.ratings import Ratings
from storage.record import Record
from storage.reminders import Reminder, Reminders
from storage.responses import Response, Responses
from storage.sales import Orders, Products, Quotes
from storage.service_desk import AllWorkingHours, Holidays, ServiceTimes
from storage.service_times import Holiday, ServiceTime, WorkingHours
from storage.stays import Stay
from storage.suggestions import Suggestion, Suggestions
from storage.threads import ChannelLink, ChannelLinks
from storage.uploads import Uploads

NOUNS: dict[str, type[Record]] = {
    noun.kind: noun
    for noun in (
        Person, Customer, Contact, Lead, Deal, Product, Order, Quote, Line, Case, Comment, Interaction, Reminder,
        Campaign, Segment, Goal, Response, Feedback, Preference, Document, Suggestion, ChannelLink,
        Pipeline, Stage, Stay, Absence, Distinction, ServiceTime, WorkingHours, Holiday,
    )
}  # fmt: skip


class Crm:
    """The collections of records. `actor` is whoever speaks, None for the clock and for imports.

    Everything read and written through it belongs to one transaction, which `Store.begin` commits.
    `erased` names who was erased in it: what is written afterwards must not name them again.
    """

    def __init__(self, session: Session, actor: Person | None, now: datetime) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.erased: list[Mask] = []

    @property
    def country(self) -> str:
        """Where telephone numbers are that tell no country, empty where that is not set."""
        return str(self.session.info.get("country", ""))

    def hold(self, name: str) -> None:
        """Keep other processes from what goes by this name until the transaction ends; SQLite lets in one anyway."""
        hold(self.session, name)

    def of(self, kind: str) -> Collection[Any]:
        """The collection of a kind, such as `customer`."""
        return Collection(self.session, NOUNS[kind], self.now)

    @cached_property
    def people(self) -> Collection[Person]:
        return Collection(self.session, Person, self.now)

    @cached_property
    def customers(self) -> Customers:
        return Customers(self.session, Customer, self.now)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self.session, Contact, self.now)

    @cached_property
    def leads(self) -> Leads:
        return Leads(self.session, Lead, self.now)

    @cached_property
    def deals(self) -> Deals:
        return Deals(self.session, Deal, self.now)

    @cached_property
    def pipelines(self) -> Pipelines:
        return Pipelines(self.session, Pipeline, self.now)

    @cached_property
    def stages(self) -> Collection[Stage]:
        return Collection(self.session, Stage, self.now)

    @cached_property
    def stays(self) -> Collection[Stay]:
        return Collection(self.session, Stay, self.now)

    @cached_property
    def products(self) -> Products:
        return Products(self.session, Product, self.now)

    @cached_property
    def orders(self) -> Orders:
        return Orders(self.session, Order, self.now)

    @cached_property
    def quotes(self) -> Quotes:
        return Quotes(self.session, Quote, self.now)

    @cached_property
    def cases(self) -> Cases:
        return Cases(self.session, Case, self.now)

    @property
    def case_clock(self) -> CaseClock:
        """The clocks of cases, by the service times and working hours as they are now."""
        return CaseClock(self.session, self.now)

    @cached_property
    def service_times(self) -> ServiceTimes:
        return ServiceTimes(self.session, ServiceTime, self.now)

    @cached_property
    def working_hours(self) -> AllWorkingHours:
        return AllWorkingHours(self.session, WorkingHours, self.now)

    @cached_property
    def holidays(self) -> Holidays:
        return Holidays(self.session, Holiday, self.now)

    @cached_property
    def comments(self) -> Collection[Comment]:
        return Collection(self.session, Comment, self.now)

    @cached_property
    def interactions(self) -> Interactions:
        return Interactions(self.session, Interaction, self.now)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self.session, Reminder, self.now)

    @cached_property
    def campaigns(self) -> Collection[Campaign]:
        return Collection(self.session, Campaign, self.now)

    @cached_property
    def segments(self) -> Collection[Segment]:
        return Collection(self.session, Segment, self.now)

    @cached_property
    def goals(self) -> Collection[Goal]:
        return Collection(self.session, Goal, self.now)

    @cached_property
    def responses(self) -> Responses:
        return Responses(self.session, Response, self.now)

    @cached_property
    def feedback(self) -> Collection[Feedback]:
        return Collection(self.session, Feedback, self.now)

    @cached_property
    def preferences(self) -> Collection[Preference]:
        return Collection(self.session, Preference, self.now)

    @cached_property
    def documents(self) -> Collection[Document]:
        return Collection(self.session, Document, self.now)

    @cached_property
    def suggestions(self) -> Suggestions:
        return Suggestions(self.session, Suggestion, self.now)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self.session, Absence, self.now)

    @cached_property
    def distinctions(self) -> Distinctions:
        return Distinctions(self.session, Distinction, self.now)

    @cached_property
    def lessons(self) -> Lessons:
        return Lessons(self.session)

    @cached_property
    def ratings(self) -> Ratings:
        return Ratings(self.session)

    @cached_property
    def uploads(self) -> Uploads:
        return Uploads(self.session, self.now)

    @cached_property
    def links(self) -> ChannelLinks:
        return ChannelLinks(self.session, ChannelLink, self.now)
