"""How long the deals of the demo company stood in the stages that they have left."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from storage.demo.days import ANCHOR

WEIGHTS = {"prospecting": 2, "engaging": 3, "proposal": 4, "negotiation": 3}
"""The stages in their order, and how long deals stand in each beside the others."""
FEWEST = 2
"""So many stages at least a deal went through that was lost."""
MORNING = time(10, tzinfo=UTC)

Row = dict[str, object]


def stays(deals: Sequence[Row]) -> list[Row]:
    """One row a stage that was left, in the order of the deals; the same at every call."""
    return [row for deal in deals for row in _of(deal, random.Random(str(deal["name"])))]


def _of(deal: Row, chance: random.Random) -> Iterator[Row]:
    passed = _passed(str(deal["stage"]), chance)
    shares = [WEIGHTS[stage] * chance.uniform(0.5, 1.5) for stage in passed]
    begun, ended = deal["created_at"], deal["closed_at"] or ANCHOR
    assert isinstance(begun, date)
    assert isinstance(ended, date)
    left = passed if deal["closed_at"] else passed[:-1]
    since = begun
    for place, stage in enumerate(left, 1):
        until = begun + timedelta(days=round((ended - begun).days * sum(shares[:place]) / sum(shares)))
        yield {"deal": deal["name"], "pipeline": "Sales", "stage": stage, "since": _morning(since),
               "until": _morning(until)}  # fmt: skip
        since = until


def _passed(stage: str, chance: random.Random) -> list[str]:
    """The stages that a deal went through up to where it stands."""
    order = list(WEIGHTS)
    if stage == "lost":
        return order[: chance.randint(FEWEST, len(order))]
    return order[: order.index(stage) + 1] if stage in order else order


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING)
