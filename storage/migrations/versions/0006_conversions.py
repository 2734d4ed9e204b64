"""Conversions: why a lead has its status, and the lead and the contact of a deal."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE leads ADD COLUMN reason VARCHAR")
    op.execute("ALTER TABLE deals ADD COLUMN contact_id INTEGER REFERENCES contacts (id)")
    op.execute("ALTER TABLE deals ADD COLUMN lead_id INTEGER REFERENCES leads (id)")
    op.create_index("ix_deals_contact_id", "deals", ["contact_id"])
    op.create_index("ix_deals_lead_id", "deals", ["lead_id"])
