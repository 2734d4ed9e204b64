"""Sales: the pieces that an order took from stock, the quote that it came from, and discounts such as 7.5 %."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("taken", sa.Integer(), nullable=False, server_default="0"))
    op.execute("ALTER TABLE orders ADD COLUMN quote_id INTEGER REFERENCES quotes (id)")
    op.create_index("ix_orders_quote_id", "orders", ["quote_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE quotes ALTER COLUMN discount TYPE BIGINT")
    op.execute("UPDATE quotes SET discount = discount * 100")
