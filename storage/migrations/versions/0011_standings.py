"""Standings: health and churn risk of each customer, and whose are to be computed anew."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    customer = "customers.id"
    op.create_table(
        "standings",
        sa.Column("customer_id", sa.Integer, sa.ForeignKey(customer, ondelete="CASCADE"), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("health", sa.Integer),
        sa.Column("risk", sa.Integer),
        sa.Column("lapse", sa.Integer, nullable=False),
        sa.Column("worth", sa.BigInteger),
    )
    for name in ("day", "risk", "lapse"):
        op.create_index(f"ix_standings_{name}", "standings", [name])
    op.create_table(
        "outdated_standings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("customer_id", sa.Integer, sa.ForeignKey(customer, ondelete="CASCADE"), nullable=False),
    )
    op.execute("INSERT INTO outdated_standings (customer_id) SELECT id FROM customers")
