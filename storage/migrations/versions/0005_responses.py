"""Responses: what campaigns brought about, and what counts towards a goal."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "responses",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", UTCDateTime(timezone=True)),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaigns.id"), nullable=False, index=True),
        sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customers.id"), index=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contacts.id"), index=True),
        sa.Column("lead_id", sa.Integer(), sa.ForeignKey("leads.id"), index=True),
        sa.Column("response", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
    )
    with op.batch_alter_table("goals") as goals:
        goals.add_column(sa.Column("filters", sa.JSON(), nullable=False, server_default="[]"))
