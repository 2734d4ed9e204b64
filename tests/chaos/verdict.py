"""The verdict: what is left after the kills, held against what was acknowledged."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from knowledge.indexing import verify
from storage.interactions import Interaction
from storage.passages import IndexTask
from storage.post import Incoming, Outgoing
from storage.reminders import Reminder
from tests.chaos.victim import Victim

PATIENCE = 30
"""Seconds that the clean run may go on without getting anything done."""


@dataclass(frozen=True)
class Verdict:
    """Events and outbox rows that went wrong, by name; and how many there are.

    A reminder that came due beside others is told in their message: its row has no channel and is not posted itself.
    """

    events: int
    posts: int
    unfinished: tuple[str, ...]
    lost: tuple[str, ...]
    written_twice: tuple[str, ...]
    written_not: tuple[str, ...]
    queued: tuple[str, ...]
    index: dict[str, int]


def finish(victim: Victim) -> tuple[str, ...]:
    """Let a victim that nobody kills do what is left; returns what nothing is done about any more."""
    victim.start()
    left, since = undone(victim), time.monotonic()
    while left and time.monotonic() < since + PATIENCE:
        time.sleep(0.2)
        if left != (left := undone(victim)):
            since = time.monotonic()
    return tuple(left)


def undone(victim: Victim) -> list[str]:
    """What waits: events, reminders, posts, index tasks."""
    with victim.store.read(victim.world.now()) as crm:
        waiting: list[tuple[str, Any]] = [
            ("events", select(func.count()).where(Incoming.status == "new")),
            ("reminders", select(func.count()).where(Reminder.told_at.is_(None), Reminder.status == "open")),
            ("posts", select(func.count()).where(Outgoing.status.in_(("ready", "sending")))),
            ("index", select(func.count()).select_from(IndexTask)),
        ]
        return [f"{count} {name}" for name, query in waiting if (count := crm.session.execute(query).scalar_one())]


def judge(victim: Victim, acknowledged: Iterable[str], unfinished: tuple[str, ...]) -> Verdict:
    """Compare the records and the index with what was acknowledged."""
    with victim.store.read(victim.world.now()) as crm:
        deleted_too = {"deleted_too": True}
        states = dict(iter(crm.session.execute(select(Incoming.id, Incoming.status))))
        said = crm.session.scalars(select(Interaction.summary), execution_options=deleted_too)
        written = Counter(summary.partition(" ")[0] for summary in said)
        reminded = Counter(about.partition(" ")[0] for about in crm.session.scalars(select(Reminder.about)))
        rows = crm.session.execute(select(Outgoing.id, Outgoing.key, Outgoing.channel)).all()
        told = Counter(key.partition(":")[0] for _, key, _ in rows)
    assert victim.index is not None, "the clean run has no index"
    found = verify(victim.store, victim.index, victim.encoder.model)
    done = [id for id, status in states.items() if status == "done"]
    return Verdict(
        events=len(done),
        posts=told["reply"] + told["reminder"],
        unfinished=unfinished,
        lost=tuple(id for id in acknowledged if states.get(id) != "done"),
        written_twice=tuple(id for id, times in (*written.items(), *reminded.items()) if times > 1),
        written_not=tuple(id for id in done if not (written[id] and reminded[id])),
        queued=tuple(id for id, _, channel in rows if channel),
        index={name: len(ids) for name, ids in vars(found).items()},
    )
