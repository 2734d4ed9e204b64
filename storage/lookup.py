"""Lookup: the records whose names begin like what somebody types, with what tells two of one name apart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from storage.beginnings import LAST, Beginnings
from storage.cases import Case
from storage.contacts import Contact
from storage.crm import NOUNS, Crm
from storage.customers import Customer
from storage.deals import Deal
from storage.folding import fold
from storage.leads import Lead
from storage.people import Person
from storage.products import Product
from storage.record import Named

MOST_WORDS = 8


class Found(NamedTuple):
    """A record that may be meant; `beside` tells it apart from others of its name."""

    kind: str
    id: int
    name: str
    beside: str = ""


class Manner(NamedTuple):
    """How records of a kind are told apart: by a column of their own, and by the name of a record that they have."""

    column: InstrumentedAttribute[Any]
    through: InstrumentedAttribute[Any] | None = None
    whose: type[Named] | None = None


MANNERS: dict[str, Callable[[], Manner]] = {
    "customer": lambda: Manner(Customer.city, Customer.owner_id, Person),
    "contact": lambda: Manner(Contact.title, Contact.customer_id, Customer),
    "deal": lambda: Manner(Deal.stage, Deal.customer_id, Customer),
    "case": lambda: Manner(Case.status, Case.customer_id, Customer),
    "lead": lambda: Manner(Lead.company, Lead.owner_id, Person),
    "product": lambda: Manner(Product.category),
    "person": lambda: Manner(Person.team),
}


def is_found(kind: str) -> bool:
    """Whether records of that kind are looked up by a name; a case is by its subject and its number."""
    return kind == "case" or (kind in NOUNS and issubclass(NOUNS[kind], Named))


@dataclass(frozen=True)
class Lookup:
    """Looks up the records of one kind by their names; those at `customer` come first.

    `beginnings` spare it to look through all the names of the store.
    """

    crm: Crm
    kind: str
    customer: int | None = None
    beginnings: Beginnings | None = None

    def typed(self, text: str, limit: int) -> list[Found]:
        """Those of which each word typed begins a word, the ones that begin just like that first."""
        words = fold(text).split()[:MOST_WORDS]
        found: dict[int, Found] = {}
        for criteria in self._ways(words):
            if len(found) < limit:
                for each in self._rows(criteria, self._order(words), limit):
                    found.setdefault(each.id, each)
        return list(found.values())[:limit]

    def by_ids(self, ids: Sequence[int]) -> list[Found]:
        """Those with the ids, in that order."""
        rows = {each.id: each for each in self._rows(self._noun.id.in_(ids), self._noun.id, len(ids))}
        return [rows[id] for id in ids if id in rows]

    @property
    def _noun(self) -> Any:
        return NOUNS[self.kind]

    @property
    def _name(self) -> Any:
        return self._noun.subject if self.kind == "case" else self._noun.name

    @property
    def _folded(self) -> Any:
        return func.lower(self._name) if self.kind == "case" else self._noun.name_fold

    def _ways(self, words: list[str]) -> Iterator[ColumnElement[bool]]:
        """The criteria to try one after the other."""
        if self.customer is not None and hasattr(self._noun, "customer_id"):
            yield and_(self._noun.customer_id == self.customer, self._begun(words))
        if not words:
            owner = getattr(self._noun, "owner_id", None) or getattr(self._noun, "assignee_id", None)
            if owner is not None and self.crm.actor:
                yield owner == self.crm.actor.id
        elif self.kind == "case":
            if words[0].isdigit():
                yield self._noun.number == int(words[0][:9])
        else:
            yield self._begins(" ".join(words))
        yield self._fits(words)

    def _begins(self, start: str) -> ColumnElement[bool]:
        """As a range where the index can be used for one, which LIKE does not let SQLite do."""
        if self._on_sqlite:
            return and_(self._folded >= start, self._folded < start + LAST)
        return self._folded.startswith(start)  # type: ignore[no-any-return]

    def _fits(self, words: list[str]) -> ColumnElement[bool]:
        """As `_begun`, among the few that may be meant; else the longest is sought anywhere first: that is quick."""
        if not words:
            return true()
        few = self.beginnings.candidates(self.crm, self.kind, words) if self.beginnings else None
        among = self._has(self._folded, max(words, key=len)) if few is None else self._noun.id.in_(few)
        return and_(among, self._begun(words))

    def _begun(self, words: list[str]) -> ColumnElement[bool]:
        """Each word begins a word of the name."""
        return and_(true(), *(self._has(" " + self._folded, f" {word}") for word in words))

    def _has(self, text: Any, part: str) -> ColumnElement[bool]:
        """Whether a text has a part; both databases look for that sooner than for a pattern."""
        return (func.instr if self._on_sqlite else func.strpos)(text, part) > 0

    @property
    def _on_sqlite(self) -> bool:
        return self.crm.session.get_bind().dialect.name == "sqlite"

    def _order(self, words: list[str]) -> Any:
        return self._folded if words else self._noun.id.desc()

    def _rows(self, criteria: ColumnElement[bool], order: Any, limit: int) -> Iterator[Found]:
        rows = self.crm.session.execute(
            self._select().where(criteria, self._noun.deleted_at.is_(None)).order_by(order).limit(limit)
        )
        for id, name, *beside in rows:
            told = f"case {beside.pop()}: {name}" if self.kind == "case" else name
            yield Found(self.kind, id, told, " · ".join(str(each) for each in beside if each))

    def _select(self) -> Select[Any]:
        number = [self._noun.number] if self.kind == "case" else []
        if self.kind not in MANNERS:
            return select(self._noun.id, self._name)
        column, through, whose = MANNERS[self.kind]()
        if through is None or whose is None:
            return select(self._noun.id, self._name, column, *number)
        other = aliased(whose)
        joined = select(self._noun.id, self._name, column, other.name, *number)
        return joined.select_from(self._noun).outerjoin(other, other.id == through)
