"""The span of a report: its period, or the two periods that are set side by side."""

from datetime import date, timedelta

from bot.understanding.dates.periods import Period
from bot.understanding.questions.drafts import Draft
from bot.understanding.questions.timings import MOMENTS, read_periods, reading, timing_of, verbs_said
from storage.buckets import first_of

COMPARING = ("vs", "versus", "compare", "compared", "against")
BEFORE = ("last", "previous", "before", "prior")
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
"""The units of time, and the days of the longest."""

Span = dict[str, str | None]


def read_span(draft: Draft, rate: str | None, grouped: bool) -> tuple[str | None, Span | None]:
    """The unit to set periods side by side by, and the period; those of other moments become filters.

    Two periods of a report that is grouped already cannot both be kept: the second stays unread.
    """
    said = verbs_said(draft)
    own = [at for at in draft.sheet.free_atoms("period") if rate or timing_of(draft, at, said)[0] == _own_moment(draft)]
    periods = [reading(draft, at, "") for at in own]
    if not periods:
        read_periods(draft)
        return None, None
    verbs = [timing_of(draft, at, said)[1] for at in own]
    for at, verb in zip(own, verbs, strict=True):
        draft.sheet.take(at, at + 1)
        draft.sheet.take(*(verb or (at, at)))
    read_periods(draft)
    both = None if grouped else _side_by_side(draft, periods)
    if both is None:
        draft.sheet.taken -= set(own[1:])
    unit, first, last = both or (None, periods[0].first, periods[0].last)
    return unit, {"from": _day(first), "to": _day(last)}


def _side_by_side(draft: Draft, periods: list[Period]) -> tuple[str, date, date] | None:
    """The unit of periods that are compared, the first day and the last of them all."""
    if not draft.sheet.has(*COMPARING) and len(periods) < 2:
        return None
    edges = [(each.first, each.last) for each in periods if each.first and each.last]
    if len(edges) < len(periods):
        return None
    first, last = min(first for first, _ in edges), max(last for _, last in edges)
    days = (edges[0][1] - edges[0][0]).days + 1
    unit = next((unit for unit, longest in LONGEST.items() if days <= longest), "year")
    if len(periods) > 1:
        return unit, first, last
    before = [at for at in draft.sheet.free_atoms("word") if draft.sheet.word(at) in BEFORE]
    draft.sheet.taken.update(before)
    return (unit, first_of(first - timedelta(days=1), unit), last) if before else None


def _own_moment(draft: Draft) -> str:
    """The moment by which `report` dates the records: when they ended, if only ended ones are asked for."""
    ended = {"deal": ("stage", ("won", "lost")), "case": ("status", ("closed",))}.get(draft.entity)
    stages = [filter for _, filter in draft.placed if ended and filter[0] == ended[0]]
    if ended and stages and all(op == "=" and value in ended[1] for _, op, value in stages):
        return "closed_at"
    return MOMENTS.get(draft.entity, "created_at")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
