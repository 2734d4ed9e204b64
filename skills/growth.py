"""Growth: how a segment's size moves, who came and who left."""

from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from skills.wording import count_of, day
from storage.campaigns import Segment
from storage.crm import Crm
from storage.customers import Customer
from storage.questions import NotUnderstood, Question, find
from storage.segment_sizes import SegmentSize, keep_size, size_on, without_size

LOOKED_BACK = timedelta(days=30)
NAMED = 3
Pair = tuple[str, str]


def measure(crm: Crm, segment: Segment) -> list[int]:
    """Write down who belongs to a segment today, and return their ids."""
    found = find(crm, Question("customer", segment.filters, "name"), ZoneInfo("UTC")).records
    ids = [each.id for each in found]
    keep_size(crm.session, segment, crm.now.astimezone(UTC).date(), ids)
    return ids


def measure_all(crm: Crm) -> int:
    """Write down the sizes of all segments that have none today; returns how many."""
    waiting = without_size(crm.session, crm.now.astimezone(UTC).date())
    for segment in waiting:
        try:
            measure(crm, segment)
        except NotUnderstood:
            keep_size(crm.session, segment, crm.now.astimezone(UTC).date(), [])
    return len(waiting)


def growth(crm: Crm, segment: Segment) -> Iterator[Pair]:
    """The change against thirty days ago, or the first day known since, and who came and who left."""
    ids, today = measure(crm, segment), crm.now.astimezone(UTC).date()
    before = size_on(crm.session, segment, today - LOOKED_BACK)
    if before is None or before.day == today:
        yield "change", "counted from today on"
        return
    since, apart = day(before.day, today), len(ids) - before.size
    yield "change", f"{apart:+d} since {since} ({before.size} then)" if apart else f"none since {since}"
    yield from _moves(crm, ids, before, since)


def _moves(crm: Crm, ids: Sequence[int], before: SegmentSize, since: str) -> Iterator[Pair]:
    if before.members is None:
        return
    came = [id for id in ids if id not in set(before.members)]
    left = [id for id in before.members if id not in set(ids)]
    for word, moved in (("came", came), ("left", left)):
        if moved:
            yield f"{word} since {since}", _names(crm, moved)


def _names(crm: Crm, ids: Sequence[int]) -> str:
    named: list[Customer] = crm.customers.by_ids(ids[:NAMED])
    gone = len(ids[:NAMED]) - len(named)
    names = [each.name for each in named] + ([f"{count_of(gone, 'customer')} no longer kept"] if gone else [])
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return ", ".join(names) + more
