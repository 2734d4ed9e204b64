"""Indices that hold all that common questions need, so that the rows themselves need not be read."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

NARROW = {
    "orders": ("ix_orders_customer_id", "ix_orders_product_id", "ix_orders_ordered_on"),
    "cases": ("ix_cases_customer_id",),
    "deals": ("ix_deals_stage",),
    "interactions": ("interactions_of_customer", "ix_interactions_by_id", "ix_interactions_happened_at"),
}
"""Indices whose columns are the first ones of the new ones."""

WIDE = (
    ("orders_of_customer", "orders", ["customer_id", "currency", "amount", "ordered_on", "deleted_at"]),
    ("orders_of_product", "orders", ["product_id", "currency", "amount", "ordered_on", "deleted_at"]),
    ("orders_by_day", "orders", ["ordered_on", "currency", "amount", "deleted_at"]),
    ("interactions_of_customer", "interactions", ["customer_id", "happened_at", "deleted_at"]),
    ("interactions_by_person", "interactions", ["by_id", "channel", "happened_at", "deleted_at"]),
    ("interactions_by_channel", "interactions", ["channel", "happened_at", "deleted_at"]),
    (
        "interactions_by_moment",
        "interactions",
        ["happened_at", "deleted_at", "sentiment", "channel", "by_id", "customer_id"],
    ),
    (
        "deals_by_stage",
        "deals",
        ["stage", "closed_at", "created_at", "owner_id", "customer_id", "currency", "amount", "deleted_at"],
    ),
    ("cases_of_customer", "cases", ["customer_id", "status", "deleted_at"]),
    ("ix_customers_city", "customers", ["city"]),
    ("ix_customers_country", "customers", ["country"]),
    ("ix_customers_segment", "customers", ["segment"]),
    ("ix_customers_tag", "customers", ["tag"]),
    ("ix_contacts_title", "contacts", ["title"]),
)


def upgrade() -> None:
    for table, names in NARROW.items():
        for name in names:
            op.drop_index(name, table)
    for name, table, columns in WIDE:
        op.create_index(name, table, columns)
