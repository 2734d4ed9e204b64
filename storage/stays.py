"""Stays: how long deals stood in the stages that they have left, and what is usual there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import ForeignKey, func, inspect, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.changes import Change
from storage.deals import Deal
from storage.fields import Field
from storage.pipelines import OPEN, Stage
from storage.record import Record

LATELY = timedelta(days=730)
"""How long ago stays may have ended that tell what is usual."""
LATEST = 20_000
"""So many of the newest stays are looked at."""
ENOUGH = 5
"""Stays from which on one can speak of what is usual."""
FLOOR = 30
"""Days in a stage that are too many where fewer stays are known."""
LEAST = 7
"""Days in a stage that are never too many."""
TOO_LONG = 1.5
"""How many times the usual days are too many: half of all deals take longer than the median."""
AT_ONCE = 500
FETCH = {"synchronize_session": "fetch"}


class Stay(Record):
    """The time that a deal stood in a stage which it has left; kept by itself whenever a deal moves on."""

    __tablename__ = "stays"
    kind = "stay"
    tracked = False
    FIELDS: ClassVar = (
        Field("deal", "record", of="deal"),
        Field("pipeline", "record", of="pipeline"),
        Field("stage"),
        Field("since", "moment"),
        Field("until", "moment"),
    )

    deal_id: Mapped[int] = mapped_column(ForeignKey("deals.id"), index=True)
    pipeline_id: Mapped[int | None] = mapped_column(ForeignKey("pipelines.id"))
    stage: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)

    deal: Mapped[Deal] = relationship()

    @property
    def label(self) -> str:
        return self.stage

    @property
    def days(self) -> int:
        """How many whole days it lasted."""
        return (self.until - self.since).days


@dataclass(frozen=True)
class Usual:
    """How long deals usually stand in a stage of a pipeline: the median days, and of how many deals."""

    days: float
    known: int

    @property
    def limit(self) -> float:
        """More days than these are long: half as many again as usual, at least a week; 30 where few are known."""
        return max(self.days * TOO_LONG, LEAST) if self.known >= ENOUGH else FLOOR


UNKNOWN = Usual(0, 0)


class Standing(NamedTuple):
    """A deal in its stage: since when, and what is usual there."""

    since: datetime
    usual: Usual

    def days(self, now: datetime) -> int:
        """How many whole days it has stood there by now."""
        return (now - self.since).days

    def is_stuck(self, now: datetime) -> bool:
        """Whether that is longer than usual."""
        return self.days(now) > self.usual.limit


def usual_stays(session: Session, now: datetime) -> dict[tuple[int | None, str], Usual]:
    """What is usual in each stage of each pipeline, by the stays that ended within two years."""
    live = select(Stay.pipeline_id, Stay.stage, Stay.since, Stay.until).join(Deal, Deal.id == Stay.deal_id)
    newest = live.where(Stay.until.between(now - LATELY, now)).order_by(Stay.until.desc()).limit(LATEST)
    days: dict[tuple[int | None, str], list[float]] = defaultdict(list)
    for pipeline, stage, since, until in session.execute(newest):
        days[pipeline, stage].append((until - since) / timedelta(days=1))
    return {key: Usual(median(known), len(known)) for key, known in days.items()}


def standings(session: Session, deals: Sequence[Deal], now: datetime) -> dict[int, Standing]:
    """How long each deal has stood in its stage, by its id."""
    usual, left = usual_stays(session, now), last_left(session, [deal.id for deal in deals])
    left |= _brought_in(session, [deal for deal in deals if deal.id not in left and _is_under_way(deal)])
    return {
        deal.id: Standing(left.get(deal.id, deal.created_at), usual.get((deal.pipeline_id, deal.stage), UNKNOWN))
        for deal in deals
    }


def _is_under_way(deal: Deal) -> bool:
    """Whether it is behind the first stage of its pipeline."""
    first = deal.pipeline.open_stages[:1] if deal.pipeline else []
    return not first or deal.stage != first[0].name


def _brought_in(session: Session, deals: Sequence[Deal]) -> dict[int, datetime]:
    """When deals were written down that had been opened before; how long they stood by then is not known."""
    opened, found = {deal.id: deal.created_at for deal in deals}, {}
    for first in range(0, len(deals), AT_ONCE):
        ids = [deal.id for deal in deals[first : first + AT_ONCE]]
        made = (Change.kind == "deal", Change.action == "created", Change.record_id.in_(ids))
        for id, at in session.execute(select(Change.record_id, Change.at).where(*made)):
            found[id] = max(at, opened[id])
    return found


def stays_of(session: Session, deal: Deal) -> list[Stay]:
    """The stages that a deal has left, oldest first."""
    return list(session.scalars(select(Stay).where(Stay.deal_id == deal.id).order_by(Stay.until, Stay.id)))


def last_left(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    """When each deal last left a stage; those that never did are not in it."""
    found: dict[int, datetime] = {}
    for first in range(0, len(ids), AT_ONCE):
        wanted = select(Stay.deal_id, func.max(Stay.until)).where(Stay.deal_id.in_(ids[first : first + AT_ONCE]))
        found |= {id: at for id, at in session.execute(wanted.group_by(Stay.deal_id))}  # noqa: C416  a row is no pair
    return found


def keep_stays(session: Session, *_: object) -> None:
    """Keep what deals leave, and how often they are put off. Listens to the session's `before_flush`.

    What is undone is taken back: the stay that it ended goes on. A stage that gets another name takes its deals along.
    """
    for stage in [each for each in session.dirty if isinstance(each, Stage)]:
        _rename(session, stage, _was(stage, "name"))
    dirty = [each for each in session.dirty if isinstance(each, Deal)]
    undone = session.info.get("undoes")
    for deal in dirty:
        deal.postponed = _put_off(deal, bool(undone))
    moved = [deal for deal in dirty if _was(deal, "stage") not in (None, deal.stage)]
    if undone:
        _take_back(session, moved, undone)
    else:
        _end(session, moved)


def _rename(session: Session, stage: Stage, before: str | None) -> None:
    if before is None or stage.outcome != OPEN:
        return
    for noun in (Deal, Stay):
        here = (noun.pipeline_id == stage.pipeline_id, noun.stage == before)
        session.execute(update(noun).where(*here).values(stage=stage.name), execution_options=FETCH)


def _end(session: Session, deals: Sequence[Deal]) -> None:
    left = last_left(session, [deal.id for deal in deals])
    now: datetime = session.info["now"]
    for deal in deals:
        stay = Stay(deal_id=deal.id, stage=_was(deal, "stage"), until=now, created_at=now, custom={})
        stay.pipeline_id = _was(deal, "pipeline_id") or deal.pipeline_id
        stay.since = min(left.get(deal.id, deal.created_at), now)
        session.add(stay)


def _take_back(session: Session, deals: Iterable[Deal], turn: str) -> None:
    """Let the stays go on that the turn ended, by the moment at which it moved the deals."""
    for deal in deals:
        at = select(Change.at).where(Change.turn == turn, Change.kind == "deal", Change.record_id == deal.id)
        for stay in session.scalars(select(Stay).where(Stay.deal_id == deal.id, Stay.until.in_(at))):
            stay.deleted_at = session.info["now"]


def _put_off(deal: Deal, undoing: bool) -> int:
    """How often its close date was moved to a later day, this time included."""
    before, after = _was(deal, "close_on"), deal.close_on
    if not isinstance(before, date) or not isinstance(after, date) or before == after:
        return deal.postponed
    later = after > before
    return max(deal.postponed + (later and not undoing) - (undoing and not later), 0)


def _was(record: Record, name: str) -> Any:
    """What the column held before this flush; None where it has not changed."""
    history = inspect(record).attrs[name].history
    return history.deleted[0] if history.has_changes() and history.deleted else None
