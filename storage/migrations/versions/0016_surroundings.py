"""Surroundings: when people want to hear from us, what they think of answers, where things were said, channels."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UTCDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("digest_at", "quiet_from", "quiet_to", "muted"):
        op.execute(f"ALTER TABLE people ADD COLUMN {column} VARCHAR")
    op.execute("ALTER TABLE interactions ADD COLUMN source VARCHAR")
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("turn", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("turn", "by_id", name="rating_of_turn"),
    )
    op.create_table(
        "channels",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("privacy", sa.String(), nullable=False),
    )
