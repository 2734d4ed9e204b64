"""Origins: the ids that records have in the program they come from, looked up and kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from storage.changes import Change
from storage.exchange.figures import Unreadable
from storage.imports import Origin
from storage.record import Row


def table_of(row: type[Row]) -> Table:
    """The table of a kind of rows."""
    assert isinstance(row.__table__, Table)
    return row.__table__


ORIGINS = table_of(Origin)
CHANGES = table_of(Change)


class Origins:
    """All that came from one source. `bare` makes an id the same however it is written."""

    def __init__(self, source: str, connection: Connection, bare: Callable[[str], str]) -> None:
        self.source, self.connection, self.bare = source, connection, bare
        self._sheets: dict[str, dict[str, int]] = {}

    def sheet(self, name: str) -> dict[str, int]:
        """The ids of a sheet and the records that have them, those of this import too."""
        if name not in self._sheets:
            wanted = select(ORIGINS.c.external_id, ORIGINS.c.record_id).where(*self._of(name))
            self._sheets[name] = dict(iter(self.connection.execute(wanted)))
        return self._sheets[name]

    def find(self, text: str, sheets: Iterable[str]) -> int:
        """The record of one of the sheets that has the id. Raises Unreadable."""
        id = self.bare(text)
        for name in sheets:
            if record_id := self.sheet(name).get(id):
                return record_id
        raise Unreadable(f"is the id of nothing in {' or '.join(sheets)}")

    def of(self, sheet: str, ids: Sequence[str]) -> dict[str, int]:
        """Which of these ids are known, and the records that have them."""
        if sheet in self._sheets:
            known = self._sheets[sheet]
            return {id: known[id] for id in ids if id in known}
        wanted = select(ORIGINS.c.external_id, ORIGINS.c.record_id)
        found = self.connection.execute(wanted.where(*self._of(sheet), ORIGINS.c.external_id.in_(ids)))
        return dict(iter(found))

    def owned(self, sheet: str, kind: str, record_ids: Sequence[int]) -> set[int]:
        """Those of the records that have an id of the sheet."""
        here = select(ORIGINS.c.record_id).where(*self._of(sheet), ORIGINS.c.kind == kind)
        return set(self.connection.execute(here.where(ORIGINS.c.record_id.in_(record_ids))).scalars())

    def keep(self, sheet: str, kind: str, ids: Mapping[str, int]) -> None:
        """Keep the ids of records that had none."""
        rows = [
            {"source": self.source, "sheet": sheet, "external_id": external, "kind": kind, "record_id": id}
            for external, id in ids.items()
        ]
        if rows:
            self.connection.execute(insert(ORIGINS), rows)
        if sheet in self._sheets:
            self._sheets[sheet].update(ids)

    def follow(self, kind: str, gone: Iterable[int]) -> dict[int, int]:
        """Of deleted records those that were merged into another, and into which; their ids go with them."""
        merged = select(CHANGES.c.record_id, CHANGES.c.after).where(
            CHANGES.c.kind == kind, CHANGES.c.record_id.in_(list(gone)), CHANGES.c.action == "merged"
        )
        into: dict[int, int] = {id: after["into"] for id, after in self.connection.execute(merged) if after}
        return into

    def _of(self, sheet: str) -> tuple[Any, ...]:
        return ORIGINS.c.source == self.source, ORIGINS.c.sheet == sheet


def move_origins(connection: Connection, kind: str, old: int, new: int) -> None:
    """Let the ids of one record be those of another from now on."""
    mine = (ORIGINS.c.kind == kind, ORIGINS.c.record_id == old)
    connection.execute(update(ORIGINS).where(*mine).values(record_id=new))
