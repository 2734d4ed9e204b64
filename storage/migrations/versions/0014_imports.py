"""Imports: each named, where its records came from, and documents for what is no noun of ours."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Money, UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", UTCDateTime(timezone=True)),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.Column("title", sa.String(), nullable=False, index=True),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customers.id"), index=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contacts.id"), index=True),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("products.id"), index=True),
        sa.Column("owner_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("amount", Money()),
        sa.Column("currency", sa.String()),
        sa.Column("dated_on", sa.Date()),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("turn", sa.String(), nullable=False, unique=True),
        sa.Column("at", UTCDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("source", "folder")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("files", sa.JSON(), nullable=False),
    )
    op.create_table(
        "origins",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("source", "sheet", "external_id", "kind")),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.UniqueConstraint("source", "sheet", "external_id"),
    )
    op.create_index("origins_of_record", "origins", ["kind", "record_id"])


COUNTS = ("rows", "created", "updated", "unchanged", "refused")
