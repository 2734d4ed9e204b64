"""Traces: what is kept of one person, wherever in the records it stands."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, and_, false, or_, select

from storage.cases import Case
from storage.changes import Change
from storage.contacts import Contact
from storage.crm import NOUNS, Crm
from storage.deals import Deal
from storage.folding import fold
from storage.leads import Lead
from storage.lessons import Lesson
from storage.mask import Mask
from storage.passages import Passage
from storage.people import Person
from storage.record import Named, Record

WRITTEN = (Change.label, Change.before, Change.after)
ALL = {"deleted_too": True}
BEARERS = ("contact", "lead", "customer", "person")
FEW = 50
SHORTEST = 3  # letters of a first or last name that names somebody by itself


class Traces:
    """Where a contact is found: in records that point to them, that share their e-mail address, or that name them.

    At their customer a first or last name is enough to name them, unless others have it too; elsewhere it takes the
    full name, unless somebody else bears it, or their address or number.
    """

    def __init__(self, crm: Crm, contact: Contact) -> None:
        self.crm, self.contact = crm, contact
        self.name, self.email = contact.name, contact.email

    @cached_property
    def near(self) -> Mask:
        """Names them where their customer is spoken of."""
        return Mask([self.name, *self._parts()], self._addresses)

    @cached_property
    def far(self) -> Mask:
        """Names them anywhere."""
        return Mask([] if self.is_shared else [self.name], self._addresses)

    @property
    def _addresses(self) -> list[str]:
        return [value for value in (self.email, self.contact.phone) if value]

    @cached_property
    def is_shared(self) -> bool:
        """Whether somebody else bears the name: another contact, a lead, a customer or a colleague."""
        same = [each for kind in BEARERS for each in self.crm.of(kind).named(self.name)]
        return any(record is not self.contact and not self._is_their_lead(record) for record in same)

    @cached_property
    def records(self) -> dict[str, list[Record]]:
        """What is about them, deleted or not, by its kind; themselves and colleagues aside."""
        nouns = {kind: noun for kind, noun in NOUNS.items() if noun is not Person}
        found = {kind: list(self._of(noun)) for kind, noun in nouns.items()}
        return {kind: records for kind, records in found.items() if records}

    @property
    def changes(self) -> list[Change]:
        """The changes of the contact and of the records about them, and others that name them; oldest first."""
        found = {change.id: change for change in self._changes_of(self.contact)}
        for record in (each for records in self.records.values() for each in records):
            found |= {
                each.id: each for each in self._changes_of(record) if self.points(record) or self._told(each, record)
            }
        named = self.crm.session.scalars(select(Change).where(self.far.may_be_in(WRITTEN)))
        found |= {each.id: each for each in named if self.far.names([each.label, each.before, each.after])}
        return [found[id] for id in sorted(found)]

    def _changes_of(self, record: Record) -> Iterable[Change]:
        same = (Change.kind == record.kind, Change.record_id == record.id)
        return self.crm.session.scalars(select(Change).where(*same))

    def _told(self, change: Change, record: Record) -> bool:
        return self.mask_for(record).names([change.label, change.before, change.after])

    @property
    def lessons(self) -> list[Lesson]:
        """The sentences kept to learn from that name them."""
        return [lesson for lesson in self.crm.lessons.all() if self.near.names(lesson.text)]

    def _is_their_lead(self, record: Record) -> bool:
        return isinstance(record, Lead) and bool(self.email) and fold(record.email or "") == fold(self.email or "")

    def _of(self, noun: type[Record]) -> Iterator[Any]:
        columns = texts_of(noun)
        linked, at_home = self._linked(noun), self._at_home(noun)
        named = or_(self.far.may_be_in(columns), and_(at_home, self.near.may_be_in(columns)))
        wanted = select(noun).where(or_(linked, named))
        for record in self.crm.session.scalars(wanted.order_by(noun.id), execution_options=ALL):
            if record is not self.contact and (self.points(record) or self._names(record, columns)):
                yield record

    def points(self, record: Record) -> bool:
        """Whether the record is theirs, rather than only naming them."""
        theirs = (getattr(record, name, None) for name in ("contact_id", "other_contact_id"))
        return self.contact.id in theirs or self._is_their_lead(record)

    def _names(self, record: Any, columns: list[Any]) -> bool:
        values = [getattr(record, column.key) for column in columns]
        return self.mask_for(record).names(values)

    def mask_for(self, record: Any) -> Mask:
        """What names them in a record: more at their customer than elsewhere."""
        case = self.crm.session.get(Case, record.case_id) if getattr(record, "case_id", None) else None
        homes = [each for each in (record, case) if each is not None]
        theirs = any(self.points(each) for each in homes)
        home = self.contact.customer_id
        at_home = home is not None and any(getattr(each, "customer_id", None) == home for each in homes)
        return self.near if theirs or at_home or (record.kind == "customer" and record.id == home) else self.far

    def _linked(self, noun: Any) -> ColumnElement[bool]:
        if noun is Lead:
            return Lead.email.icontains(self.email, autoescape=True) if self.email else false()
        columns = [getattr(noun, name) for name in ("contact_id", "other_contact_id") if hasattr(noun, name)]
        return or_(false(), *(column == self.contact.id for column in columns))

    def _at_home(self, noun: Any) -> ColumnElement[bool]:
        """Of their customer, or of a case of theirs."""
        home, whose = self.contact.customer_id, []
        if "customer_id" in noun.__table__.columns:
            whose.append(noun.customer_id == home if home else false())
        if "contact_id" in noun.__table__.columns:
            whose.append(noun.contact_id == self.contact.id)
        if "case_id" in noun.__table__.columns:
            whose.append(noun.case_id.in_(select(Case.id).where(self._at_home(Case))))
        return or_(false(), *whose, noun.id == home if noun.kind == "customer" and home else false())

    def _parts(self) -> Iterator[str]:
        """The first and the last name where they name nobody and nothing else at the customer."""
        contact, crm = self.contact, self.crm
        others = [*crm.people.all(), *(crm.contacts.at(contact.customer) if contact.customer else [])]
        taken = {part for each in others if each is not contact for part in fold(each.name).split()}
        taken |= set(fold(contact.customer.name).split()) if contact.customer else set()
        for part in contact.name.split():
            if len(fold(part)) >= SHORTEST and fold(part) not in taken and not self._is_a_word(part):
                yield part

    def _is_a_word(self, part: str) -> bool:
        """Whether others' history has it in small letters, as it has “will” and “grace”."""
        small = Mask([], [part.lower()])
        others = Passage.customer_id.is_distinct_from(self.contact.customer_id)
        found = select(Passage.text).where(Passage.text.icontains(part, autoescape=True), others).limit(FEW)
        return any(part.lower() in text.split() for text in self.crm.session.scalars(found) if small.names(text))


def texts_of(noun: type[Record]) -> list[Any]:
    """The columns with free words; the names of customers, products and other people are no words about a person."""
    kept = {field.name for field in noun.FIELDS if field.choices or field.kind != "text"} | {"name_fold"}
    kept |= {"name", "company"} if issubclass(noun, Named) and noun is not Deal else set()
    columns = noun.__table__.columns
    return [column for column in columns if isinstance(column.type, String | JSON) and column.key not in kept]
