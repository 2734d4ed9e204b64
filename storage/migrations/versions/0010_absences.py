"""Absences: who is away and who stands in, working days, and how large segments were."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE people ADD COLUMN working_days VARCHAR")
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", UTCDateTime(timezone=True)),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("stand_in_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("reason", sa.String()),
        sa.Column("told_at", UTCDateTime(timezone=True)),
    )
    op.create_table(
        "covers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("absence_id", sa.Integer(), sa.ForeignKey("absences.id"), nullable=False, index=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
    )
    _sizes()


def _sizes() -> None:
    op.create_table(
        "segment_sizes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("segment_id", sa.Integer(), sa.ForeignKey("segments.id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("members", sa.JSON()),
        sa.UniqueConstraint("segment_id", "day", name="segment_day"),
    )
