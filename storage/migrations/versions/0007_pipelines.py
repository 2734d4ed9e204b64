"""Pipelines: stages as the workspace's own records, and how long deals stood in those that they have left."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
STAGES = (
    ("prospecting", 10, "open"), ("engaging", 30, "open"), ("proposal", 50, "open"), ("negotiation", 70, "open"),
    ("won", 100, "won"), ("lost", 0, "lost"),
)  # fmt: skip
CHANGES = sa.text(
    """SELECT record_id, at, turn, undoes, before, after FROM changes
    WHERE kind = 'deal' AND action = 'updated' AND before IS NOT NULL ORDER BY id"""
).columns(record_id=sa.Integer, at=UTCDateTime, turn=sa.String, undoes=sa.String, before=sa.JSON, after=sa.JSON)
DEALS = sa.text("SELECT id, created_at FROM deals").columns(id=sa.Integer, created_at=UTCDateTime)


def upgrade() -> None:
    pipelines, stages, stays = _pipelines(), _stages(), _stays()
    first = {"id": 1, "created_at": BEGAN, "custom": {}, "name": "Sales", "name_fold": "sales", "is_default": True}
    op.bulk_insert(pipelines, [first])
    op.bulk_insert(stages, [_stage(10 * place, *each) for place, each in enumerate(STAGES, 1)])
    if op.get_bind().dialect.name == "postgresql":
        for name in ("pipelines", "stages"):
            op.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")
    op.execute("ALTER TABLE deals ADD COLUMN pipeline_id INTEGER REFERENCES pipelines (id)")
    op.create_index("ix_deals_pipeline_id", "deals", ["pipeline_id"])
    op.add_column("deals", sa.Column("postponed", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE deals SET pipeline_id = 1")
    for name, chance, _ in STAGES:
        op.execute(f"UPDATE deals SET probability = NULL WHERE stage = '{name}' AND probability = {chance}")
    _fill(stays)


def _record() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", UTCDateTime(timezone=True)),
        sa.Column("custom", sa.JSON(), nullable=False),
    ]


def _named() -> list[sa.Column[Any]]:
    return [
        *_record(),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_fold", sa.String(), nullable=False, index=True),
    ]


def _pipelines() -> sa.Table:
    return op.create_table("pipelines", *_named(), sa.Column("is_default", sa.Boolean(), nullable=False))


def _stages() -> sa.Table:
    return op.create_table(
        "stages",
        *_named(),
        sa.Column("pipeline_id", sa.Integer(), sa.ForeignKey("pipelines.id"), nullable=False, index=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
    )


def _stays() -> sa.Table:
    return op.create_table(
        "stays",
        *_record(),
        sa.Column("deal_id", sa.Integer(), sa.ForeignKey("deals.id"), nullable=False, index=True),
        sa.Column("pipeline_id", sa.Integer(), sa.ForeignKey("pipelines.id")),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("since", UTCDateTime(timezone=True), nullable=False),
        sa.Column("until", UTCDateTime(timezone=True), nullable=False, index=True),
    )


def _stage(place: int, name: str, chance: int, outcome: str) -> dict[str, Any]:
    own = {
        "name": name,
        "name_fold": name,
        "position": place + (1000 if outcome != "open" else 0),
        "probability": chance,
        "outcome": outcome,
    }
    return {"created_at": BEGAN, "custom": {}, "pipeline_id": 1, **own}


def _fill(stays: sa.Table) -> None:
    """Read from the changes what deals have left and how often they were put off, without what was undone."""
    connection = op.get_bind()
    changes = connection.execute(CHANGES).all()
    undone = {each.undoes for each in changes if each.undoes}
    stood = [each for each in changes if not each.undoes and each.turn not in undone]
    created = {row.id: row.created_at for row in connection.execute(DEALS)}
    rows = list(_left([each for each in stood if each.record_id in created], created))
    if rows:
        connection.execute(sa.insert(stays), rows)
    later = [each.record_id for each in stood if _is_later(each.before, each.after)]
    for id in later:
        connection.execute(sa.text("UPDATE deals SET postponed = postponed + 1 WHERE id = :id"), {"id": id})


def _left(changes: list[Any], since: dict[int, datetime]) -> Iterator[dict[str, Any]]:
    for each in changes:
        if stage := (each.before or {}).get("stage"):
            own = {"deal_id": each.record_id, "stage": stage, "since": since[each.record_id], "until": each.at}
            yield {"created_at": each.at, "custom": {}, "pipeline_id": 1, **own}
            since[each.record_id] = each.at


def _is_later(before: Any, after: Any) -> bool:
    was, now = ((side or {}).get("close_on") for side in (before, after))
    return bool(was and now and now > was)
