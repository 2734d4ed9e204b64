"""Service times, working hours and holidays, and the clock of a case."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FILLED_AT = datetime(2026, 1, 1, tzinfo=UTC)
MINUTES = {"urgent": (60, 240), "high": (240, 1440), "normal": (1440, 4320), "low": (2880, 7200)}


def upgrade() -> None:
    times = _table("service_times", "priority:text! first_reply:number! resolution:number! team:text")
    _table("working_hours", "team:text weekday:text! starts:text! ends:text! zone:text!")
    _table("holidays", "day:day! name:text team:text zone:text!")
    op.create_index("ix_holidays_day", "holidays", ["day"])
    filled = {"created_at": FILLED_AT, "custom": {}}
    op.bulk_insert(
        times,
        [
            {**filled, "priority": priority, "first_reply": first, "resolution": solved}
            for priority, (first, solved) in MINUTES.items()
        ],
    )
    for name in ("first_reply_due_at", "first_replied_at", "clock_since", "alarm_at"):
        op.add_column("cases", sa.Column(name, UTCDateTime(timezone=True)))
    op.add_column("cases", sa.Column("time_used", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_cases_alarm_at", "cases", ["alarm_at"])
    op.execute("UPDATE cases SET clock_since = opened_at WHERE status <> 'closed'")
    op.execute("UPDATE cases SET alarm_at = opened_at WHERE status <> 'closed' AND due_at > CURRENT_TIMESTAMP")


def _table(name: str, columns: str) -> sa.Table:
    kinds: dict[str, Any] = {"text": sa.String(), "number": sa.Integer(), "day": sa.Date()}
    told = [(column.partition(":")[0], column.partition(":")[2]) for column in columns.split()]
    own: list[sa.Column[Any]] = [
        sa.Column(name, kinds[kind.rstrip("!")], nullable=not kind.endswith("!")) for name, kind in told
    ]
    return op.create_table(
        name,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", UTCDateTime(timezone=True)),
        sa.Column("custom", sa.JSON(), nullable=False),
        *own,
    )
