"""The directory: the records that others point to, from their names to their ids and back."""

import re
from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from storage.crm import NOUNS
from storage.exchange.figures import Unreadable
from storage.folding import fold

NUMBERED = re.compile(r"(.*\S) #(0*[1-9]\d{0,8})", re.DOTALL)
ELSEWHERE = "is a contact of another customer"


class Entry(NamedTuple):
    """What others say of a record."""

    id: int
    name: str
    customer_id: int | None = None
    number: int | None = None
    email: str = ""
    time_zone: str = "UTC"
    country: str | None = None


COLUMNS = {
    "person": ("name", "email", "time_zone"),
    "customer": ("name", "country"),
    "contact": ("name", "customer_id"),
    "case": ("number", "customer_id"),
    "quote": ("number", "customer_id"),
    "order": ("number", "customer_id"),
}


class Shelf:
    """The live records of one kind, oldest first. Of several with one name, `Name #2` is the second."""

    def __init__(self, kind: str, connection: Connection) -> None:
        self.kind = kind
        self.entries: dict[int, Entry] = {}
        self.named: defaultdict[str, list[int]] = defaultdict(list)
        self.addressed: dict[str, int] = {}
        self._load(connection)

    def _load(self, connection: Connection) -> None:
        table = NOUNS[self.kind].__table__
        assert isinstance(table, Table)
        names = COLUMNS.get(self.kind, ("name",))
        wanted = [table.c.id, *(table.c[name] for name in names)]
        live = select(*wanted).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
        for id, *values in connection.execute(live):
            found = dict(zip(names, values, strict=True))
            entry = Entry(id, found.pop("name", None) or str(found["number"]), **found)
            self.entries[id] = entry
            self.named[fold(entry.name)].append(id)
            if entry.email:
                self.addressed.setdefault(entry.email.casefold(), id)

    def find(self, text: str, customer_id: int | None = None) -> tuple[int, str]:
        """The id of the record called so, and a doubt where it may be another. Raises Unreadable."""
        name = text.strip()
        if id := self.addressed.get(name.casefold()):
            return id, ""
        ids = self._called(name)
        if self.kind != "contact":
            return ids[0], "" if len(ids) == 1 else f"{len(ids)} are called so; the first was taken"
        near = [id for id in ids if self.entries[id].customer_id == customer_id]
        if len(ids) > 1 and len(near) != 1:
            raise Unreadable(f"is the name of {len(ids)} contacts; say which with #1, #2 …")
        return (near or ids)[0], "" if near or customer_id is None else ELSEWHERE

    def only(self, text: str, customer_id: int | None = None) -> int:
        """The id of the one record called so; of several contacts the one at that customer. Raises Unreadable."""
        name = text.strip()
        if id := self.addressed.get(name.casefold()):
            return id
        ids = self._called(name)
        if len(ids) > 1 and customer_id is not None:
            ids = [id for id in ids if self.entries[id].customer_id == customer_id] or ids
        if len(ids) > 1:
            raise Unreadable(f"is the name of more than one {self.kind}")
        return ids[0]

    def _called(self, name: str) -> list[int]:
        """Those of that very name, or the one with that number among its like, or those whose name is written alike.

        Raises Unreadable when there are none.
        """
        ids = self.named.get(fold(name), [])
        found = [id for id in ids if self.entries[id].name == name] or self._numbered(name) or ids
        if not found:
            raise Unreadable(f"no {self.kind} is called so")
        return found

    def _numbered(self, name: str) -> list[int]:
        """The one that `Name #2` means, where there are so many of that name."""
        told = NUMBERED.fullmatch(name)
        return self.named.get(fold(told[1]), [])[int(told[2]) - 1 :][:1] if told else []

    def spelled(self, id: int, customer_id: int | None = None) -> str:
        """How to write the record so that it is found again: its name alone, or with its place among its like.

        The place has zeros before it where another is called just so: `Name #02`.
        """
        name = self.entries[id].name
        place = self.named[fold(name)].index(id) + 1
        numbered = (f"{name} #{'0' * zeros}{place}" for zeros in range(len(self.entries) + 1))
        return next((each for each in (name, *numbered) if self._finds(each, id, customer_id)), f"{name} #{place}")

    def _finds(self, text: str, id: int, customer_id: int | None) -> bool:
        try:
            return self.find(text, customer_id) in ((id, ""), (id, ELSEWHERE))
        except Unreadable:
            return False


class Directory:
    """A shelf for each kind, read when it is first asked for."""

    def __init__(self, connection: Connection, country: str = "") -> None:
        """`country` is where telephone numbers are that tell no country."""
        self.connection, self.country = connection, country
        self._shelves: dict[str, Shelf] = {}

    def shelf(self, kind: str) -> Shelf:
        """The records of a kind, as they were when first asked for."""
        if kind not in self._shelves:
            self._shelves[kind] = Shelf(kind, self.connection)
        return self._shelves[kind]

    def entry(self, kind: str, id: int | None) -> Entry | None:
        """The record with that id, None when there is none or it was deleted."""
        return self.shelf(kind).entries.get(id) if id is not None else None
