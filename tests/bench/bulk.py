"""Measures changes of ten thousand records by one sentence, and their undoing, through the skills.

Run: python -m tests.bench.bulk [sqlite] [postgresql] [--records COUNT]
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from knowledge.knowledge import Knowledge
from skills.conversation import undo
from skills.deals import move_deal
from skills.leads import set_lead_status
from skills.records import assign_owner, delete_record, update_record
from skills.turn import Turn, Unconfirmed
from storage.cases import Case
from storage.changes import plain
from storage.crm import Crm
from storage.deals import Deal
from storage.leads import Lead
from storage.migrate import migrate
from storage.people import Person
from storage.store import Store
from tests.bench.warehouse import NOW
from tests.postgres import server

SENTENCES: dict[str, tuple[str, Callable[[Turn, Person], Any]]] = {
    "update_record": ("deal", lambda turn, tom: update_record(turn, None, "source", "event", "deal", [])),
    "update a case": ("case", lambda turn, tom: update_record(turn, None, "subject", "lost", "case", [])),
    "assign_owner": ("deal", lambda turn, tom: assign_owner(turn, tom, None, "deal", [])),
    "move_deal": ("deal", lambda turn, tom: move_deal(turn, "proposal", filters=[])),
    "set_lead_status": ("lead", lambda turn, tom: set_lead_status(turn, "contacted", filters=[])),
    "delete_record": ("deal", lambda turn, tom: delete_record(turn, None, "deal", [])),
}


def main() -> None:
    """Print how long each takes to be shown, done and undone."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bulk")
    parser.add_argument("databases", nargs="*", default=["sqlite"])
    parser.add_argument("--records", type=int, default=10_000)
    told = parser.parse_args()
    for database in told.databases:
        with _house(database) as store:
            _fill(store, told.records)
            print(f"\n{database}, {told.records} records: seconds by the clock (of the processor)")
            for name, (kind, act) in SENTENCES.items():
                _measured(store, name, kind, act)


def _measured(store: Store, name: str, kind: str, act: Callable[[Turn, Person], Any]) -> None:
    before = _columns(store, kind)
    shown = _timed(lambda: _said(store, f"{name} shown", act, confirmed=False))
    done = _timed(lambda: _said(store, name, act, confirmed=True))
    assert all(one != other for one, other in zip(before, _columns(store, kind), strict=False)), "something stayed"
    undone = _timed(lambda: _said(store, f"{name} undone", lambda turn, tom: undo(turn), confirmed=True))
    assert _columns(store, kind) == before, "something was not undone"
    print(f"{name:16} shown {shown}  done {done}  undone {undone}", flush=True)


def _said(store: Store, turn: str, act: Callable[[Turn, Person], Any], *, confirmed: bool) -> None:
    with store.begin(1, NOW, turn) as crm:
        tom = crm.people.get(2)
        assert crm.actor is not None
        assert tom is not None
        try:
            act(Turn(crm, Knowledge(Path("/nowhere")), crm.actor, NOW, "", "", confirmed=confirmed), tom)
        except Unconfirmed:
            assert not confirmed


def _columns(store: Store, kind: str) -> list[tuple[Any, ...]]:
    with store.read(NOW) as crm:
        names = crm.of(kind).noun.__table__.columns.keys()
        return [tuple(plain(getattr(each, name)) for name in names) for each in crm.of(kind).all()]


def _timed(act: Callable[[], Any]) -> str:
    wall, processor = perf_counter(), process_time()
    act()
    return f"{perf_counter() - wall:5.2f} ({process_time() - processor:.2f})"


def _fill(store: Store, records: int) -> None:
    with store.begin(None, NOW, "fill") as crm:
        _people(crm)
        one = crm.people.get(1)
        for number in range(records):
            crm.session.add(Deal(name=f"Deal {number}", owner=one, source="cold", created_at=NOW, custom={}))
            crm.session.add(Case(number=number, subject="x", opened_at=NOW, created_at=NOW, custom={}))
            crm.session.add(Lead(name=f"Lead {number}", status="open", owner=one, created_at=NOW, custom={}))


def _people(crm: Crm) -> None:
    for name in ("Ann", "Tom"):
        crm.people.add(Person(name=name, email=f"{name}@house.test", role="manager"))


@contextmanager
def _house(database: str) -> Iterator[Store]:
    with tempfile.TemporaryDirectory(prefix="rapport-bulk-", ignore_cleanup_errors=True) as folder:
        if database == "postgresql":
            Path(folder).chmod(0o755)
            with server(Path(folder)) as url:
                yield from _migrated(Store(url))
        else:
            yield from _migrated(Store(Path(folder) / "rapport.db"))


def _migrated(store: Store) -> Iterator[Store]:
    migrate(store)
    yield store
    store.close()


if __name__ == "__main__":
    main()
