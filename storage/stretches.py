"""Stretches: how long records stood at each value of a field, by their changes, or the stays of deals."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from storage.changes import Change
from storage.crm import Crm
from storage.deals import Deal
from storage.record import Record
from storage.stays import LATEST, stays_of

AT_ONCE = 500
LATELY = timedelta(days=730)
"""How old records may be that tell what is usual."""
ENOUGH = 3
"""Stretches from which on one can speak of what is usual."""


class Stretch(NamedTuple):
    """A value and the time that it stood; `until` is None where it stands still."""

    value: str
    since: datetime
    until: datetime | None

    def days(self, now: datetime) -> int:
        """How many whole days it stood by now."""
        return ((self.until or now) - self.since).days


class _Step(NamedTuple):
    """One change of the field of one record."""

    at: datetime
    before: str
    after: str


def stretches(crm: Crm, records: Sequence[Record], field: str) -> dict[int, list[Stretch]]:
    """The stretches of each record by its id, oldest first; what was undone is left out."""
    if field == "stage":
        return {each.id: list(_stood(crm, each)) for each in records if isinstance(each, Deal)}
    steps: dict[int, list[_Step]] = defaultdict(list)
    for first in range(0, len(records), AT_ONCE):
        part = records[first : first + AT_ONCE]
        wanted = _steps(part[0].kind, field).where(Change.record_id.in_([each.id for each in part]))
        for id, *step in crm.session.execute(wanted):
            steps[id].append(_Step(*step))
    return {each.id: list(_told(each.created_at, getattr(each, field), steps[each.id])) for each in records}


def usual_cycle(crm: Crm, latest: int = LATEST) -> float | None:
    """The median days from the opening of a deal to its winning, of the latest ones, where enough were won."""
    won = select(Deal.created_at, Deal.closed_at).where(Deal.stage == "won", Deal.closed_at >= crm.now - LATELY)
    newest = won.order_by(Deal.closed_at.desc()).limit(latest)
    days = [(closed - created) / timedelta(days=1) for created, closed in crm.session.execute(newest) if closed]
    return median(days) if len(days) >= ENOUGH else None


def _stood(crm: Crm, deal: Deal) -> Iterator[Stretch]:
    """The stages of a deal, from the stays that are kept of it."""
    left = stays_of(crm.session, deal)
    yield from (Stretch(each.stage, each.since, each.until) for each in left)
    yield Stretch(deal.stage, left[-1].until if left else deal.created_at, None)


def _steps(kind: str, field: str) -> Select[Any]:
    undone = select(Change.undoes).where(Change.undoes.is_not(None))
    before, after = Change.before[field].as_string(), Change.after[field].as_string()
    steps = select(Change.record_id, Change.at, before, after).where(Change.kind == kind, Change.action == "updated")
    steps = steps.where(before.is_not(None), Change.undoes.is_(None), Change.turn.not_in(undone))
    return steps.order_by(Change.record_id, Change.id)


def _told(created: datetime, value: str, steps: Sequence[_Step]) -> Iterator[Stretch]:
    starts = [(created, steps[0].before if steps else value), *((step.at, step.after) for step in steps)]
    for (since, stood), (until, _) in pairwise(starts):
        yield Stretch(stood, since, until)
    yield Stretch(starts[-1][1], starts[-1][0], None)
