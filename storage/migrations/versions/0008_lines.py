"""Lines: what orders, quotes and deals are over, a product each; orders have a number, quotes a contact."""

import sqlalchemy as sa
from alembic import op

from storage.columns import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OF_ORDERS = """
INSERT INTO lines (created_at, custom, order_id, place, product_id, quantity, amount, currency, taken)
SELECT created_at, '{}', id, 1, product_id, quantity, amount, currency, taken FROM orders
"""
OF_QUOTES = """
INSERT INTO lines (created_at, custom, quote_id, place, product_id, quantity, price, discount, amount, currency, taken)
SELECT created_at, '{}', id, 1, product_id, quantity,
       CASE WHEN quantity > 0 AND COALESCE(discount, 0) < 10000
            THEN amount * 10000 / (quantity * (10000 - COALESCE(discount, 0))) END,
       discount, amount, currency, 0 FROM quotes
"""
"""What a piece costs follows from the amount; it may be a cent off, but the amount is kept as it was quoted."""


def upgrade() -> None:
    op.create_table(
        "lines",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", UTCDateTime(timezone=True)),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.Column("order_id", sa.Integer(), sa.ForeignKey("orders.id"), index=True),
        sa.Column("quote_id", sa.Integer(), sa.ForeignKey("quotes.id"), index=True),
        sa.Column("deal_id", sa.Integer(), sa.ForeignKey("deals.id"), index=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("products.id"), index=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger()),
        sa.Column("discount", sa.BigInteger()),
        sa.Column("amount", sa.BigInteger()),
        sa.Column("currency", sa.String()),
        sa.Column("taken", sa.Integer(), nullable=False),
    )
    op.execute(OF_ORDERS)
    op.execute(OF_QUOTES)
    op.drop_column("orders", "taken")
    op.add_column("orders", sa.Column("number", sa.Integer()))
    op.execute("UPDATE orders SET number = id")
    op.create_index("ix_orders_number", "orders", ["number"], unique=True)
    op.execute("ALTER TABLE quotes ADD COLUMN contact_id INTEGER REFERENCES contacts (id)")
    op.create_index("ix_quotes_contact_id", "quotes", ["contact_id"])
