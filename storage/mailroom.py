"""The mailroom: events taken in before they are acknowledged, replies queued with what they answer, reminders due."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import and_, delete, literal, not_, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from storage.crm import Crm
from storage.post import Incoming, Outgoing
from storage.reminders import Reminder
from storage.store import Store
from storage.uploads import KEPT as FILES_KEPT
from storage.uploads import Upload

R = TypeVar("R", Incoming, Outgoing)
KEPT = timedelta(days=7)
MOST_ATTEMPTS = 5


class Twice(Exception):
    """Somebody else has done this event meanwhile; what was done here must not stay."""


def receive(store: Store, id: str, form: str, body: dict[str, Any], now: datetime) -> bool:
    """Take an event in, committed on return. False if it is there already."""
    with store.begin(None, now, "inbox") as crm:
        return _insert_once(crm, Incoming, {"id": id, "form": form, "body": body, "received_at": now, "status": "new"})


def waiting(store: Store, now: datetime, limit: int = 50) -> list[Incoming]:
    """The events not yet done, oldest first."""
    with store.read(now) as crm:
        new = select(Incoming).where(Incoming.status == "new")
        return _detached(crm, crm.session.scalars(new.order_by(Incoming.received_at, Incoming.id).limit(limit)))


def done(crm: Crm, id: str) -> None:
    """Mark an event done in the transaction of what it did. Raises Twice if it was done already."""
    still_new = update(Incoming).where(Incoming.id == id, Incoming.status == "new")
    if not crm.session.scalars(still_new.values(status="done").returning(Incoming.id)).all():
        raise Twice(id)


def unheard(crm: Crm, id: str) -> None:
    """Mark an event done that was not meant for us, and forget what it said. Raises Twice."""
    done(crm, id)
    crm.session.execute(update(Incoming).where(Incoming.id == id).values(body={}))


def cancel(crm: Crm, fits: Callable[[Incoming], bool]) -> list[str]:
    """Let the events that fit and are not done yet never be done; returns their ids.

    Whoever works on one meets Twice, and so writes nothing.
    """
    new = crm.session.scalars(select(Incoming).where(Incoming.status == "new").order_by(Incoming.received_at))
    ids = [event.id for event in new if fits(event)]
    still_new = update(Incoming).where(Incoming.id.in_(ids), Incoming.status == "new").returning(Incoming.id)
    return list(crm.session.scalars(still_new.values(status="done", error="stopped")))


def withdraw(crm: Crm, fits: Callable[[Incoming], bool]) -> list[str]:
    """Take back the replies to the events that fit, where they are not posted yet; returns the ids of the events."""
    answers = select(Incoming).join(Outgoing, Outgoing.key == literal("reply:") + Incoming.id)
    ids = [event.id for event in crm.session.scalars(answers.where(Outgoing.status == "ready")) if fits(event)]
    keys = [f"reply:{id}" for id in ids]
    ready = update(Outgoing).where(Outgoing.key.in_(keys), Outgoing.status == "ready").returning(Outgoing.key)
    return [key.removeprefix("reply:") for key in crm.session.scalars(ready.values(status="withdrawn"))]


def answers_since(store: Store, since: datetime, now: datetime) -> list[tuple[str, str, datetime, Incoming]]:
    """Where the replies since then went, channel and thread, when, and the events that they answered."""
    with store.read(now) as crm:
        found = select(Outgoing.channel, Outgoing.thread, Outgoing.created_at, Incoming).join(
            Incoming, Outgoing.key == literal("reply:") + Incoming.id
        )
        recent = found.where(Outgoing.created_at > since, Outgoing.thread.is_not(None))
        rows = [(channel, thread or "", at, event) for channel, thread, at, event in crm.session.execute(recent)]
        crm.session.expunge_all()
        return rows


def failed(store: Store, id: str, reason: str, now: datetime, then: Callable[[Crm], object]) -> None:
    """Count a failed attempt; after the last one the event is parked as `dead` for somebody to look at.

    `then` runs in the transaction that parks it.
    """
    with store.begin(None, now, "inbox") as crm:
        event = crm.session.get(Incoming, id)
        if event is not None and event.status == "new":
            event.attempts, event.error = event.attempts + 1, reason[:500]
            if event.attempts >= MOST_ATTEMPTS:
                event.status = "dead"
                then(crm)


def queue(
    crm: Crm, key: str, channel: str, reply: dict[str, Any], thread: str | None = None, status: str = "ready"
) -> bool:
    """Queue a reply to be posted, or note one as `sent` that was shown elsewhere.

    False if one with that key was queued before.
    """
    row = {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, key).hex,
        "key": key,
        "channel": channel,
        "thread": thread,
        "reply": reply,
        "status": status,
        "attempts": 0,
        "created_at": crm.now,
    }
    return _insert_once(crm, Outgoing, row)


def was_queued(crm: Crm, key: str) -> bool:
    """Whether a reply with that key was queued, posted or not."""
    return crm.session.scalars(select(Outgoing.id).where(Outgoing.key == key)).first() is not None


def mark_told(crm: Crm, key: str) -> bool:
    """Note that what goes by this key was told with something else, or need not be told. False if it was before."""
    return queue(crm, key, "", {}, status="sent")


def to_send(store: Store, now: datetime, limit: int = 50) -> list[Outgoing]:
    """What may be posted or looked up now, oldest first; those in doubt come first.

    Where one is in doubt or has to wait, nothing else of its channel is sent, so that order holds.
    """
    with store.read(now) as crm:
        in_doubt, waits = Outgoing.status == "sending", Outgoing.not_before > now
        held = select(Outgoing.channel).where(or_(in_doubt, and_(Outgoing.status == "ready", waits)))
        ready = and_(Outgoing.status == "ready", Outgoing.channel.not_in(held))
        doubtful = and_(in_doubt, or_(Outgoing.not_before.is_(None), Outgoing.not_before <= now))
        found = select(Outgoing).where(or_(doubtful, ready))
        found = found.order_by(Outgoing.status.desc(), Outgoing.created_at).limit(limit)
        return _detached(crm, crm.session.scalars(found))


def mark(store: Store, outgoing: Outgoing, now: datetime, **columns: Any) -> bool:
    """Write the state of a post, committed on return. False if it was withdrawn meanwhile."""
    with store.begin(None, now, "outbox") as crm:
        kept = update(Outgoing).where(Outgoing.id == outgoing.id, Outgoing.status != "withdrawn")
        return bool(crm.session.scalars(kept.values(**columns).returning(Outgoing.id)).all())


def answered_by(store: Store, posted: str, now: datetime) -> Incoming | None:
    """The event that the reply posted under this name answered, if it did."""
    with store.read(now) as crm:
        key = crm.session.scalars(select(Outgoing.key).where(Outgoing.posted == posted)).first()
        found = select(Incoming).where(Incoming.id == (key or "").removeprefix("reply:"))
        return next(iter(_detached(crm, crm.session.scalars(found))), None)


def due_reminders(crm: Crm, resting: Iterable[int] = (), limit: int = 100) -> list[Reminder]:
    """The reminders to be told now, locked until the transaction ends.

    Of those who are resting only what they have set themselves for a time, and what is told in a channel.
    """
    untold = or_(Reminder.told_at.is_(None), Reminder.told_at < Reminder.due_at)
    asked = and_(Reminder.every.is_(None), Reminder.by_id == Reminder.person_id)
    asked = or_(asked, Reminder.channel.startswith("C"), Reminder.channel.startswith("G"))
    at_rest = Reminder.person_id.in_(list(resting))
    found = select(Reminder).where(Reminder.status == "open", Reminder.due_at <= crm.now, untold)
    found = found.where(or_(not_(at_rest), asked)) if resting else found
    return list(crm.session.scalars(found.order_by(Reminder.due_at).limit(limit).with_for_update(skip_locked=True)))


def told(crm: Crm, reminder: Reminder) -> None:
    """Note that a reminder was queued; a recurring one moves on."""
    reminder.told_at = crm.now
    reminder.occurrence += 1
    if reminder.every:
        reminder.move_on(crm.now)


def clear(store: Store, now: datetime) -> None:
    """Forget what was done and sent a week ago and more, and files that nobody imported within a day."""
    with store.begin(None, now, "mailroom") as crm:
        crm.session.execute(delete(Incoming).where(Incoming.status == "done", Incoming.received_at < now - KEPT))
        over = Outgoing.status.in_(("sent", "withdrawn"))
        crm.session.execute(delete(Outgoing).where(over, Outgoing.created_at < now - KEPT))
        crm.session.execute(delete(Upload).where(Upload.at < now - FILES_KEPT))


def _detached(crm: Crm, rows: Iterable[R]) -> list[R]:
    """Rows to be looked at after the transaction."""
    kept = list(rows)
    crm.session.expunge_all()
    return kept


def _insert_once(crm: Crm, table: type[Incoming] | type[Outgoing], row: dict[str, Any]) -> bool:
    insert = insert_sqlite if crm.session.get_bind().dialect.name == "sqlite" else insert_postgresql
    added = insert(table).values(**row).on_conflict_do_nothing().returning(table.id)
    return bool(crm.session.scalars(added).all())
